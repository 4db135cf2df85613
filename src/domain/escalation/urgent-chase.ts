import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { directorsToday } from '../people/directors.js';

// Nothing is found once it is confirmed or ended: the news may be late.
const unconfirmed = `
  select g.service_id as "serviceId" from stages g join workflows w on w.council_id = g.council_id and w.id = g.id
  where g.council_id = $1 and g.id = $2 and w.context -> 'urgent' <> 'null'`;

/** R03: an urgent escalation goes to the senior officers at once, and every day after its day is over until it is confirmed or ended: a link and no name. */
@Injectable()
export class UrgentChase implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('urgentlyEscalated', 'escalation.tellSenior', (event) => this.tell(event, 'An urgent escalation waits for you', 'An officer decided alone, in immediate danger. You confirm it or end it by the next working day.'));
    this.jobs.subscribe('urgentConfirmationOverdue', 'escalation.confirmationChase', (event) =>
      this.tell(event, 'An urgent escalation is not confirmed', 'The last day to confirm or end an urgent escalation is over. You are told every day until it is done.'));
  }

  private async tell({ ids, eventId }: DomainEvent, subject: string, line: string): Promise<void> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ serviceId: string }>(unconfirmed, [actor.councilId, ids['stageId']]);
    if (found === undefined) return;
    for (const director of await this.unit.query<{ id: string }>(directorsToday, [actor.councilId, londonDate(at).toString()])) {
      await this.mail.queue({
        dedupeKey: `urgent-escalation:${eventId}:${director.id}`,
        toMembershipId: director.id,
        subject,
        lines: [line, `Sign in to see it:\n${this.mail.link(`/services/${found.serviceId}/stage/confirm`)}`],
      });
    }
  }
}
