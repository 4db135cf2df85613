import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import type { OwnRepresentation } from '../representations/representation.types.js';
import { mayBeAppealed } from '../representations/appealable.js';
import { onDay, ownRepresentationJson } from '../representations/representations.queries.js';
import { occasionLetters } from './kinds/index.js';
import { compare } from './legal-copy.js';
import { type CopiedLetter, legalCopy } from './legal-copy-file.js';
import { copyOf, readCopyOf } from './legal-review.service.js';
import type { LetterBody, LetterPart, OccasionLetter } from './letter-kind.js';
import { type LetterContext, letterMachine } from './letter.machine.js';
import type { LegalComparison, LetterOccasion, LetterOccasions } from './letter-review.types.js';
import type { LetterList, LetterListArgs, LetterView, OwnLetter } from './letter.types.js';
import { unwritten } from './letter-text.js';
import { occasionChoices } from './occasion-facts.js';

// A provider sees its letters, not their cases: hence what the letter itself says where the workflow is not there.
const row = `'id', t.id, 'reference', t.reference, 'kind', t.kind, 'subject', t.subject, 'serviceName', l.name, 'providerName', v.name, 'addressee', t.addressee,
  'state', coalesce(w.state, case when t.served_on is null then 'issued' else 'served' end), 'serveBy', w.context->>'serveBy',
  'issuedAt', t.issued_at, 'servedOn', t.served_on, 'serviceMethod', t.service_method, 'replyBy', t.reply_by, 'documentId', t.document_id`;
// What went by mail, where the actor may see the list of it: a provider may not.
const mailBy = (key: string): string => `'mail', (select json_build_object('toAddress', e.to_address, 'queuedAt', e.queued_at, 'sentAt', e.sent_at, 'attempts', e.attempts, 'lastError', e.last_error)
  from mail_messages e where e.council_id = t.council_id and e.dedupe_key = ${key})`;
const mail = mailBy(`'letter:' || t.id`);
// Rows that are the office's alone: a provider's connection reads none of them.
const office = `
  'addressees', coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name, 'copy', a.copy, 'servedOn', a.served_on, 'serviceMethod', a.service_method, 'serviceProof', a.service_proof, ${mailBy(`'letter:' || t.id || ':' || a.id`)})
    order by a.position) from letter_addressees a where a.council_id = t.council_id and a.letter_id = t.id), '[]'),
  'changes', coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'at', c.recorded_at, 'by', p.name || ', ' || m.job_title, 'agreed', c.words->'agreed', 'lawyer', c.words->>'lawyer',
      'text', coalesce(c.words->>'asked', c.words->>'comments', c.words->>'reason'), 'copyReference', (select e.reference from evidence_files e where e.council_id = c.council_id and e.id = c.evidence_id),
      'parts', coalesce((select json_agg(json_build_object('heading', coalesce((select one->>'heading' from jsonb_array_elements(t.body->'parts') one where one->>'key' = x.key), 'The paragraph of our own'), 'before', coalesce(c.words->'before'->>x.key, ''), 'after', x.value))
        from jsonb_each_text(c.words->'after') x), '[]')) order by c.recorded_at desc, c.id desc)
    from letter_changes c join memberships m on m.council_id = c.council_id and m.id = c.recorded_by join people p on p.id = m.person_id where c.council_id = t.council_id and c.letter_id = t.id), '[]'),
  'legalCopies', coalesce((select json_agg(json_build_object('id', e.id, 'reference', e.reference, 'name', e.name, 'uploadedAt', e.uploaded_at) order by e.uploaded_at desc, e.id desc)
    from evidence_files e where e.council_id = t.council_id and e.record_kind = 'letter' and e.record_id = t.id and e.kind = 'docx' and e.state = 'released' and e.withdrawn_at is null), '[]')`;
const own = `'representation', (select ${ownRepresentationJson('rw', 'l')}
  from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.council_id = t.council_id and r.id = t.representation_id)`;
const joined = `
  join services s on s.council_id = t.council_id and s.id = t.service_id
  join register_locations l on l.id = s.location_id
  join register_providers v on v.id = t.provider_id
  left join workflows w on w.council_id = t.council_id and w.id = t.id`;
