import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import type { OwnRepresentation } from '../representations/representation.types.js';
import { onDay, ownRepresentationJson } from '../representations/representations.queries.js';
import { type LetterContext, letterMachine } from './letter.machine.js';
import type { LetterList, LetterListArgs, LetterView, OwnLetter } from './letter.types.js';

// A provider sees its letters, not their cases: hence what the letter itself says where the workflow is not there.
const row = `'id', t.id, 'reference', t.reference, 'kind', t.kind, 'subject', t.subject, 'serviceName', l.name, 'providerName', v.name,
  'state', coalesce(w.state, case when t.served_on is null then 'issued' else 'served' end), 'serveBy', w.context->>'serveBy',
  'issuedAt', t.issued_at, 'servedOn', t.served_on, 'serviceMethod', t.service_method, 'replyBy', t.reply_by, 'documentId', t.document_id`;
// What went by mail, where the actor may see the list of it: a provider may not.
const mail = `'mail', (select json_build_object('toAddress', e.to_address, 'queuedAt', e.queued_at, 'sentAt', e.sent_at, 'attempts', e.attempts, 'lastError', e.last_error)
  from mail_messages e where e.council_id = t.council_id and e.dedupe_key = 'letter:' || t.id)`;
const own = `'representation', (select ${ownRepresentationJson('rw', 'l')}
  from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.council_id = t.council_id and r.id = t.representation_id)`;
const joined = `
  join services s on s.council_id = t.council_id and s.id = t.service_id
  join register_locations l on l.id = s.location_id
  join register_providers v on v.id = t.provider_id
  left join workflows w on w.council_id = t.council_id and w.id = t.id`;
const from = `letters t ${joined}`;

const pageSize = 25;
const states = ['draft', 'issued', 'notAccepted', 'served'];
// $7 is today; the day itself still counts.
const daysLate = `case when w.state = 'served' then 0 else greatest(0, $7::date - (w.context->>'serveBy')::date) end`;
// Drafts first, the soonest due first; then what was sent, the latest first.
const list = statement(`
  with found as (
    select t.id, row_number() over (order by t.issued_at is not null, case when t.issued_at is null then w.context->>'serveBy' end, t.issued_at desc, t.id) as place from ${from}
    where ($1::text is null or case $1 when 'notAccepted'
        then w.state = 'issued' and exists (select from mail_messages e where e.council_id = t.council_id and e.dedupe_key = 'letter:' || t.id and e.sent_at is null and e.last_error is not null)
        else w.state = $1 end)
      and ($2::uuid is null or t.service_id = $2) and ($3::uuid is null or t.decision_id = $3)
      and ($8::uuid is null or t.decision_id in (select d.id from decisions d where d.council_id = t.council_id and d.restriction_id = $8))
      and ($4::text is null or l.name ilike $4 or v.name ilike $4 or t.reference ilike $4)
  )
  select json_build_object('total', (select count(*) from found), 'page', $5::int, 'pageSize', $6::int, 'rows', (
    select coalesce(json_agg(json_build_object(${row}, ${mail}, 'daysLate', ${daysLate}) order by f.place), '[]')
    from found f join letters t on t.council_id = current_council() and t.id = f.id ${joined}
    where f.place > ($5::int - 1) * $6 and f.place <= $5::int * $6)) as result`);
const mine = statement(`
  select coalesce(json_agg(json_build_object(${row}, ${own}) order by t.issued_at desc, t.id), '[]') as result from ${from} where t.provider_id = $1 and t.issued_at is not null`);
const one = statement(`
  select json_build_object(${row}, ${own}, ${mail}, 'version', coalesce(w.version, 0), 'context', w.context, 'parts', t.body->'parts', 'paragraph', t.body->>'paragraph',
    'providerEmail', case when $2::boolean then v.email end, 'serviceProof', case when $3::boolean then t.service_proof end,
    'decisionId', d.id, 'decisionReference', d.reference,
    'sha256', (select encode(f.sha256, 'hex') from documents f where f.council_id = t.council_id and f.id = t.document_id)) as result
  from ${from} left join decisions d on d.council_id = t.council_id and d.id = t.decision_id where t.id = $1`);

@Injectable()
export class LettersQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { state, search, serviceId, restrictionId, decisionId, page }: LetterListArgs): Promise<LetterList> {
    const sought = search?.trim() ? `%${search.trim().replaceAll(/[\\%_]/g, '\\$&')}%` : null;
    const values = [states.find((one) => one === state) ?? null, serviceId ?? null, decisionId ?? null, sought, pageNumber(page), pageSize, this.clock.today().toString(), restrictionId ?? null];
    const found = await this.reads.one<LetterList>(actor, list, values, { operation: 'letters', subjectKind: 'letter' });
    if (found === null) throw new Error('The list of letters has no result.');
    return found;
  }

  async mine(actor: Actor): Promise<OwnLetter[]> {
    const found = await this.reads.one<OwnLetter[]>(actor, mine, [actor.providerId], { operation: 'myLetters', subjectKind: 'letter' });
    return (found ?? []).map((letter) => ({ ...letter, representation: this.today(letter.representation) }));
  }

  async one(actor: Actor, id: string): Promise<LetterView | null> {
    type Row = Omit<LetterView, 'allowedActions'> & { context: LetterContext | null };
    const found = await this.reads.one<Row>(actor, one, [id, may(actor, 'issueLetter'), may(actor, 'letters')], { operation: 'letter', subjectKind: 'letter', subjectId: id });
    if (found === null) return null;
    const { context, state } = found;
    const offered = context === null || !may(actor, 'issueLetter') ? [] : allowedActions(letterMachine, { state, context }, { ISSUE: { decisionMade: true, addresseeGiven: true } });
    return { ...found, representation: this.today(found.representation), allowedActions: offered };
  }

  private today(representation: OwnRepresentation | null): OwnRepresentation | null {
    return representation && onDay(representation, this.clock.today());
  }
}
