import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { directorsToday } from '../people/directors.js';

// Nothing is found once the fresh decision is made: the news may be late.
const unconfirmed = 'select reference from restrictions where council_id = $1 and id = $2 and confirm_by is not null';

/** R04: unconfirmed, a restriction goes to the DASS every day until it is confirmed, changed or ended: a reference and a link. */
@Injectable()
export class ConfirmationChase implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('restrictionConfirmationOverdue', 'restrictions.confirmationChase', (overdue) => this.chase(overdue));
  }

  private async chase({ ids, eventId }: DomainEvent): Promise<void> {
    const { actor, at } = this.unit;
    const id = ids['restrictionId'];
    const [restriction] = await this.unit.query<{ reference: string }>(unconfirmed, [actor.councilId, id]);
    if (id === undefined || restriction === undefined) return;
    for (const director of await this.unit.query<{ id: string }>(directorsToday, [actor.councilId, londonDate(at).toString()])) {
      await this.mail.queue({
        dedupeKey: `confirmation-overdue:${eventId}:${director.id}`,
        toMembershipId: director.id,
        subject: `A fresh decision is overdue: reference ${restriction.reference}`,
        lines: [
          `What was decided before everybody was heard waits for its fresh decision, and the last day for it is over: reference ${restriction.reference}.`,
          `You are told every day until it is made. Sign in to see it:\n${this.mail.link(`/restrictions/${id}`)}`,
        ],
      });
    }
  }
}
