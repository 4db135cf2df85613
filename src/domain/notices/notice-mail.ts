import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';

const today = 'm.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date) and m.person_id is not null';
/** Who is told: SQL of memberships `m` beside the notice `n`. */
const toLegal = `m.role = 'legal'`;
const toOfficer = `m.id = n.recorded_by or m.id = (select g.lead_officer_id from stages g where g.council_id = n.council_id and g.service_id = n.service_id)`;
const toProvider = `m.role = 'provider' and m.provider_id = n.provider_id`;
const told = (whom: string): string => `
  select distinct on (m.person_id) m.id, n.reference from notices n join memberships m on m.council_id = n.council_id and (${whom}) and ${today}
  where n.council_id = $1 and n.id = $2 order by m.person_id, m.id`;

/** Whom an event of a notice is told to, and what the mail says of it: a reference and a link, nothing of a sanction. */
const news: Readonly<Record<string, { readonly whom: string; readonly page: string; readonly subject: string; readonly line: string }>> = {
  noticeSentToLegal: { whom: told(toLegal), page: '/notices', subject: 'A draft to check', line: 'A draft waits for Legal’s check' },
  noticePlanReceived: { whom: told(toOfficer), page: '/notices', subject: 'A plan has come', line: 'A provider has sent its plan, and waits for an answer' },
  noticePlanAnswered: { whom: told(toProvider), page: '/my-notices', subject: 'Your plan has been answered', line: 'The council has answered your plan' },
};

/** Mail about notices: who has the next step is told that it has come. */
@Injectable()
export class NoticeMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    for (const event of Object.keys(news)) this.jobs.subscribe(event, `notices.mail.${event}`, (delivered) => this.tell(event, delivered));
  }

  private async tell(event: string, { ids, eventId }: DomainEvent): Promise<void> {
    const words = news[event];
    const id = ids['noticeId'];
    if (words === undefined || id === undefined) throw new Error(`There is no news of ${event}.`);
    for (const one of await this.unit.query<{ id: string; reference: string }>(words.whom, [this.unit.actor.councilId, id, londonDate(this.unit.at).toString()])) {
      await this.mail.queue({
        dedupeKey: `notice-${event}:${eventId}:${one.id}`,
        toMembershipId: one.id,
        subject: `${words.subject}: reference ${one.reference}`,
        lines: [`${words.line}: reference ${one.reference}.`, `Sign in to read it:\n${this.mail.link(`${words.page}/${id}`)}`],
      });
    }
  }
}
