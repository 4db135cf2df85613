import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../platform/clock/words.js';
import { addWorkingDays, servedOn } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents } from '../../platform/documents/documents.service.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';
import { RepresentationsService } from '../representations/representations.service.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { kindFor, kindOf } from './kinds/index.js';
import { Letter } from './letter.entity.js';
import type { EditLetter, IssueLetter, RecordLetterServed } from './letter.inputs.js';
import { type LetterEvents, letterMachine } from './letter.machine.js';
import { letterSource, type LetterSource, type OpenedWindow, replyDates } from './letter-facts.js';
import type { LetterKind } from './letter-kind.js';
import { letterParts, subjectOf } from './letter-text.js';

interface KnownLetter {
  readonly reference: string;
  readonly kind: string;
  readonly decisionId: string;
  readonly representationId: string | null;
  readonly subject: string;
  readonly paragraph: string;
  readonly council: string;
  readonly providerName: string;
  readonly providerAddress: string | null;
}
const letterById = `
  select t.reference, t.kind, t.decision_id as "decisionId", t.representation_id as "representationId", t.subject, t.body->>'paragraph' as paragraph,
         c.name as council, v.name as "providerName", v.address as "providerAddress"
  from letters t join councils c on c.id = t.council_id join register_providers v on v.id = t.provider_id
  where t.council_id = $1 and t.id = $2`;
// The letter a mail carried, under the lock of its case: two ways of service at once are one.
const mailedLetter = `
  select t.id, m.to_address as address, m.sent_at as "sentAt", m.message_id as "messageId"
  from mail_messages m join letters t on t.council_id = m.council_id and m.dedupe_key = 'letter:' || t.id
  join workflows w on w.council_id = t.council_id and w.id = t.id
  where m.council_id = $1 and m.id = $2 and m.sent_at is not null and w.state = 'issued' for update of w`;
const liveRestriction = `select id from workflows where council_id = $1 and id = $2 and state in ('decided', 'inForce', 'underReview', 'phasedLift')`;
const windowOf = 'select window_ends_on::text as "windowEndsOn", served from representations where council_id = $1 and id = $2';

/** How and when a letter reached the provider. */
interface Service {
  readonly at: Temporal.Instant;
  readonly method: 'email' | 'post' | 'hand';
  readonly proof: string;
}

