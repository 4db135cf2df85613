import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/platform/access/actor.js';
import { startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { DemoMailboxStore, type ReceivedMail } from '../../src/platform/mail/demo-mailbox-store.js';
import { calendarEntry } from '../support/calendar-entry.js';

/** Everybody's mail: a real SMTP server took it. */
export interface Mailbox {
  readonly smtpUrl: string;
  /** What somebody received whose subject has these words, oldest first. */
  to(actor: Actor, subject: string): Promise<ReceivedMail[]>;
  /** The newest of them. @throws where there is none */
  last(actor: Actor, subject: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'journey-mail-'));
  const server = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir });
  const store = new DemoMailboxStore(join(dataDir, 'mailbox'));
  const to: Mailbox['to'] = async (actor, subject) => (await store.all()).filter((mail) => mail.to.startsWith(`${actor.personName} <`) && mail.subject.includes(subject)).toReversed();
  return {
    smtpUrl: server.smtpUrl, to,
    async last(actor, subject) {
      const mail = (await to(actor, subject)).at(-1);
      if (mail === undefined) throw new Error(`${actor.personName} has no mail about "${subject}".`);
      return mail;
    },
    async close() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The one link a mail carries. */
export function linkIn({ text, subject }: ReceivedMail): string {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  if (links.length !== 1 || links[0] === undefined) throw new Error(`${subject} has ${links.length} links.`);
  return links[0];
}

/** The calendar entry of a mail as another program reads it: by its own account of the zone that the file brings. */
export function entryIn({ attachments, subject }: ReceivedMail) {
  const file = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (file === undefined) throw new Error(`${subject} has no calendar entry.`);
  const { method, event, instantOf } = calendarEntry(file.bytes.toString());
  return {
    method, uid: event.uid, sequence: event.sequence, summary: event.summary, local: event.startDate.toString(),
    at: instantOf(event.startDate), minutes: event.duration.toSeconds() / 60,
  };
}
