import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { dateTimeInWords } from '../../platform/clock/words.js';
import { addWorkingDays, servedOn } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { NoticesService } from '../notices/notices.service.js';
import { RunningNotices } from '../notices/running-notices.service.js';
import { RepresentationsService } from '../representations/representations.service.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { TerminationsService } from '../terminations/terminations.service.js';
import { kindFor, kindOf, occasionLetters } from './kinds/index.js';
import { planAnswered } from './kinds/plan-answered.js';
import { Letter } from './letter.entity.js';
import type { EditLetter, IssueLetter, RecordLetterServed, StartLetter } from './letter.inputs.js';
import type { LetterBody, LetterKind } from './letter-kind.js';
import { type LetterContext, type LetterEvents, letterMachine } from './letter.machine.js';
import { LetterPost, type Recipient } from './letter-post.js';
import { unwritten } from './letter-text.js';
import { type LetterAsked, LetterWriting, type Written } from './letter-writing.js';

// The letter a mail carried, under the lock of its case: two ways of service at once are one.
const withdrawnNotice = `
  select from decisions d join workflows w on w.council_id = d.council_id and w.id = d.notice_id and w.state = 'withdrawn'
  where d.council_id = $1 and d.id = $2 and not (d.code = 'D11' and d.terms->>'change' in ('withdraw', 'withdrawClauses'))
  union all select from workflows w where w.council_id = $1 and w.id = $3 and w.machine = 'notice' and w.state = 'withdrawn'`;
const mailedLetter = `
  select t.id, nullif(split_part(m.dedupe_key, ':', 3), '') as "addresseeId", m.to_address as address, m.sent_at as "sentAt", m.message_id as "messageId"
  from mail_messages m join letters t on t.council_id = m.council_id and split_part(m.dedupe_key, ':', 1) = 'letter' and split_part(m.dedupe_key, ':', 2) = t.id::text
  join workflows w on w.council_id = t.council_id and w.id = t.id
  where m.council_id = $1 and m.id = $2 and m.sent_at is not null and (w.state = 'issued' or split_part(m.dedupe_key, ':', 3) <> '') for update of w`;
const letterLocked = `select version, context->>'issuedOn' as "issuedOn" from workflows where council_id = $1 and id = $2 for update`;
// An answer to a plan that no letter tells of yet.
const unansweredPlans = `
  select n.service_id as "serviceId", v.plan_id as "planId", (v.recorded_at at time zone 'Europe/London')::date::text as "answeredOn", (p.content->'timescales'->>'letterNextWorkingDays')::int as "withinDays"
  from notice_plan_reviews v join notices n on n.council_id = v.council_id and n.id = v.notice_id join workflows w on w.council_id = n.council_id and w.id = n.id
  join procedures p on p.council_id = w.council_id and p.id = w.procedure_id
  where v.council_id = $1 and v.notice_id = $2 and not exists (select from letters t where t.council_id = v.council_id and t.plan_id = v.plan_id) order by v.recorded_at`;
