import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { methodOf, type QueuedMail } from './mail-message.js';
import { SecretLinks } from './secret-links.js';

/** A server that does not answer in this time is tried again later: a slow one must not hold up the rest (Rel-17). */
const PATIENCE_MS = 15_000;

/** The conversation with the mail server. */
@Injectable()
export class MailTransport {
  private readonly transporter: Transporter;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'smtpUrl' | 'mailFrom'>,
    private readonly links: SecretLinks,
  ) {
    this.transporter = createTransport({
      url: settings.smtpUrl,
      // One conversation for many mails: greeting and negotiation cost more than the mail.
      pool: true,
      maxConnections: 2,
      connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS,
      disableFileAccess: true, disableUrlAccess: true,
    });
  }

  /** @returns the Message-ID, the same whenever this mail is sent. @throws nodemailer's error, with its `code` */
  async send(mail: QueuedMail): Promise<string> {
    const messageId = `<${mail.id}@${this.settings.mailFrom.split('@')[1] ?? 'localhost'}>`;
    await this.transporter.sendMail({ ...this.contentOf(mail), messageId });
    return messageId;
  }

  close(): void {
    this.transporter.close();
  }

  private contentOf({ toAddress, toName, subject, body, calendar, queuedAt, document }: QueuedMail): SendMailOptions {
    return {
      from: { name: 'Manage provider concerns', address: this.settings.mailFrom },
      to: { name: toName, address: toAddress },
      subject,
      text: this.links.fill(body, toAddress),
      date: new Date(queuedAt),
      // Answers out of office would go to nobody.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(calendar !== null && { icalEvent: { method: methodOf(calendar), content: calendar, filename: 'invitation.ics' } }),
      ...(document !== null && { attachments: [{ filename: document.fileName, contentType: document.mediaType, content: document.bytes }] }),
    };
  }
}
