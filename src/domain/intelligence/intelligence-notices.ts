import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import type { Intelligence } from './intelligence.entity.js';

type Told = Pick<Intelligence, 'id' | 'reference' | 'recordedBy'>;

/** The duty officers: who is written to about P1, and whom `intelligenceForm` says to ring. */
export const dutyRoles = ['qaOfficer', 'safeguardingLead'] as const;

const onDuty = `select id from memberships where council_id = $1 and role = any ($2)
  and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) order by id`;

/** Mail about intelligence: a reference and a sign-in link. Neither what it says nor whom it is about leaves the service. */
@Injectable()
export class IntelligenceNotices {
  constructor(
    private readonly unit: WriteUnit,
    private readonly mail: Mail,
  ) {}

  async acknowledge({ id, reference, recordedBy }: Told): Promise<void> {
    await this.mail.queue({
      dedupeKey: `intelligence-received:${id}`,
      toMembershipId: recordedBy,
      subject: `Intelligence received: ${reference}`,
      lines: [`Your intelligence has been received. Its reference is ${reference}.`, `Sign in to see what becomes of it:\n${this.link(id)}`],
    });
  }

  /** P1: within the hour somebody decides whether to visit (domain.md 4.4). */
  async alertDutyOfficers({ id, reference }: Told): Promise<void> {
    for (const officer of await this.officersOnDuty()) {
      await this.mail.queue({
        dedupeKey: `intelligence-urgent:${id}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `Urgent intelligence: ${reference}`,
        lines: [`Intelligence of the highest severity, P1, has been recorded: ${reference}. It needs an answer within the hour.`, `Sign in to read it:\n${this.link(id)}`],
      });
    }
  }

  /** Nobody has triaged it in the time its severity allows (domain.md 4.4). */
  async tellTriageOverdue({ id, reference }: Told): Promise<void> {
    for (const officer of await this.officersOnDuty()) {
      await this.mail.queue({
        dedupeKey: `intelligence-triage-overdue:${id}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `Intelligence waiting for triage: ${reference}`,
        lines: [`The time to triage ${reference} has passed.`, `Sign in to triage it:\n${this.link(id)}`],
      });
    }
  }

  async tellOutcome({ id, reference, recordedBy }: Told): Promise<void> {
    await this.mail.queue({
      dedupeKey: `intelligence-closed:${id}`,
      toMembershipId: recordedBy,
      subject: `Intelligence answered: ${reference}`,
      lines: [`The intelligence you recorded, ${reference}, has been dealt with.`, `Sign in to see what came of it:\n${this.link(id)}`],
    });
  }

  private officersOnDuty(): Promise<{ id: string }[]> {
    const { actor, at } = this.unit;
    return this.unit.query<{ id: string }>(onDuty, [actor.councilId, dutyRoles, londonDate(at).toString()]);
  }

  private link(id: string): string {
    return this.mail.link(`/intelligence/${id}`);
  }
}
