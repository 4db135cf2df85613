import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { effectiveRule, type LiveRestriction } from './effective-rule.js';
import type { ImposedRestrictionForm, PlacingAnswer, PlacingSearch } from './placing.types.js';

/** States in which a restriction bars placements. */
export const liveStates = ['inForce', 'underReview', 'phasedLift'] as const;
const live = liveStates.map((state) => `'${state}'`).join(', ');

/** Restrictions of `services s` that bar placements today, as JSON: enough for the effective rule, nothing of why it was decided. */
export const liveRestrictionsJson = `coalesce((
  select json_agg(json_build_object('id', x.id, 'reference', x.reference, 'kind', x.kind, 'scope', x.scope, 'startsOn', x.starts_on,
    'exceptions', x.exceptions, 'statedDecider', case when x.from_earlier_records then coalesce(x.stated_decider, 'the council') end, 'reasonCodes', x.reason_codes, 'phase', case when xw.state = 'phasedLift' then xw.context->'phase' end,
    'decidedBy', (select m.job_title from memberships m where m.council_id = x.council_id and m.id = (xw.context->>'decidedBy')::uuid)) order by x.starts_on, x.reference)
  from restrictions x join workflows xw on xw.council_id = x.council_id and xw.id = x.id
  where x.council_id = s.council_id and x.service_id = s.id and xw.state in (${live})), '[]')`;

/** Exceptions `e` with the words of who asked and decided, as JSON, the newest first. */
export const exceptionsJson = (where: string): string => `coalesce((
  select json_agg(json_build_object('id', e.id, 'version', coalesce(ew.version, 0), 'reference', e.reference, 'restrictionReference', x.reference, 'caseReference', e.case_reference, 'ground', e.ground, 'why', e.why,
    'askedBy', (select m.job_title from memberships m where m.council_id = e.council_id and m.id = e.asked_by), 'askedAt', e.asked_at, 'state', coalesce(e.outcome, 'asked'), 'reasons', e.reasons,
    'decidedBy', (select m.job_title from memberships m where m.council_id = e.council_id and m.id = e.decided_by), 'decidedAt', e.decided_at) order by e.asked_at desc, e.id)
  from placing_exceptions e join restrictions x on x.council_id = e.council_id and x.id = e.restriction_id
  join workflows xw on xw.council_id = x.council_id and xw.id = x.id left join workflows ew on ew.council_id = e.council_id and ew.id = e.id
  where ${where}), '[]')`;

// The newest three: enough to see a pattern; the list has them all.
const refusalsJson = `coalesce((
  select json_agg(json_build_object('reference', f.reference, 'refusedOn', f.refused_on, 'refusedBy', f.refused_by, 'restrictionReference', x.reference, 'why', f.why) order by f.refused_on desc, f.recorded_at desc, f.id desc)
  from (select * from placing_refusals r where r.council_id = s.council_id and r.service_id = s.id order by r.refused_on desc, r.recorded_at desc, r.id desc limit 3) f
  left join restrictions x on x.council_id = f.council_id and x.id = f.restriction_id), '[]')`;

const answer = `json_build_object(
  'serviceId', s.id, 'serviceName', l.name, 'lot', s.lot, 'providerName', p.name, 'postcode', l.postcode,
  'carriedOn', (select json_build_object('id', o.id, 'name', ol.name) from services o join register_locations ol on ol.id = o.location_id where o.council_id = s.council_id and o.id = s.carried_on_by),
  'stage', split_part(coalesce(gw.state, 'routine'), '.', 1), 'restrictions', ${liveRestrictionsJson},
  'exceptions', ${exceptionsJson(`e.council_id = s.council_id and e.service_id = s.id and xw.state in (${live})`)},
  'refusals', ${refusalsJson}, 'refusalsTotal', (select count(*) from placing_refusals r where r.council_id = s.council_id and r.service_id = s.id),
  'reasonWords', (select d.content->'restrictionReasons' from procedures d where d.council_id = s.council_id order by d.version desc limit 1))`;
const from = `services s
  join register_locations l on l.id = s.location_id
  join register_providers p on p.id = s.provider_id
  left join stages g on g.council_id = s.council_id and g.service_id = s.id
  left join workflows gw on gw.council_id = g.council_id and gw.id = g.id`;

const one = statement(`select ${answer} as result from ${from} where s.id = $1`);
const limit = 20;
// One more than shown tells whether there are more.
const search = statement(`
  select coalesce(json_agg(found.answer order by lower(found.name), found.id), '[]') as result from (
    select s.id, l.name, ${answer} as answer from ${from}
    where l.name ilike '%' || $1 || '%' or p.name ilike '%' || $1 || '%' or l.cqc_id = $2 or l.postcode_search like replace(upper($1), ' ', '') || '%'
    order by lower(l.name), s.id limit ${limit + 1}) found`);

const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'reasonChoices', d.content->'restrictionReasons',
    'reviewBy', $2::date + (d.content->'timescales'->>'reviewMaxGapDays')::int) as result
  from services s join register_locations l on l.id = s.location_id
  join lateral (select content from procedures where council_id = s.council_id and effective_from <= $2::date order by effective_from desc, version desc limit 1) d on true
  where s.id = $1`);

type Row = Omit<PlacingAnswer, 'mayPlace' | 'sentence' | 'why' | 'barred' | 'restrictions'> & {
  carriedOn: { id: string; name: string } | null;
  restrictions: (LiveRestriction & { reasonCodes: string[] })[];
  reasonWords: { code: string; words: string }[] | null;
};

/** "May we place here today?": one question, one sentence. Restrictions alone answer it; intelligence is not even read. */
@Injectable()
export class PlacingQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  form(actor: Actor, serviceId: string): Promise<ImposedRestrictionForm | null> {
    return this.reads.one<ImposedRestrictionForm>(actor, form, [serviceId, this.clock.today().toString()], { operation: 'imposedRestrictionForm', subjectKind: 'service', subjectId: serviceId });
  }

  async answer(actor: Actor, serviceId: string): Promise<PlacingAnswer | null> {
    const row = await this.reads.one<Row>(actor, one, [serviceId], { operation: 'placingAnswer', subjectKind: 'service', subjectId: serviceId });
    return row && answerOf(row);
  }

  /** Services by part of a name, a postcode or its beginning, or a CQC id; nothing typed finds nothing. */
  async search(actor: Actor, text: string): Promise<PlacingSearch> {
    const wanted = text.trim();
    if (wanted === '') return { found: [], more: false };
    const escaped = wanted.replaceAll(/[\\%_]/g, String.raw`\$&`);
    const rows = (await this.reads.one<Row[]>(actor, search, [escaped, wanted], { operation: 'placingSearch', subjectKind: 'service' })) ?? [];
    return { found: rows.slice(0, limit).map(answerOf), more: rows.length > limit };
  }
}

function answerOf({ restrictions, reasonWords, carriedOn, ...row }: Row): PlacingAnswer {
  // R31: what restricts it stands at the service that carries it on.
  if (carriedOn !== null) return { ...row, restrictions, why: null, mayPlace: 'no', sentence: `Nobody is placed here: the service is carried on as ${carriedOn.name}. Ask about that one.`, barred: [] };
  const codes = [...new Set(restrictions.flatMap(({ reasonCodes }) => reasonCodes))];
  const words = codes.map((code) => reasonWords?.find((reason) => reason.code === code)?.words ?? code);
  return { ...row, restrictions, ...effectiveRule(restrictions), why: words.length === 0 ? null : words.join('; ') };
}
