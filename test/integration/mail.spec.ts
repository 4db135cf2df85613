import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Documents } from '../../src/platform/documents/documents.service.js';
import { invitation } from '../../src/platform/documents/calendar.js';
import { newId } from '../../src/platform/database/ids.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { DemoMailboxStore, type ReceivedMail } from '../../src/platform/mail/demo-mailbox-store.js';
import type { NewMail } from '../../src/platform/mail/mail-message.js';
import { Mail } from '../../src/platform/mail/mail.service.js';
import { type House, openHouse } from '../support/house.js';

describe('mail', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpc-mailbox-'));
  const store = new DemoMailboxStore(join(dataDir, 'mailbox'));
  let mailbox: DemoMailbox;
  let house: House;
  const start = async (smtpPort = 0): Promise<DemoMailbox> => startDemoMailbox({ smtpPort, httpPort: 0, dataDir });
  beforeAll(async () => {
    mailbox = await start();
    house = await openHouse({ smtpUrl: mailbox.smtpUrl });
  });
  afterAll(async () => {
    await house.close();
    await mailbox.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const queue = (mail: Partial<NewMail> = {}): Promise<void> =>
    house.unit.run(house.cast.icbNurse, () =>
      house.get(Mail).queue({ dedupeKey: newId(), toMembershipId: house.cast.chair.membershipId, subject: 'Papers are ready', lines: ['The papers are ready.', 'http://localhost:3000/meetings'], ...mail } as NewMail));
  const received = async (subject: string): Promise<ReceivedMail[]> => (await store.all()).filter((mail) => mail.subject === subject);
  const rows = (subject: string) => house.sql<{ id: string; attempts: number; last_error: string | null; sent: boolean; message_id: string | null }>(
    'select id, attempts, last_error, sent_at is not null as sent, message_id from mail_messages where subject = $1', [subject]);
  const again = () => house.sql(`update pgboss.job set start_after = now() where name = 'mail' and state = 'retry'`);

  it('goes to the person of a membership over SMTP, and is marked as sent under the Message-ID it had', async () => {
    await queue({ subject: 'Straight through' });
    await house.drain();
    const [mail] = await received('Straight through');
    const [row] = await rows('Straight through');
    expect(mail?.to).toMatch(/^Ruth Adeyemi <ruth\.adeyemi\..*@example\.org>$/);
    expect(mail?.from).toBe('Manage provider concerns <provider.concerns@example.org>');
    expect(mail?.text).toContain('The papers are ready.\n\nhttp://localhost:3000/meetings');
    expect(mail?.date).toBe('2026-11-03T10:00:00.000Z');
    expect(row).toMatchObject({ sent: true, attempts: 1, message_id: mail?.messageId });
  });

  it('is queued once by its key, also by two units', async () => {
    await queue({ subject: 'Once', dedupeKey: 'once' });
    await queue({ subject: 'Once', dedupeKey: 'once' });
    await house.drain();
    expect(await received('Once')).toHaveLength(1);
  });

  it('is not there when the unit that queued it rolls back', async () => {
    const failing = house.unit.run(house.cast.chair, async () => {
      await house.get(Mail).queue({ dedupeKey: newId(), toMembershipId: house.cast.chair.membershipId, subject: 'Never', lines: [] });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await house.drain();
    expect(await rows('Never')).toEqual([]);
    expect(await received('Never')).toEqual([]);
  });

  it('waits while the server is down, notes why, and is sent once when it is up', async () => {
    const port = Number(new URL(mailbox.smtpUrl).port);
    await mailbox.stop();
    await queue({ subject: 'Through the storm' });
    await house.drain();
    expect(await rows('Through the storm')).toEqual([expect.objectContaining({ sent: false, attempts: 1, last_error: 'ESOCKET' })]);
    mailbox = await start(port);
    await again();
    await house.drain();
    await house.drain();
    expect(await received('Through the storm')).toHaveLength(1);
    expect(await rows('Through the storm')).toEqual([expect.objectContaining({ sent: true, attempts: 2, last_error: null })]);
  });

  it('carries the same Message-ID when a crash fell between sending and noting it', async () => {
    await queue({ subject: 'Killed between' });
    await house.drain();
    const [before] = await rows('Killed between');
    await house.sql('update mail_messages set sent_at = null, message_id = null where id = $1', [before?.id]);
    await house.sql(`update pgboss.job set state = 'retry', completed_on = null, start_after = now(), retry_limit = 48 where name = 'mail' and data->'ids'->>'mailMessageId' = $1`, [before?.id]);
    await house.drain();
    const mails = await received('Killed between');
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('takes line breaks and headers in a subject or name as characters of one line', async () => {
    await queue({ subject: 'Panel\r\nBcc: eve@example.org\u2028X', toPerson: { name: 'Eve\r\nX-Evil: 1', address: 'eve@example.net' }, toMembershipId: undefined } as never);
    await house.drain();
    const mail = (await store.all()).find(({ to }) => to.includes('eve@example.net'));
    expect(mail?.subject).toBe('Panel Bcc: eve@example.org X');
    expect(mail?.to).toBe('Eve X-Evil: 1 <eve@example.net>');
  });

  it('sends a calendar entry by its method, and the bytes of a document as they were kept', async () => {
    const person = { name: 'Ruth', email: 'ruth@example.org' };
    const startsAt = Temporal.Instant.from('2026-12-08T14:00:00Z');
    const ics = invitation({ meetingId: newId(), sequence: 0, title: 'Provider Escalation Panel', startsAt, endsAt: startsAt.add({ hours: 2 }), venue: 'Room 1', link: 'http://localhost:3000/', organiser: person, attendee: person, sentAt: startsAt });
    const bytes = Buffer.from('%PDF-1.7 not really');
    const document = await house.unit.run(house.cast.coordinator, () => house.get(Documents).store({ kind: 'letter', title: 'Letter', fileName: 'letter.pdf', mediaType: 'application/pdf', audience: 'circle', bytes }));
    await queue({ subject: 'With both', calendar: { method: 'REQUEST', ics }, documentId: document.id });
    await house.drain();
    const [mail] = await received('With both');
    const calendar = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    expect(calendar?.bytes.toString()).toContain('METHOD:REQUEST');
    expect(mail?.attachments.find(({ fileName }) => fileName === 'letter.pdf')?.bytes).toEqual(bytes);
    await expect(queue({ calendar: { method: 'CANCEL', ics } })).rejects.toThrow('another method');
  });

  it('shows the mailbox newest first, searched, with everything typed as text', async () => {
    await queue({ subject: '<script>alert(1)</script>', lines: ['<b>bold</b> http://localhost:3000/sign-in'] });
    await house.drain();
    const list = await fetch(`${mailbox.url}/?search=alert`);
    expect(list.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    const html = await list.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('1 message<');
    const [mail] = await received('<script>alert(1)</script>');
    const page = await (await fetch(`${mailbox.url}/messages/${mail?.id}`)).text();
    expect(page).toContain('&lt;b&gt;bold&lt;/b&gt; <a class="govuk-link" href="http://localhost:3000/sign-in">');
    const [both] = await received('With both');
    const file = await fetch(`${mailbox.url}/messages/${both?.id}/attachments/${both?.attachments.findIndex(({ fileName }) => fileName === 'letter.pdf')}`);
    expect(file.headers.get('content-disposition')).toContain('letter.pdf');
    expect(Buffer.from(await file.arrayBuffer()).toString()).toBe('%PDF-1.7 not really');
    expect((await fetch(`${mailbox.url}/messages/..%2f..%2fetc`)).status).toBe(404);
    expect((await fetch(mailbox.url, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${mailbox.url}/?page=-1`)).status).toBe(200);
  });
});
