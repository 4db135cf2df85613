import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { newId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';
import { Jobs } from '../jobs/jobs.service.js';
import { methodOf, type NewMail, oneLine } from './mail-message.js';

export const MAIL_QUEUED = 'mailQueued';
/** Told once a mail server has accepted a mail with a paper, with `mailMessageId`; `mail_messages.sent_at` says when. */
export const PAPER_SENT = 'paperSent';

// A trigger fills in the address of a membership: who causes mail need not read addresses.
// No conflict target and no RETURNING: most who cause mail may not read the list of what was sent.
const insertTo = (recipient: string): string => `
  insert into mail_messages (council_id, id, dedupe_key, to_membership_id, to_address, to_name, subject, body, calendar, document_id, queued_at)
  select $1, $2, $3, ${recipient}
  on conflict do nothing`;
const toMembership = insertTo(`m.id, null, p.name, $4, $5, $6, $7, $8
  from memberships m join people p on p.id = m.person_id where m.council_id = $1 and m.id = $9`);
const toPerson = insertTo('null, $9, $10, $4, $5, $6, $7::uuid, $8::timestamptz');

/** Mail goes out by the outbox: queued in the unit that causes it, sent after that unit commits (design.md 7). */
@Injectable()
export class Mail {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** Queues one mail, once by its `dedupeKey`. Inside a unit of work. */
  async queue(mail: NewMail): Promise<void> {
    const { actor, at } = this.unit;
    if (mail.calendar !== undefined && methodOf(mail.calendar.ics) !== mail.calendar.method) throw new Error('The calendar entry names another method.');
    const id = newId();
    const values = [
      actor.councilId, id, mail.dedupeKey, oneLine(mail.subject), mail.lines.join('\n\n'),
      mail.calendar?.ics ?? null, mail.documentId ?? null, at.toString(),
    ];
    const queued =
      'toPerson' in mail
        ? await this.unit.client.query(toPerson, [...values, oneLine(mail.toPerson.address), oneLine(mail.toPerson.name)])
        : await this.unit.client.query(toMembership, [...values, mail.toMembershipId]);
    if (queued.rowCount === 1) await this.jobs.publish(MAIL_QUEUED, { mailMessageId: id });
  }

  /** The address of a page, for people who will sign in there. `path` begins with a slash. */
  link(path: string): string {
    return `${this.settings.publicUrl}${path}`;
  }
}