const liveRestriction = `select id from workflows where council_id = $1 and id = $2 and state in ('decided', 'inForce', 'underReview', 'phasedLift')`;
const recordChange = `insert into letter_changes (council_id, id, letter_id, kind, words, evidence_id, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** How and when a letter reached whom it is addressed to. */
interface Service {
  readonly at: Temporal.Instant;
  readonly method: 'email' | 'post' | 'hand';
  readonly proof: string;
}
/** One entry of what was done to a letter's text. */
export interface LetterChange {
  readonly kind: 'edited' | 'sentToLegal' | 'copyTaken' | 'copyRefused' | 'returned';
  readonly words: object;
  readonly evidenceId?: string;
}

/** The only writer of letters: drafted from the record, edited beside it, issued as a paper that never changes, served with proof. */
@Injectable()
export class LettersService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly writing: LetterWriting,
    private readonly post: LetterPost,
    private readonly representations: RepresentationsService,
    private readonly restrictions: RestrictionsService,
    private readonly notices: NoticesService,
    private readonly plans: RunningNotices,
    private readonly terminations: TerminationsService,
  ) {}

  /** Drafts the letter a decision calls for, if any. A provider who was not told of a proposal is not told that it was declined. */
  async draft(decisionId: string): Promise<void> {
    const source = await this.writing.decision(decisionId);
    const kind = kindFor({ code: source.decision.code, outcome: source.decision.outcome, change: source.terms.outcome ?? source.terms.change });
    if (kind === null || (kind.onlyIfToldOfProposal && !source.toldOfProposal)) return;
    const { serviceId, representationId } = source;
    const serveBy = addWorkingDays(Temporal.PlainDate.from(source.decision.decidedOn), source.timescales.letterNextWorkingDays).toString();
    await this.begin(kind, { kind: kind.code, serviceId, decisionId, aboutId: null, representationId, body: null }, serveBy, source.letterParagraph ?? '');
  }

  /** Drafts the letter that answers a provider's plan under a notice, due by the next working day as one about a decision is. */
  async draftPlanAnswer(noticeId: string): Promise<void> {
    for (const { serviceId, planId, answeredOn, withinDays } of await this.unit.query<{ serviceId: string; planId: string; answeredOn: string; withinDays: number }>(unansweredPlans, [this.unit.actor.councilId, noticeId])) {
      const serveBy = addWorkingDays(Temporal.PlainDate.from(answeredOn), withinDays).toString();
      await this.begin(planAnswered, { kind: planAnswered.code, serviceId, decisionId: null, aboutId: noticeId, representationId: null, planId, body: null }, serveBy, '');
    }
  }

  /** Starts a letter that tells of no decision. @throws InvalidInput, NotFound */
  async start({ serviceId, kind: code, aboutId }: StartLetter): Promise<Outcome> {
    const kind = occasionLetters.find((one) => one.code === code);
    if (kind === undefined) throw new InvalidInput([{ field: 'kind', message: 'Choose which letter to start' }]);
    return this.begin(kind, { kind: code, serviceId, decisionId: null, aboutId: aboutId ?? null, representationId: null, body: null }, null, '');
  }

  /** Changes the parts people write. What comes from the record stays. @throws InvalidInput for a part nobody may write */
  async edit({ id, version, paragraph = '', parts }: EditLetter): Promise<Outcome> {
    const { body } = await this.known(id);
    const texts = new Map(parts.map(({ key, text }) => [key, text]));
    const unknown = [...texts.keys()].filter((key) => !body.parts.some((part) => part.key === key));
    if (unknown.length > 0) throw new InvalidInput([{ field: 'parts', message: `Change only the parts people write; what comes from the record stays as it is (${unknown.join(', ')})` }]);
    const moved = await this.runner.send(letterMachine, 'EDIT', { id, version, facts: {} });
    await this.rewrite(id, body, { paragraph, texts }, { kind: 'edited' });
    return { id, version: moved.version };
  }

  /** Keeps a new text with what it was before. For this folder: whoever calls it has moved the case. */
  async rewrite(id: string, before: LetterBody, { paragraph, texts }: { paragraph: string; texts: ReadonlyMap<string, string> }, change: Omit<LetterChange, 'words'> & { words?: object }): Promise<void> {
    const after = { parts: before.parts.map((part) => (part.key === undefined ? part : { ...part, text: texts.get(part.key) ?? part.text })), paragraph };
    await this.unit.manager.update(Letter, { councilId: this.unit.actor.councilId, id }, { body: after });
    await this.record(id, { ...change, words: { ...change.words, ...changed(before, after) } });
  }

  async record(id: string, { kind, words, evidenceId }: LetterChange): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.query(recordChange, [actor.councilId, newId(), id, kind, JSON.stringify(words), evidenceId ?? null, actor.membershipId, at.toString()]);
  }

  /** Sets the letter as a paper, keeps it, and sends it. It is served when a mail server has it or, on paper, when an officer says so. */
  async issue({ id, version, method, toName, toAddress, addressees }: IssueLetter): Promise<Outcome> {
    const letter = await this.known(id);
    const toProvider = letter.addressee === 'provider';
    const recipients: Recipient[] = toProvider ? [{ name: toName ?? '', ...(method === 'email' && toAddress !== undefined && { address: toAddress }) }, ...addressees] : addressees;
    demandWay(toProvider, { method, toName, recipients });
    const served = servedOn(this.unit.at);
    const moved = await this.runner.send(letterMachine, 'ISSUE', {
      id, version, decisionId: letter.decisionId,
      facts: async () => {
        const writing = await this.written(letter, served);
        return {
          documentId: await this.press(id, letter, writing, recipients, served), issuedOn: londonDate(this.unit.at).toString(), addresseeGiven: recipients.length > 0,
          reasonsGiven: writing.reasonsGiven, decisionMade: true, overtaken: await this.overtaken(letter), partsWritten: unwritten(writing.parts).length === 0,
        } satisfies LetterEvents['ISSUE'];
      },
    });
    await this.post.send(id, letter, moved.context.documentId ?? '', recipients);
    return { id, version: moved.version, reference: letter.reference };
  }

  /** R15: the notice of an unsent letter was withdrawn; the letter of that decision, and it alone, is still to go. */
  private async overtaken({ decisionId, aboutId }: Letter): Promise<boolean> {
    return (await this.unit.query(withdrawnNotice, [this.unit.actor.councilId, decisionId, aboutId])).length > 0;
  }

  /** A mail server has accepted the mail a letter went by: from that instant it is served (R32). One already served otherwise stays so. */
  async recordMailed(mailMessageId: string): Promise<void> {
    const [sent] = await this.unit.query<{ id: string; addresseeId: string | null; address: string; sentAt: Date; messageId: string }>(mailedLetter, [this.unit.actor.councilId, mailMessageId]);
    if (sent === undefined || (sent.addresseeId !== null && !(await this.post.addressees(sent.id)).some(({ id, servedOn: had }) => id === sent.addresseeId && had === null))) return;
    const at = Temporal.Instant.fromEpochMilliseconds(sent.sentAt.getTime());
    await this.serve(sent.id, 'latest', sent.addresseeId, { at, method: 'email', proof: `Accepted for ${sent.address} by the mail server on ${dateTimeInWords(at)}, Message-ID ${sent.messageId}` });
  }

  /** Service by post or by hand, also where the mail did not arrive. @throws InvalidInput for a time that has not come, or nobody of several */
  async recordServed({ id, version, servedOn: day, servedTime, method, proof, ...input }: RecordLetterServed): Promise<Outcome> {
    const addresseeId = input.addresseeId ?? null;
    const at = londonInstant(Temporal.PlainDate.from(day), servedTime);
    if (Temporal.Instant.compare(at, this.unit.at) > 0) throw new InvalidInput([{ field: 'servedOn', message: 'Enter a time that has come: record it once it is served' }]);
    const several = await this.post.addressees(id);
    if (several.length > 0 !== (addresseeId !== null)) throw new InvalidInput([{ field: 'addresseeId', message: several.length > 0 ? 'Choose who has it' : 'This letter has one addressee: leave out who has it' }]);
    if (addresseeId !== null && !several.some((one) => one.id === addresseeId && one.servedOn === null)) throw new InvalidInput([{ field: 'addresseeId', message: 'Choose somebody of this letter whose service is not recorded yet' }]);
    const moved = await this.serve(id, version, addresseeId, { at, method, proof });
    return { id, version: moved.version };
  }

  /** What runs from service begins here, once the last who must have it has it: the days to answer, and what a restriction or a notice waits for (case 28). */
  private async serve(id: string, version: number | 'latest', addresseeId: string | null, { at, method, proof }: Service): Promise<{ version: number }> {
    const letter = await this.known(id);
    const own = servedOn(at).toString();
    const several = await this.post.addressees(id);
    if (several.find((one) => one.id === addresseeId)?.copy === true) return this.copyServed(letter, addresseeId ?? '', own, { method, proof });
    const others = several.filter((one) => !one.copy && one.id !== addresseeId).map((one) => one.servedOn);
    const left = others.filter((had) => had === null).length;
    const day = others.reduce<string>((last, had) => (had !== null && had > last ? had : last), own);
    const moved = await this.runner.send(letterMachine, left === 0 ? 'SERVE' : 'SERVE_ONE', { id, version, facts: { servedOn: own, lastServedOn: day, serviceMethod: method, left }, happenedAt: at });
    if (addresseeId !== null) await this.post.recordServed(addresseeId, own, method, proof);
    if (left > 0) return moved;
    const { reference, representationId } = letter;
    const replyBy = representationId === null ? null : await this.representations.begin(representationId, Temporal.PlainDate.from(day), `Letter ${reference}`);
    const how = addresseeId === null ? { serviceMethod: method, serviceProof: proof } : {};
    await this.unit.manager.update(Letter, { councilId: this.unit.actor.councilId, id }, { servedOn: day, ...how, ...(replyBy !== null && { replyBy }) });
    if (letter.decisionId !== null) await this.representations.sendOutcome(letter.decisionId, id);
    await this.tellWhatWaits(letter, day, method);
    return moved;
  }

  /** Somebody has a copy, for information: it is kept, and nothing runs from it. @throws InvalidInput before the day of issue */
  private async copyServed({ id }: Letter, addresseeId: string, day: string, { method, proof }: Omit<Service, 'at'>): Promise<{ version: number }> {
    const [row] = await this.unit.query<{ version: number; issuedOn: string | null }>(letterLocked, [this.unit.actor.councilId, id]);
    if (row?.issuedOn == null || day < row.issuedOn) throw new InvalidInput([{ field: 'servedOn', message: 'The date of service is not before the date of issue' }]);
    if ((await this.post.addressees(id)).some((one) => one.id === addresseeId && one.servedOn !== null)) throw new InvalidInput([{ field: 'addresseeId', message: 'Choose somebody of this letter whose service is not recorded yet' }]);
    await this.post.recordServed(addresseeId, day, method, proof);
    await this.trail.record({ subjectKind: 'letter', subjectId: id, action: 'letterCopyServed', after: { servedOn: day, serviceMethod: method } });
    return { version: row.version };
  }

  /** A restriction lifted before its letter arrived waits for none. A notice, and the notice period of a termination, run from service (case 28). */
  private async tellWhatWaits({ kind: code, decisionId, aboutId, planId }: Letter, day: string, method: Service['method']): Promise<void> {
    const kind = kindOf(code);
    if (kind.awaitedBy === undefined) return;
    const { restrictionId, noticeId, terminationId } = kind.occasion === 'decision' ? await this.writing.decision(decisionId) : { restrictionId: aboutId, noticeId: null, terminationId: null };
    if (kind.awaitedBy === 'plan' && aboutId !== null && planId !== null) await this.plans.recordAnswerServed(aboutId, planId, Temporal.PlainDate.from(day));
    if (kind.awaitedBy === 'termination' && terminationId !== null) await this.terminations.recordServed(terminationId, Temporal.PlainDate.from(day), method);
    if (kind.awaitedBy === 'notice' && noticeId !== null) await this.notices.recordServed(noticeId, Temporal.PlainDate.from(day), method);
    if (kind.awaitedBy === 'restriction' && restrictionId !== null && (await this.unit.query(liveRestriction, [this.unit.actor.councilId, restrictionId])).length > 0) {
      await this.restrictions.recordLetterServed(restrictionId, day);
    }
  }

  private async begin(kind: LetterKind, asked: LetterAsked, serveBy: string | null, paragraph: string): Promise<Outcome> {
    const { actor, at } = this.unit;
    const id = newId();
    const { serviceId, decisionId, aboutId, representationId, planId = null } = asked;
    const { procedureId, providerId, subject, parts } = await this.writing.write(asked, servedOn(at));
    const context: LetterContext = { edits: 0, serveBy, documentId: null, issuedOn: null, servedOn: null, legalFirst: kind.legalFirst, legalAgreed: false };
    const { version } = await this.runner.start(letterMachine, { id, procedureId, serviceId, decisionId, sharedWithProviderId: null, context });
    const reference = await this.unit.reference('LET');
    await this.unit.manager.insert(Letter, {
      councilId: actor.councilId, id, reference, kind: kind.code, serviceId, providerId, addressee: kind.addressee, decisionId, aboutId, representationId, planId, subject,
      body: { parts: [...parts], paragraph }, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'letter', subjectId: id, action: 'letterDrafted', after: { reference, kind: kind.code, decisionId, serveBy } });
    return { id, version, reference };
  }

  /** The letter with the window it opens, and its dates counted as if it is served on the day it is issued: the days begin with service. */
  private async written(letter: Letter, served: Temporal.PlainDate): Promise<Written> {
    const kind = kindOf(letter.kind);
    const { reference, decisionId, serviceId, subject } = letter;
    if (letter.representationId === null && decisionId !== null && kind.occasion === 'decision' && kind.reply !== null) {
      letter.representationId = (await this.representations.open({ serviceId, decisionId, subject, toldOn: served, toldHow: `Letter ${reference}, not served yet`, served: false })).id;
    }
    return this.writing.write(letter, served);
  }

  private async press(id: string, letter: Letter, writing: Written, recipients: readonly Recipient[], served: Temporal.PlainDate): Promise<string> {
    const { actor, at } = this.unit;
    const { paragraph } = letter.body;
    const { parts, replyBy } = writing;
    const stored = await this.post.press(letter, writing, recipients);
    const { reference, kind, decisionId, representationId } = letter;
    await this.unit.manager.update(Letter, { councilId: actor.councilId, id }, {
      body: { parts: [...parts], paragraph }, documentId: stored.id, issuedAt: at.toString(), issuedBy: actor.membershipId, replyBy, representationId,
    });
    await this.trail.record({ subjectKind: 'letter', subjectId: id, action: 'letterIssued', after: { reference, kind, decisionId, documentId: stored.id, sha256: stored.sha256, replyBy, countedFrom: served.toString() } });
    return stored.id;
  }

  /** @throws NotFound */
  async known(id: string): Promise<Letter> {
    const letter = await this.unit.manager.findOneBy(Letter, { councilId: this.unit.actor.councilId, id });
    if (letter === null) throw new NotFound('letter');
    return letter;
  }
}

/** Every part that is not what it was, before and after. */
function changed(before: LetterBody, after: LetterBody): { before: Record<string, string>; after: Record<string, string> } {
  const texts = ({ parts, paragraph }: LetterBody): [string, string][] => [['paragraph', paragraph], ...parts.flatMap(({ key, text }): [string, string][] => (key === undefined ? [] : [[key, text]]))];
  const [old, now] = [Object.fromEntries(texts(before)), Object.fromEntries(texts(after))];
  const keys = Object.keys(now).filter((key) => old[key] !== now[key]);
  const of = (from: Record<string, string>) => Object.fromEntries(keys.map((key) => [key, from[key] ?? '']));
  return { before: of(old), after: of(now) };
}

/** A letter to the provider goes one way to one person or office; any other to everybody named. @throws InvalidInput with all that is missing */
function demandWay(toProvider: boolean, { method, toName, recipients }: { method: string | undefined; toName: string | undefined; recipients: readonly Recipient[] }): void {
  const problems = toProvider
    ? [
        ...(method === undefined ? [{ field: 'method', message: 'Choose how the letter goes' }] : []),
        ...(toName === undefined ? [{ field: 'toName', message: 'Enter the person or office it is addressed to' }] : []),
      ]
    : recipients.every(({ copy }) => copy === true) ? [{ field: 'addressees', message: 'Enter to whom it goes' }] : [];
  if (problems.length > 0) throw new InvalidInput(problems);
}
