import { mayBeNamed, phoneOf } from './letter-facts.js';
import type { OccasionFacts } from './letter-kind.js';
import { planAnswerJson, type StoredPlanAnswer } from './plan-answer-facts.js';

/** What a letter that tells of no decision is written from, with whom it is about. */
export interface OccasionSource extends Omit<OccasionFacts, 'plan' | 'stageNames'> {
  readonly plan: StoredPlanAnswer | null;
  readonly providerId: string;
  readonly procedureId: string;
  /** Whether what it is about is there, and of this service. */
  readonly known: boolean;
}

// A restriction that was decided and has not ended, whatever is being done with it.
const standing = `w.state not in ('draft', 'recommended', 'declined', 'lifted', 'superseded')`;
const named = (membership: string): string =>
  `(select json_build_object('name', p.name, 'title', m.job_title, 'phone', ${phoneOf('m.id')}) from memberships m join people p on p.id = m.person_id where m.council_id = s.council_id and m.id = ${membership})`;
const spokenOf = `meetings g join workflows gw on gw.council_id = g.council_id and gw.id = g.id
  join agenda_items i on i.council_id = g.council_id and i.meeting_id = g.id and i.service_id = s.id and i.deferred_at is null where g.council_id = s.council_id`;
/** That restriction x of service s continues against the new owner of link k, and waits for its fresh decision (R31). */
const continues = `k.council_id = s.council_id and k.other_id = s.id and k.kind = 'newOwner' and k.undone_at is null and (k.followed -> 'restrictions') ? x.id::text and x.confirm_by is not null`;
const day = (at: string): string => `(${at} at time zone 'Europe/London')::date`;

/** $1 council, $2 service, $3 what it is about or null, $4 who asks, $5 now, $6 the plan it answers or null. No evidence, score, source or name of anybody living there is read. */
export const occasionSource = `
  select json_build_object('providerId', s.provider_id, 'providerName', v.name, 'serviceName', l.name, 'council', c.name, 'procedureId', pr.id,
    'known', $3::uuid is null or exists (select from restrictions x where x.council_id = s.council_id and x.id = $3 and x.service_id = s.id)
      or exists (select from appeals a where a.council_id = s.council_id and a.id = $3 and a.service_id = s.id) or exists (select from notices n where n.council_id = s.council_id and n.id = $3 and n.service_id = s.id) or exists (select from representations r where r.council_id = s.council_id and r.id = $3 and r.service_id = s.id) or exists (select from ${spokenOf} and g.id = $3),
    'stage', coalesce(tw.state, 'routine'), 'stageSince', t.since, 'contact', coalesce(${named('t.lead_officer_id')}, ${named('(select v.recorded_by from notice_plan_reviews v where v.council_id = s.council_id and v.plan_id = $6)')}, ${named('$4::uuid')}),
    'plan', ${planAnswerJson('$6::uuid', named)},
    'criteria', coalesce((select json_agg(coalesce((select k->>'words' from jsonb_array_elements(pr.content->'thresholdCriteria') k where k->>'code' = each->>'code'), each->>'code'))
      from jsonb_array_elements((select d.terms->'criteria' from decisions d where d.council_id = s.council_id and d.service_id = s.id and (d.code = 'D04' or (d.code = 'D18' and d.terms ? 'criteria')) and d.outcome <> 'declined'
        order by d.decided_at desc, d.id limit 1)) each where ${mayBeNamed(`each->>'code'`)} and tw.state like 'seriousConcerns%' and tw.state <> 'seriousConcernsProposed'), '[]'),
    'restrictions', coalesce((select json_agg(json_build_object('reference', x.reference, 'kind', x.kind, 'scope', x.scope, 'startsOn', x.starts_on, 'reviewOn', x.review_on, 'exceptions', x.exceptions) order by x.starts_on, x.id)
      from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id where x.council_id = s.council_id and x.service_id = s.id and ${standing}
        and (x.id = $3 or not exists (select from restrictions o where o.council_id = s.council_id and o.id = $3))), '[]'),
    'undecided', (select x.reference from restrictions x where x.council_id = s.council_id and x.id = $3 and x.from_earlier_records and not exists (select from decisions d where d.council_id = x.council_id and d.restriction_id = x.id)),
    'continuing', (select json_build_object('formerOwner', fv.name, 'changedOn', k.happened_on, 'confirmBy', x.confirm_by, 'liftConditions', xg.lift_conditions,
        'answerBy', (select max(r.window_ends_on) from representations r where r.council_id = s.council_id and r.service_id = s.id and r.decision_id is null and r.recommendation_id is null and r.told_on >= k.happened_on),
        'reasons', (select coalesce(json_agg(coalesce((select e->>'words' from jsonb_array_elements(pr.content->'restrictionReasons') e where e->>'code' = code), code)), '[]') from unnest(x.reason_codes) code))
      from service_links k join register_providers fv on fv.id = k.from_provider_id join restrictions x on x.council_id = k.council_id and x.id = $3 and x.service_id = s.id
        left join restriction_grounds xg on xg.council_id = x.council_id and xg.restriction_id = x.id
      where ${continues} order by k.happened_on desc limit 1),
    'actions', coalesce((select json_agg(json_build_object('reference', a.reference, 'description', a.description, 'dueOn', a.due_on) order by a.due_on, a.id)
      from actions a join workflows w on w.council_id = a.council_id and w.id = a.id where a.council_id = s.council_id and a.service_id = s.id and w.state not in ('closed', 'superseded')
        and (not exists (select from meetings g where g.council_id = s.council_id and g.id = $3) or a.agenda_item_id in (select i.id from agenda_items i where i.council_id = s.council_id and i.meeting_id = $3))), '[]'),
    'meeting', (select json_build_object('title', g.title, 'heldOn', ${day('g.starts_at')}) from meetings g where g.council_id = s.council_id and g.id = $3),
    'appeal', (select json_build_object('reference', a.reference, 'lodgedOn', a.lodged_on, 'grounds', a.grounds, 'groundsBy', aw.context->>'groundsBy', 'hearBy', aw.context->>'hearBy', 'restrictionReference', ax.reference, 'decisionReference', ad.reference)
      from appeals a join workflows aw on aw.council_id = a.council_id and aw.id = a.id join restrictions ax on ax.council_id = a.council_id and ax.id = a.restriction_id join decisions ad on ad.council_id = a.council_id and ad.id = a.decision_id
      where a.council_id = s.council_id and a.id = $3),
    'nextMeetingOn', (select min(${day('g.starts_at')}) from ${spokenOf} and g.starts_at > $5::timestamptz and gw.state <> 'cancelled'),
    'representation', (select json_build_object('reference', r.reference, 'subject', r.subject, 'receivedOn', ${day('r.received_at')}, 'text', r.text, 'consideration', r.consideration, 'consideredOn', ${day('r.considered_at')})
      from representations r where r.council_id = s.council_id and r.id = $3)) as source
  from services s join councils c on c.id = s.council_id join register_locations l on l.id = s.location_id join register_providers v on v.id = s.provider_id
  left join stages t on t.council_id = s.council_id and t.service_id = s.id left join workflows tw on tw.council_id = t.council_id and tw.id = t.id
  join lateral (select p.id, p.content from procedures p where p.council_id = s.council_id order by p.version desc limit 1) pr on true
  where s.council_id = $1 and s.id = $2`;