const from = `letters t ${joined}`;

const pageSize = 25;
const states = ['draft', 'legalReview', 'issued', 'notAccepted', 'served'];
// $7 is today; the day itself still counts.
const daysLate = `case when w.state = 'served' then 0 else greatest(0, $7::date - (w.context->>'serveBy')::date) end`;
// Who has not had a letter that was sent to several.
const waitingFor = `coalesce((select json_agg(a.name order by a.position) from letter_addressees a where a.council_id = t.council_id and a.letter_id = t.id and a.served_on is null and not a.copy), '[]')`;
// Drafts first, the soonest due first; then what was sent, the latest first.
const list = statement(`
  with found as (
    select t.id, row_number() over (order by t.issued_at is not null, case when t.issued_at is null then w.context->>'serveBy' end, t.issued_at desc, t.id) as place from ${from}
    where ($1::text is null or case $1 when 'notAccepted'
        then w.state = 'issued' and exists (select from mail_messages e where e.council_id = t.council_id and (e.dedupe_key = 'letter:' || t.id or e.dedupe_key in (select 'letter:' || t.id || ':' || a.id from letter_addressees a where a.council_id = t.council_id and a.letter_id = t.id and a.served_on is null)) and e.sent_at is null and e.last_error is not null)
        else w.state = $1 end)
      and ($2::uuid is null or t.service_id = $2) and ($3::uuid is null or t.decision_id = $3)
      and ($8::uuid is null or t.decision_id in (select d.id from decisions d where d.council_id = t.council_id and d.restriction_id = $8))
      and ($9::uuid is null or t.about_id = $9 or t.decision_id in (select d.id from decisions d where d.council_id = t.council_id and d.notice_id = $9))
      and ($4::text is null or l.name ilike $4 or v.name ilike $4 or t.reference ilike $4)
  )
  select json_build_object('total', (select count(*) from found), 'page', $5::int, 'pageSize', $6::int, 'rows', (
    select coalesce(json_agg(json_build_object(${row}, ${mail}, 'daysLate', ${daysLate}, 'waitingFor', ${waitingFor}) order by f.place), '[]')
    from found f join letters t on t.council_id = current_council() and t.id = f.id ${joined}
    where f.place > ($5::int - 1) * $6 and f.place <= $5::int * $6)) as result`);
const mine = statement(`
  select coalesce(json_agg(json_build_object(${row}, ${own}) order by t.issued_at desc, t.id), '[]') as result from ${from} where t.provider_id = $1 and t.issued_at is not null`);
const one = statement(`
  select json_build_object(${row}, ${own}, ${mail}, ${office}, 'version', coalesce(w.version, 0), 'context', w.context, 'parts', t.body->'parts', 'paragraph', t.body->>'paragraph',
    'providerEmail', case when $2::boolean then v.email end, 'serviceProof', case when $3::boolean then t.service_proof end,
    'decisionId', d.id, 'decisionReference', d.reference, 'appealAgainstId', case when t.issued_at is not null and ${mayBeAppealed('t.decision_id')} then t.decision_id end,
    'sha256', (select encode(f.sha256, 'hex') from documents f where f.council_id = t.council_id and f.id = t.document_id)) as result
  from ${from} left join decisions d on d.council_id = t.council_id and d.id = t.decision_id where t.id = $1`);

const choices = statement(occasionChoices);
type Choices = { serviceName: string } & Partial<Record<OccasionLetter['occasion'], { id: string; words: string }[]>>;
const beside = statement(`select json_build_object('body', t.body, 'bytes', encode(x.bytes, 'base64')) as result from letters t
  join lateral (${copyOf} and e.council_id = t.council_id and e.record_id = t.id and e.id = $2) x on true where t.id = $1`);
const draft = statement(`select json_build_object('reference', t.reference, 'subject', t.subject, 'body', t.body) as result from letters t where t.id = $1 and t.issued_at is null`);

