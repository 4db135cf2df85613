import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { directorsToday } from '../people/directors.js';

// Nothing is found once the fresh decision is made: the news may be late.
const unconfirmed = 'select reference from terminations where council_id = $1 and id = $2 and confirm_by is not null';
// Whoever leads it now, and is still here.
const lead = `
  select m.id, t.reference from terminations t
  join memberships m on m.council_id = t.council_id and m.id = t.lead_id and m.person_id is not null and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date)
  where t.council_id = $1 and t.id = $2`;

/** Mail about terminations, each a reference and a link: to the senior officers while one is not confirmed (R03), and to whoever leads an exit. */
@Injectable()
export class TerminationMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('terminationDecidedInEmergency', 'terminations.tellSenior', (event) => this.tellSenior(event, 'One officer decided it alone in an emergency. You confirm it or end it by the next working day'));
    this.jobs.subscribe('terminationConfirmationOverdue', 'terminations.confirmationChase', (event) =>
      this.tellSenior(event, 'It was decided in an emergency, and the last day to confirm it or end it is over. You are told every day until it is done'));
    this.jobs.subscribe('exitPlanned', 'terminations.tellLead', (event) => this.tellLead(event));
  }

  private async tellSenior({ ids, eventId }: DomainEvent, line: string): Promise<void> {
    const { actor, at } = this.unit;
    const id = ids['terminationId'];
    const [found] = await this.unit.query<{ reference: string }>(unconfirmed, [actor.councilId, id]);
    if (id === undefined || found === undefined) return;
    for (const director of await this.unit.query<{ id: string }>(directorsToday, [actor.councilId, londonDate(at).toString()])) {
      await this.mail.queue({
        dedupeKey: `termination-unconfirmed:${eventId}:${director.id}`,
        toMembershipId: director.id,
        subject: `A decision waits to be confirmed: reference ${found.reference}`,
        lines: [`${line}: reference ${found.reference}.`, `Sign in to see it:\n${this.mail.link(`/terminations/${id}`)}`],
      });
    }
  }

  private async tellLead({ ids, eventId }: DomainEvent): Promise<void> {
    const { actor, at } = this.unit;
    const id = ids['terminationId'];
    const [found] = await this.unit.query<{ id: string; reference: string }>(lead, [actor.councilId, id, londonDate(at).toString()]);
    if (id === undefined || found === undefined) return;
    await this.mail.queue({
      dedupeKey: `exit-lead:${eventId}:${found.id}`,
      toMembershipId: found.id,
      subject: `You are named to lead: reference ${found.reference}`,
      lines: [`A plan names you to lead what is to be done: reference ${found.reference}.`, `Sign in to read it:\n${this.mail.link(`/terminations/${id}`)}`],
    });
  }
}