/** The only writer of letters: drafted after a decision, edited in one paragraph, issued as a paper that never changes, served with proof. */
@Injectable()
export class LettersService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly documents: Documents,
    private readonly mail: Mail,
    private readonly representations: RepresentationsService,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** Drafts the letter a decision calls for, if any. A provider who was not told of a proposal is not told that it was declined. */
  async draft(decisionId: string): Promise<void> {
    const source = await this.source(decisionId);
    const kind = kindFor({ code: source.decision.code, outcome: source.decision.outcome, change: source.terms.outcome });
    if (kind === null || (kind.onlyIfToldOfProposal && !source.toldOfProposal)) return;
    const { actor, at } = this.unit;
    const id = newId();
    const { serviceId, providerId, procedureId, representationId } = source;
    const serveBy = addWorkingDays(Temporal.PlainDate.from(source.decision.decidedOn), source.timescales.letterNextWorkingDays).toString();
    await this.runner.start(letterMachine, { id, procedureId, serviceId, decisionId, sharedWithProviderId: null, context: { edits: 0, serveBy, documentId: null, issuedOn: null, servedOn: null } });
    const { parts } = await this.compose(kind, source, servedOn(at), representationId);
    const reference = await this.unit.reference('LET');
    await this.unit.manager.insert(Letter, {
      councilId: actor.councilId, id, reference, kind: kind.code, serviceId, providerId, decisionId, representationId,
      subject: subjectOf(kind, source), body: { parts, paragraph: source.letterParagraph ?? '' }, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'letter', subjectId: id, action: 'letterDrafted', after: { reference, kind: kind.code, decisionId, serveBy } });
  }

  /** Changes the one paragraph people write. What comes from the record stays. */
  async edit({ id, version, paragraph = '' }: EditLetter): Promise<Outcome> {
    const moved = await this.runner.send(letterMachine, 'EDIT', { id, version, facts: {} });
    const key = { councilId: this.unit.actor.councilId, id };
    const { parts } = (await this.unit.manager.findOneByOrFail(Letter, key)).body;
    await this.unit.manager.update(Letter, key, { body: { parts, paragraph } });
    return { id, version: moved.version };
  }

  /** Sets the letter as a paper, keeps it, and sends it. It is served when a mail server has it or, on paper, when an officer says so. */
  async issue({ id, version, method, toName, toAddress }: IssueLetter): Promise<Outcome> {
    const letter = await this.known(id);
    const source = await this.source(letter.decisionId);
    let documentId = '';
    const { decision: { reasons } } = source;
    const moved = await this.runner.send(letterMachine, 'ISSUE', {
      id, version, decisionId: letter.decisionId,
      facts: async () => {
        documentId = await this.press(id, letter, source, servedOn(this.unit.at), toName);
        return { documentId, issuedOn: londonDate(this.unit.at).toString(), addresseeGiven: toName !== '', reasonsGiven: reasons !== '', decisionMade: true } satisfies LetterEvents['ISSUE'];
      },
    });
    if (method === 'email') {
      if (toAddress === undefined) throw new InvalidInput([{ field: 'toAddress', message: 'Enter the mail address the letter goes to' }]);
      await this.mail.queue({
        dedupeKey: `letter:${id}`, toPerson: { name: toName, address: toAddress }, documentId, subject: `A letter from ${letter.council}: reference ${letter.reference}`,
        lines: [`A letter to you is attached: reference ${letter.reference}.`, `It says by when you may answer. You can also sign in and reply: ${this.mail.link('/letters')}`],
      });
    }
    return { id, version: moved.version, reference: letter.reference };
  }

  /** A mail server has accepted the mail a letter went by: from that instant it is served (R32). One already served otherwise stays so. */
  async recordMailed(mailMessageId: string): Promise<void> {
    const [sent] = await this.unit.query<{ id: string; address: string; sentAt: Date; messageId: string }>(mailedLetter, [this.unit.actor.councilId, mailMessageId]);
    if (sent === undefined) return;
    const at = Temporal.Instant.fromEpochMilliseconds(sent.sentAt.getTime());
    await this.serve(sent.id, 'latest', { at, method: 'email', proof: `Accepted for ${sent.address} by the mail server on ${dateTimeInWords(at)}, Message-ID ${sent.messageId}` });
  }

  /** Service by post or by hand, also where the mail did not arrive. @throws InvalidInput for a time that has not come. */
  async recordServed({ id, version, servedOn: day, servedTime, method, proof }: RecordLetterServed): Promise<Outcome> {
    const at = londonInstant(Temporal.PlainDate.from(day), servedTime);
    if (Temporal.Instant.compare(at, this.unit.at) > 0) throw new InvalidInput([{ field: 'servedOn', message: 'Enter a time that has come: record it once it is served' }]);
    const moved = await this.serve(id, version, { at, method, proof });
    return { id, version: moved.version };
  }

  /** What runs from service begins here: the days to answer, and what a restriction waits for (case 28). */
  private async serve(id: string, version: number | 'latest', { at, method, proof }: Service) {
    const key = { councilId: this.unit.actor.councilId, id };
    const { reference, kind, decisionId, representationId } = await this.known(id);
    const day = servedOn(at);
    const moved = await this.runner.send(letterMachine, 'SERVE', { id, version, facts: { servedOn: day.toString(), serviceMethod: method }, happenedAt: at });
    const replyBy = representationId === null ? null : await this.representations.begin(representationId, day, `Letter ${reference}`);
    await this.unit.manager.update(Letter, key, { servedOn: day.toString(), serviceMethod: method, serviceProof: proof, ...(replyBy !== null && { replyBy }) });
    await this.representations.sendOutcome(decisionId, id);
    const { restrictionId } = await this.source(decisionId);
    // A restriction lifted before its letter arrived waits for none.
    if (kindOf(kind).awaitedBy === 'restriction' && restrictionId !== null && (await this.unit.query(liveRestriction, [key.councilId, restrictionId])).length > 0) {
      await this.restrictions.recordLetterServed(restrictionId, day.toString());
    }
    return moved;
  }

  /** The paper with its dates, counted as if it is served on the day it is issued, and the window it opens: the days begin with service. */
  private async press(id: string, letter: KnownLetter, source: LetterSource, served: Temporal.PlainDate, toName: string): Promise<string> {
    const { actor, at } = this.unit;
    const { kind, reference, council, decisionId, paragraph } = letter;
    const representationId = letter.representationId ?? (await this.openWindow(letter, source, served));
    const { parts, replyBy } = await this.compose(kindOf(kind), source, served, representationId);
    await this.mayReachProvider([letter.subject, paragraph, ...parts.flatMap((part) => [part.heading, part.text])].join('\n'), source.providerId);
    const stored = await this.documents.storePaper(
      { kind: 'letter', title: letter.subject, fileName: `${reference}.pdf`, audience: 'provider', providerId: source.providerId },
      {
        template: new URL('letter.typ', import.meta.url),
        data: {
          council, title: letter.subject, reference, producedAt: at.toString(), date: dateInWords(londonDate(at)), sender: ['Adult social care'],
          recipient: [toName, letter.providerName, ...(letter.providerAddress?.split(/\s*,\s*|\n/) ?? [])].filter((line) => line !== ''),
          parts, paragraph, signature: { name: source.decision.decidedBy, role: source.decision.decidedByTitle },
        },
      },
    );
    await this.unit.manager.update(Letter, { councilId: actor.councilId, id }, {
      body: { parts, paragraph }, documentId: stored.id, issuedAt: at.toString(), issuedBy: actor.membershipId, replyBy, representationId,
    });
    await this.trail.record({ subjectKind: 'letter', subjectId: id, action: 'letterIssued', after: { reference, kind, decisionId, documentId: stored.id, sha256: stored.sha256, replyBy } });
    return stored.id;
  }

  /** @throws InvalidInput where the letter names a record that must not reach the provider (bad case 16) */
  private async mayReachProvider(said: string, providerId: string): Promise<void> {
    const [row] = await this.unit.query<{ records: KeptRecord[] }>(`select ${keptFromProvider('$1::uuid')} as records`, [providerId]);
    const named = recordsNamed(said, row?.records ?? []);
    if (named.length > 0) throw new InvalidInput([{ field: 'paragraph', message: `This letter names ${named.join(', ')}, which must not reach the provider: take that out before it is sent` }]);
  }

  private async openWindow({ kind, reference, decisionId, subject }: KnownLetter, { serviceId }: LetterSource, served: Temporal.PlainDate): Promise<string | null> {
    if (kindOf(kind).reply === null) return null;
    return (await this.representations.open({ serviceId, decisionId, subject, toldOn: served, toldHow: `Letter ${reference}, not served yet`, served: false })).id;
  }

  private async compose(kind: LetterKind, source: LetterSource, served: Temporal.PlainDate, representationId: string | null) {
    if (kind.reply === null) return { parts: letterParts(kind, source, null), replyBy: null };
    const [window] = representationId === null ? [] : await this.unit.query<OpenedWindow>(windowOf, [this.unit.actor.councilId, representationId]);
    const dates = replyDates(source.timescales, served, window ?? null);
    return { parts: letterParts(kind, source, dates), replyBy: dates.replyBy };
  }

  private async source(decisionId: string): Promise<LetterSource> {
    const [row] = await this.unit.query<{ source: LetterSource }>(letterSource, [this.unit.actor.councilId, decisionId]);
    if (row === undefined) throw new NotFound('decision');
    return row.source;
  }

  private async known(id: string): Promise<KnownLetter> {
    const [letter] = await this.unit.query<KnownLetter>(letterById, [this.unit.actor.councilId, id]);
    if (letter === undefined) throw new NotFound('letter');
    return letter;
  }
}
