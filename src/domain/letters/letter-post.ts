import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents, type StoredDocument } from '../../platform/documents/documents.service.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';
import type { Letter } from './letter.entity.js';
import { written } from './letter-text.js';
import type { Written } from './letter-writing.js';

/** A person or office a letter goes to; by mail where there is an address, else on paper. */
export interface Recipient {
  readonly name: string;
  readonly address?: string | undefined;
}

const provider = `select v.name, v.address from register_providers v where v.id = $1`;
const addAddressee = `insert into letter_addressees (council_id, id, letter_id, position, name, address) values ($1, $2, $3, $4, $5, $6)`;
const waiting = `select a.id from letter_addressees a where a.council_id = $1 and a.id = $2 and ($3::uuid is null or a.letter_id = $3) and a.served_on is null`;
const others = `select count(*)::int as left from letter_addressees a where a.council_id = $1 and a.letter_id = $2 and a.id <> $3 and a.served_on is null`;
const serveAddressee = `update letter_addressees set served_on = $3, service_method = $4, service_proof = $5 where council_id = $1 and id = $2`;

/** The paper of a letter, the mail it goes by, and those it goes to who are not the provider: the only writer of letter_addressees. */
@Injectable()
export class LetterPost {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
    private readonly mail: Mail,
  ) {}

  /** Sets the letter and keeps its exact bytes (R38). @throws InvalidInput where it names what must not leave the office (bad case 16) */
  async press({ reference, addressee, body: { paragraph } }: Letter, { subject, parts: all, signature, providerId, recipient }: Written, recipients: readonly Recipient[]): Promise<StoredDocument> {
    const { actor, at } = this.unit;
    const parts = written(all).map(({ heading, text }) => ({ heading, text }));
    await this.mayLeave([subject, paragraph, ...parts.flatMap(({ heading, text }) => [heading, text])].join('\n'), providerId);
    const toProvider = addressee === 'provider';
    const [firm] = await this.unit.query<{ name: string; address: string | null }>(provider, [providerId]);
    const lines = toProvider ? [recipients[0]?.name ?? '', firm?.name ?? '', ...(firm?.address?.split(/\s*,\s*|\n/) ?? [])] : recipient === null ? recipients.map(({ name }) => name) : [recipient];
    return this.documents.storePaper(
      { kind: 'letter', title: subject, fileName: `${reference}.pdf`, ...(toProvider ? { audience: 'provider', providerId } : { audience: 'council' }) },
      {
        template: new URL('letter.typ', import.meta.url),
        data: {
          council: actor.councilName, title: subject, reference, producedAt: at.toString(), date: dateInWords(londonDate(at)), sender: ['Adult social care'],
          recipient: lines.filter((line) => line !== ''), parts, paragraph, signature,
        },
      },
    );
  }

  /** Queues a mail to each who has an address; those a letter of several goes to are kept, each to be served. */
  async send(id: string, { reference, addressee }: Letter, documentId: string, recipients: readonly Recipient[]): Promise<void> {
    const { actor } = this.unit;
    const toProvider = addressee === 'provider';
    for (const [position, { name, address }] of recipients.entries()) {
      const addresseeId = newId();
      if (!toProvider) await this.unit.query(addAddressee, [actor.councilId, addresseeId, id, position, name, address ?? null]);
      if (address === undefined) continue;
      await this.mail.queue({
        dedupeKey: toProvider ? `letter:${id}` : `letter:${id}:${addresseeId}`, toPerson: { name, address }, documentId, subject: `A letter from ${actor.councilName}: reference ${reference}`,
        lines: [`A letter to you is attached: reference ${reference}.`, ...(toProvider ? [`It says by when you may answer. You can also sign in and reply: ${this.mail.link('/letters')}`] : [])],
      });
    }
  }

  /** Whether this addressee, of that letter where it is named, is still to be served. */
  async waits(addresseeId: string, letterId: string | null = null): Promise<boolean> {
    return (await this.unit.query(waiting, [this.unit.actor.councilId, addresseeId, letterId])).length > 0;
  }

  /** How many others are still to be served. */
  async leftBeside(letterId: string, addresseeId: string): Promise<number> {
    const [row] = await this.unit.query<{ left: number }>(others, [this.unit.actor.councilId, letterId, addresseeId]);
    return row?.left ?? 0;
  }

  async recordServed(addresseeId: string, servedOn: string, method: string, proof: string): Promise<void> {
    await this.unit.query(serveAddressee, [this.unit.actor.councilId, addresseeId, servedOn, method, proof]);
  }

  private async mayLeave(said: string, providerId: string): Promise<void> {
    const [row] = await this.unit.query<{ records: KeptRecord[] }>(`select ${keptFromProvider('$1::uuid')} as records`, [providerId]);
    const named = recordsNamed(said, row?.records ?? []);
    if (named.length > 0) throw new InvalidInput([{ field: 'paragraph', message: `This letter names ${named.join(', ')}, which must not reach the provider: take that out before it is sent` }]);
  }
}
