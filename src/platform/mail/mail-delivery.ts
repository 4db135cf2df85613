import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { WriteUnit } from '../database/write-unit.js';
import { type DomainEvent, Jobs } from '../jobs/jobs.service.js';
import type { QueuedMail } from './mail-message.js';
import { MAIL_QUEUED, PAPER_SENT } from './mail.service.js';
import { MailTransport } from './mail-transport.js';

const read = `
  select m.id, m.to_address as "toAddress", m.to_name as "toName", m.subject, m.body, m.calendar,
         to_char(m.queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "queuedAt", m.sent_at::text as "sentAt",
         d.file_name, d.media_type, d.bytes
  from mail_messages m left join documents d on d.council_id = m.council_id and d.id = m.document_id
  where m.council_id = $1 and m.id = $2`;
const markSent = `
  update mail_messages set sent_at = $3, message_id = $4, attempts = attempts + 1, last_error = null where council_id = $1 and id = $2`;
const markFailed = 'update mail_messages set attempts = attempts + 1, last_error = $3 where council_id = $1 and id = $2';

/**
 * Sends what was queued, at least once: between the server's "accepted" and our note of it a crash may fall, and the
 * second copy then has the first one's Message-ID, by which mail programs know it. No database connection is held while
 * a mail server thinks.
 */
@Injectable()
export class MailDelivery implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly transport: MailTransport,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe(MAIL_QUEUED, 'mail.deliver', (event, actor) => this.deliver(event, actor), { queue: 'mail', as: 'mail', ownUnits: true });
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  private async deliver({ ids, councilId }: DomainEvent, actor: Actor): Promise<void> {
    const mailMessageId = ids['mailMessageId'];
    const mail = await this.unit.run(actor, () => this.read(councilId, mailMessageId));
    if (mail === undefined) throw new Error('There is no such mail.');
    if (mail.sentAt !== null) return;
    try {
      const messageId = await this.transport.send(mail);
      await this.unit.run(actor, async () => {
        await this.unit.query(markSent, [councilId, mail.id, this.unit.at.toString(), messageId]);
        // Only what carries a paper has a consequence: it counts as served from now.
        if (mail.document !== null) await this.jobs.publish(PAPER_SENT, { mailMessageId: mail.id });
      });
    } catch (error) {
      await this.unit.run(actor, () => this.unit.query(markFailed, [councilId, mail.id, codeOf(error)]));
      throw error;
    }
  }

  private async read(councilId: string, id: string | undefined): Promise<QueuedMail | undefined> {
    const [row] = await this.unit.query<Omit<QueuedMail, 'document'> & { file_name: string | null; media_type: string; bytes: Buffer }>(read, [councilId, id]);
    if (row === undefined) return undefined;
    const { file_name: fileName, media_type: mediaType, bytes, ...mail } = row;
    return { ...mail, document: fileName === null ? null : { fileName, mediaType, bytes } };
  }
}

/** `ECONNECTION`, `EENVELOPE 550`: a server's own words may repeat an address, so they are not kept. */
function codeOf(error: unknown): string {
  const { code, name, responseCode } = (error ?? {}) as { code?: unknown; name?: unknown; responseCode?: unknown };
  return [code ?? name ?? 'unknown', responseCode].filter((part) => part !== undefined).join(' ');
}
