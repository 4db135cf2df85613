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
import { courtesy, written } from './letter-text.js';
import type { Written } from './letter-writing.js';

/** A person or office a letter goes to; by mail where there is an address, else on paper. */
export interface Recipient {
  readonly name: string;
  readonly address?: string | undefined;
  /** Whether they have it for information alone. */
  readonly copy?: boolean;
}

const provider = `select v.name, v.address from register_providers v where v.id = $1`;
const addAddressee = `insert into letter_addressees (council_id, id, letter_id, position, name, address, copy) values ($1, $2, $3, $4, $5, $6, $7)`;
const addresseesOf = `select a.id, a.copy, a.served_on::text as "servedOn" from letter_addressees a where a.council_id = $1 and a.letter_id = $2 order by a.position`;
const serveAddressee = `update letter_addressees set served_on = $3, service_method = $4, service_proof = $5 where council_id = $1 and id = $2`;

/** Somebody a letter to several goes to. */
export interface KeptAddressee {
  readonly id: string;
  readonly copy: boolean;
  readonly servedOn: string | null;
}

/** The paper of a letter, the mail it goes by, and those it goes to where they are several: the only writer of letter_addressees. */
@Injectable()
export class LetterPost {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
    private readonly mail: Mail,
  ) {}

  /** Sets the letter and keeps its exact bytes (R38). @throws InvalidInput where it names what must not leave the office (bad case 16) */
  async press({ reference, addressee, body: { paragraph } }: Letter, { subject, parts: all, signature, providerId, recipient, practitioner, dear }: Written, recipients: readonly Recipient[]): Promise<StoredDocument> {
    const { actor, at } = this.unit;
    const parts = written(all).map(({ heading, text }) => ({ heading, text }));
    await this.mayLeave([subject, paragraph, ...parts.flatMap(({ heading, text }) => [heading, text])].join('\n'), providerId);
    const toProvider = addressee === 'provider';
    const [firm] = await this.unit.query<{ name: string; address: string | null }>(provider, [providerId]);
    const office = practitioner === null ? [firm?.name ?? '', ...linesOf(firm?.address ?? '')] : [...linesOf(practitioner), `for ${firm?.name ?? ''}`];
    const named = recipients.filter(({ copy }) => copy !== true).map(({ name }) => name);
    const lines = toProvider ? [...named, ...office] : recipient === null ? named : [recipient];
    const copies = recipient === null ? recipients.filter(({ copy }) => copy === true).map(({ name }) => name) : [];
    return this.documents.storePaper(
      { kind: 'letter', title: subject, fileName: `${reference}.pdf`, ...(toProvider ? { audience: 'provider', providerId } : { audience: 'council' }) },
      {
        template: new URL('letter.typ', import.meta.url),
        data: {
          council: actor.councilName, title: subject, reference, producedAt: at.toString(), date: dateInWords(londonDate(at)), sender: ['Adult social care'],
          recipient: lines.filter((line) => line !== ''), ...courtesy(dear === null ? named : [dear]), parts, paragraph, signature, copies,
        },
      },
    );
  }

  /** Queues a mail to each who has an address; where it goes to several, or to none of the provider's, each is kept, to be served. */
  async send(id: string, { reference, addressee }: Letter, documentId: string, recipients: readonly Recipient[]): Promise<void> {
    const { actor } = this.unit;
    const toProvider = addressee === 'provider';
    const alone = toProvider && recipients.length === 1;
    for (const [position, { name, address, copy = false }] of recipients.entries()) {
      const addresseeId = newId();
      if (!alone) await this.unit.query(addAddressee, [actor.councilId, addresseeId, id, position, name, address ?? null, copy]);
      if (address === undefined) continue;
      const line = copy ? `A copy of a letter is attached, for you to know: reference ${reference}.` : `A letter to you is attached: reference ${reference}.`;
      await this.mail.queue({
        dedupeKey: alone ? `letter:${id}` : `letter:${id}:${addresseeId}`, toPerson: { name, address }, documentId, subject: `A letter from ${actor.councilName}: reference ${reference}`,
        lines: [line, ...(toProvider && !copy ? [`It says by when you may answer. You can also sign in and reply: ${this.mail.link('/letters')}`] : [])],
      });
    }
  }

  /** Those it goes to, where they are several; none of a letter to one person of the provider. */
  addressees(letterId: string): Promise<KeptAddressee[]> {
    return this.unit.query<KeptAddressee>(addresseesOf, [this.unit.actor.councilId, letterId]);
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

/** An address as its lines. */
function linesOf(address: string): string[] {
  return address.split(/\s*,\s*|\n/);
}