@Injectable()
export class LettersQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { state, search, serviceId, restrictionId, noticeId, decisionId, page }: LetterListArgs): Promise<LetterList> {
    const sought = search?.trim() ? `%${search.trim().replaceAll(/[\\%_]/g, '\\$&')}%` : null;
    const values = [states.find((one) => one === state) ?? null, serviceId ?? null, decisionId ?? null, sought, pageNumber(page), pageSize, this.clock.today().toString(), restrictionId ?? null, noticeId ?? null];
    const found = await this.reads.one<LetterList>(actor, list, values, { operation: 'letters', subjectKind: 'letter' });
    if (found === null) throw new Error('The list of letters has no result.');
    return found;
  }

  async mine(actor: Actor): Promise<OwnLetter[]> {
    const found = await this.reads.one<OwnLetter[]>(actor, mine, [actor.providerId], { operation: 'myLetters', subjectKind: 'letter' });
    return (found ?? []).map((letter) => ({ ...letter, representation: this.today(letter.representation) }));
  }

  async one(actor: Actor, id: string): Promise<LetterView | null> {
    type Row = Omit<LetterView, 'allowedActions' | 'legalFirst' | 'legalAgreed'> & { context: LetterContext | null };
    const found = await this.reads.one<Row>(actor, one, [id, may(actor, 'issueLetter'), may(actor, 'letters')], { operation: 'letter', subjectKind: 'letter', subjectId: id });
    if (found === null) return null;
    const { context, state } = found;
    const steps = context === null || !may(actor, 'returnLetterFromLegal') ? [] : allowedActions(letterMachine, { state, context }, { ISSUE: { decisionMade: true, addresseeGiven: true, partsWritten: unwritten(found.parts as LetterPart[]).length === 0 } });
    const offered = may(actor, 'issueLetter') ? steps : steps.filter(({ event }) => event === 'RETURN');
    return { ...found, representation: this.today(found.representation), legalFirst: context?.legalFirst ?? false, legalAgreed: context?.legalAgreed ?? false, allowedActions: offered };
  }

  /** The letters that may be started about a service, each with what it may be about. */
  async occasions(actor: Actor, serviceId: string): Promise<LetterOccasions | null> {
    const found = await this.reads.one<Choices>(actor, choices, [serviceId], { operation: 'letterOccasions', subjectKind: 'service', subjectId: serviceId });
    if (found === null) return null;
    return {
      serviceName: found.serviceName,
      occasions: occasionLetters.flatMap(({ code: kind, title, addressee, legalFirst, occasion }): LetterOccasion[] =>
        occasion === 'service'
          ? [{ kind, title, addressee, legalFirst, aboutId: null, about: null }]
          : (found[occasion] ?? []).map(({ id: aboutId, words: about }) => ({ kind, title, addressee, legalFirst, aboutId, about }))),
    };
  }

  /** What Legal's copy changes, or why it is no copy of this letter. */
  async comparison(actor: Actor, id: string, copyId: string): Promise<LegalComparison | null> {
    const found = await this.reads.one<{ body: LetterBody; bytes: string }>(actor, beside, [id, copyId], { operation: 'letterComparison', subjectKind: 'letter', subjectId: id });
    if (found === null) return null;
    try {
      return { problem: null, ...compare(found.body, await readCopyOf(id, Buffer.from(found.bytes, 'base64'))) };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return { problem: error.fields[0]?.message ?? '', parts: [], notTaken: [], comments: [], recordKept: false };
    }
  }

  /** A draft as a Word file for Legal; null where there is none that this person sees, or it is issued. */
  async copyForLegal(actor: Actor, id: string): Promise<{ reference: string; bytes: Buffer } | null> {
    const found = await this.reads.one<Omit<CopiedLetter, 'council' | 'id'>>(actor, draft, [id], { operation: 'download:letterCopy', subjectKind: 'letter', subjectId: id });
    return found && { reference: found.reference, bytes: await legalCopy({ ...found, id, council: actor.councilName }) };
  }

  private today(representation: OwnRepresentation | null): OwnRepresentation | null {
    return representation && onDay(representation, this.clock.today());
  }
}
