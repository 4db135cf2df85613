import { Injectable } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { caveatOfficers, narrowCaveats } from './caveats.js';
import type { Intelligence } from './intelligence.entity.js';

type Told = Pick<Intelligence, 'id' | 'reference' | 'recordedBy'>;
type Urgent = Told & Pick<Intelligence, 'caveat'>;

/** The duty officers: who is written to about P1, and whom `intelligenceForm` says to ring. */
export const dutyRoles = ['qaOfficer', 'safeguardingLead'] as const;

// Of a record few may read, those officers of them who are told of others; the reference alone would lead the rest to a closed door.
const onDuty = `select m.id from memberships m where m.council_id = $1 and (m.role = any ($2)
    or m.role = any ($5) and exists (select from record_readers r where r.council_id = m.council_id and r.intelligence_id = $4 and r.membership_id = m.id))
  and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date) order by m.id`;
/** Whoever can answer when what CQC had not published is looked at again (R28), beside its recorder. */
const answersForCqc = ['cqcObserver', 'safeguardingLead'] as const;
const answering = `select m.id from memberships m where m.council_id = $1 and (m.role = any ($2) and m.person_id is not null or m.id = $4)
  and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date) order by m.id`;

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
  async alertDutyOfficers({ id, reference, caveat }: Urgent): Promise<void> {
    for (const officer of await this.officersOnDuty(id, caveat)) {
      await this.mail.queue({
        dedupeKey: `intelligence-urgent:${id}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `Urgent intelligence: ${reference}`,
        lines: [`Intelligence of the highest severity, P1, has been recorded: ${reference}. It needs an answer within the hour.`, `Sign in to read it:\n${this.link(id)}`],
      });
    }
  }

  /** Nobody has triaged it in the time its severity allows (domain.md 4.4). */
  async tellTriageOverdue({ id, reference, caveat }: Urgent): Promise<void> {
    for (const officer of await this.officersOnDuty(id, caveat)) {
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

  /** CQC has published about a place while a record of it is still kept: release, correct or keep it. Nothing is released by itself (R28). */
  async askAboutPublished(record: Told, publishedOn: string): Promise<void> {
    await this.ask(record, `intelligence-published:${record.id}:${publishedOn}`, `CQC has published: look again at ${record.reference}`,
      `CQC has published since ${record.reference} was recorded. Say whether it is released, corrected or kept.`);
  }

  async askCaveatReview(record: Told, reviewOn: string): Promise<void> {
    await this.ask(record, `intelligence-caveat-review:${record.id}:${reviewOn}`, `Look again at who may see ${record.reference}`,
      `Today is the day to look again at who may see ${record.reference}. It stays as it is until somebody says otherwise.`);
  }

  private async ask({ id, recordedBy }: Told, key: string, subject: string, line: string): Promise<void> {
    const { actor, at } = this.unit;
    for (const member of await this.unit.query<{ id: string }>(answering, [actor.councilId, answersForCqc, londonDate(at).toString(), recordedBy])) {
      await this.mail.queue({
        dedupeKey: `${key}:${member.id}`, toMembershipId: member.id, subject,
        lines: [line, `Sign in to answer:\n${this.mail.link(`/intelligence/${id}/caveat`)}`],
      });
    }
  }

  private officersOnDuty(id: string, caveat: string): Promise<{ id: string }[]> {
    const { actor, at } = this.unit;
    const opens = narrowCaveats[caveat]?.opens.filter((role) => councilOfficers.includes(role));
    return this.unit.query<{ id: string }>(onDuty, [actor.councilId, opens ?? dutyRoles, londonDate(at).toString(), id, caveatOfficers]);
  }

  private link(id: string): string {
    return this.mail.link(`/intelligence/${id}`);
  }
}
