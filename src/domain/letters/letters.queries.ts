import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { type LetterContext, letterMachine } from './letter.machine.js';
import type { LetterRow, LetterView, OwnLetter } from './letter.types.js';

// A provider sees its letters, not their cases: hence what the letter itself says where the workflow is not there.
const row = `'id', t.id, 'reference', t.reference, 'kind', t.kind, 'subject', t.subject, 'serviceName', l.name, 'providerName', v.name,
  'state', coalesce(w.state, case when t.served_on is null then 'issued' else 'served' end), 'serveBy', w.context->>'serveBy',
  'issuedAt', t.issued_at, 'servedOn', t.served_on, 'replyBy', t.reply_by, 'documentId', t.document_id`;
const own = `'representation', (select json_build_object('id', r.id, 'version', rw.version, 'reference', r.reference, 'serviceName', l.name,
    'windowEndsOn', r.window_ends_on, 'text', r.text, 'receivedAt', r.received_at)
  from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.council_id = t.council_id and r.id = t.representation_id)`;
const from = `letters t
  join services s on s.council_id = t.council_id and s.id = t.service_id
  join register_locations l on l.id = s.location_id
  join register_providers v on v.id = t.provider_id
  left join workflows w on w.council_id = t.council_id and w.id = t.id`;

const list = statement(`
  select coalesce(json_agg(json_build_object(${row}) order by t.issued_at desc nulls first, t.recorded_at desc, t.id), '[]') as result from ${from}
  where ($1::text is null or w.state = $1) and ($2::uuid is null or t.service_id = $2) and ($3::uuid is null or t.decision_id = $3)`);
const mine = statement(`
  select coalesce(json_agg(json_build_object(${row}, ${own}) order by t.issued_at desc, t.id), '[]') as result from ${from} where t.provider_id = $1 and t.issued_at is not null`);
const one = statement(`
  select json_build_object(${row}, ${own}, 'version', coalesce(w.version, 0), 'context', w.context, 'parts', t.body->'parts', 'paragraph', t.body->>'paragraph',
    'providerEmail', case when $2::boolean then v.email end, 'serviceMethod', t.service_method, 'decisionId', d.id, 'decisionReference', d.reference,
    'sha256', (select encode(f.sha256, 'hex') from documents f where f.council_id = t.council_id and f.id = t.document_id)) as result
  from ${from} left join decisions d on d.council_id = t.council_id and d.id = t.decision_id where t.id = $1`);

export interface LetterFilter {
  readonly state?: string | null;
  readonly serviceId?: string | null;
  readonly decisionId?: string | null;
}

@Injectable()
export class LettersQueries {
  constructor(private readonly reads: ReadUnit) {}

  async list(actor: Actor, { state, serviceId, decisionId }: LetterFilter): Promise<LetterRow[]> {
    const values = [state ?? null, serviceId ?? null, decisionId ?? null];
    return (await this.reads.one<LetterRow[]>(actor, list, values, { operation: 'letters', subjectKind: 'letter' })) ?? [];
  }

  async mine(actor: Actor): Promise<OwnLetter[]> {
    return (await this.reads.one<OwnLetter[]>(actor, mine, [actor.providerId], { operation: 'myLetters', subjectKind: 'letter' })) ?? [];
  }

  async one(actor: Actor, id: string): Promise<LetterView | null> {
    type Row = Omit<LetterView, 'allowedActions'> & { context: LetterContext | null };
    const found = await this.reads.one<Row>(actor, one, [id, may(actor, 'issueLetter')], { operation: 'letter', subjectKind: 'letter', subjectId: id });
    if (found === null) return null;
    const { context, state } = found;
    const offered = context === null || !may(actor, 'issueLetter') ? [] : allowedActions(letterMachine, { state, context }, { ISSUE: { decisionMade: true, addresseeGiven: true } });
    return { ...found, allowedActions: offered };
  }
}