/** $1 service: what a letter may be about, by occasion; the latest first. */
export const occasionChoices = `
  select json_build_object('serviceName', l.name,
    'meeting', coalesce((select json_agg(x) from (select g.id, g.title || ' of ' || to_char(${day('g.starts_at')}, 'FMDD Month YYYY') as words from ${spokenOf} and g.opened_at is not null order by g.starts_at desc limit 5) x), '[]'),
    'restriction', coalesce((select json_agg(x) from (select x.id, x.reference as words from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
      join restriction_grounds xg on xg.council_id = x.council_id and xg.restriction_id = x.id where x.council_id = s.council_id and x.service_id = s.id and ${standing} order by x.starts_on desc, x.id) x), '[]'),
    'continuingRestriction', coalesce((select json_agg(x) from (select x.id, x.reference as words from restrictions x where x.council_id = s.council_id and x.service_id = s.id and exists (select from service_links k where ${continues}) order by x.starts_on desc, x.id) x), '[]'),
    'appeal', coalesce((select json_agg(x) from (select a.id, a.reference as words from appeals a join workflows w on w.council_id = a.council_id and w.id = a.id where a.council_id = s.council_id and a.service_id = s.id and w.state in ('groundsAwaited', 'toBeHeard') order by a.lodged_on desc, a.id) x), '[]'),
    'representation', coalesce((select json_agg(x) from (select r.id, r.reference as words from representations r where r.council_id = s.council_id and r.service_id = s.id and r.text is not null and r.consideration is null order by r.received_at desc, r.id) x), '[]'),
    'answeredRepresentation', coalesce((select json_agg(x) from (select r.id, r.reference as words from representations r where r.council_id = s.council_id and r.service_id = s.id and r.consideration is not null order by r.considered_at desc, r.id) x), '[]')) as result
  from services s join register_locations l on l.id = s.location_id where s.council_id = current_council() and s.id = $1`;
