import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { newId } from '../database/ids.js';

/** One received mail, as the mailbox page shows it. */
export interface ReceivedMail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** ISO 8601, or as the mail says it; empty where it says none. */
  readonly date: string;
  readonly text: string;
  readonly messageId: string;
  readonly attachments: readonly ReceivedAttachment[];
}
export interface ReceivedAttachment {
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

const NAME = /^([0-9a-f-]{36})\.eml$/;

/** What the demo mail server received: one file a mail, byte for byte. */
export class DemoMailboxStore {
  private readonly parsed = new Map<string, ReceivedMail>();

  constructor(private readonly folder: string) {}

  async keep(raw: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `${newId()}.eml`);
    // A reader never meets half a mail.
    await writeFile(`${file}.part`, raw);
    await rename(`${file}.part`, file);
  }

  /** Newest first. */
  async all(): Promise<ReceivedMail[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.flatMap((name) => NAME.exec(name)?.[1] ?? []);
    const mails = await Promise.all(ids.map((id) => this.read(id)));
    return mails.sort((a, b) => b.date.localeCompare(a.date) || b.id.localeCompare(a.id));
  }

  async one(id: string): Promise<ReceivedMail | undefined> {
    return (await this.all()).find((mail) => mail.id === id);
  }

  private async read(id: string): Promise<ReceivedMail> {
    const known = this.parsed.get(id);
    if (known !== undefined) return known;
    const mail = mailOf(id, await PostalMime.parse(await readFile(join(this.folder, `${id}.eml`))));
    this.parsed.set(id, mail);
    return mail;
  }
}

function mailOf(id: string, { from, to = [], subject = '', date = '', text = '', messageId = '', attachments }: Email): ReceivedMail {
  return {
    id, subject, date, text, messageId,
    from: from === undefined ? '' : wordsOf(from),
    to: to.map(wordsOf).join(', '),
    attachments: attachments.map(({ filename, mimeType, content }) => ({
      fileName: filename ?? (mimeType === 'text/calendar' ? 'invitation.ics' : 'attachment'),
      mimeType,
      bytes: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
    })),
  };
}

function wordsOf({ name, address }: Address): string {
  return name === '' ? (address ?? '') : `${name} <${address ?? ''}>`;
}
