import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { workingDaysBetween } from '../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { packLines } from './disclosure-packs.queries.js';
import type { OwnRepresentation, RepresentationView } from './representation.types.js';

/** What a provider asked about a chance to answer `r`, and how that was answered. */
const requests = `(select coalesce(json_agg(json_build_object('id', h.id, 'version', hw.version, 'reference', h.reference, 'kind', h.kind, 'state', hw.state, 'asked', h.asked, 'askedOn', h.asked_on,
    'reasons', h.reasons, 'answeredAt', h.answered_at, 'newLastDay', h.new_last_day,
    'answeredBy', (select m.job_title from memberships m where m.council_id = h.council_id and m.id = h.answered_by)) order by h.recorded_at, h.id), '[]')
  from hearing_requests h join workflows hw on hw.council_id = h.council_id and hw.id = h.id where h.council_id = r.council_id and h.representation_id = r.id)`;
/** What a provider said `r`, point by point; the answers as far as whoever reads may see them. */
const points = `(select coalesce(json_agg(json_build_object('id', q.id, 'number', q.number, 'words', q.words, 'outcome', a.outcome, 'answer', a.answer, 'changed', a.changed) order by q.number), '[]')
  from representation_points q left join point_answers a on a.council_id = q.council_id and a.point_id = q.id where q.council_id = r.council_id and q.representation_id = r.id)`;
/** A representation `r` as JSON, for the read models of this folder and those above. @param w alias of its workflow @param l of its location */
export const representationJson = (w: string, l: string): string => `json_build_object(
  'id', r.id, 'version', ${w}.version, 'reference', r.reference, 'serviceId', r.service_id, 'serviceName', ${l}.name, 'state', ${w}.state,
  'toldOn', r.told_on, 'toldHow', r.told_how, 'windowEndsOn', r.window_ends_on, 'late', (${w}.context->>'late')::boolean,
  'text', r.text, 'receivedAt', r.received_at, 'requests', ${requests}, 'packs', ${packLines}, 'points', ${points}, 'consideration', r.consideration,
  'consideredBy', (select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = r.council_id and m.id = r.considered_by))`;

const from = `representations r
  join workflows w on w.council_id = r.council_id and w.id = r.id
  join services s on s.council_id = r.council_id and s.id = r.service_id
  join register_locations l on l.id = s.location_id`;

const one = statement(`select ${representationJson('w', 'l')} as result from ${from} where r.id = $1`);
/** A provider's own chance to answer `r` as JSON: what it said, not how it is being weighed, for that comes by letter. @param w alias of its workflow @param l of its location */
export const ownRepresentationJson = (w: string, l: string): string => `json_build_object(
  'id', r.id, 'version', ${w}.version, 'reference', r.reference, 'subject', coalesce(r.subject, 'A decision of the council'), 'serviceName', ${l}.name,
  'served', r.served, 'toldOn', r.told_on, 'windowEndsOn', r.window_ends_on, 'late', (${w}.context->>'late')::boolean, 'text', r.text, 'receivedAt', r.received_at, 'requests', ${requests}, 'packs', ${packLines}, 'points', ${points})`;

// Those that can still be answered in time first, the soonest first; then what is past, the latest first.
const own = statement(`
  select coalesce(json_agg(${ownRepresentationJson('w', 'l')} order by r.window_ends_on < $2::date, case when r.window_ends_on >= $2::date then r.window_ends_on end, r.window_ends_on desc, r.id), '[]') as result
  from ${from} where r.provider_id = $1`);

/** As `onDay` says it, in SQL: `r` is open on the date `today`. */
export const isOpenOn = (r: string, today: string): string => `(not ${r}.served or ${r}.window_ends_on >= ${today})`;

/** What a provider's chance to answer is on a day. Days are counted from service alone: one not served yet is open, and none is over before it. */
export function onDay<Row extends { readonly served: boolean; readonly toldOn: string; readonly windowEndsOn: string }>(row: Row, today: Temporal.PlainDate): Row & Pick<OwnRepresentation, 'open' | 'workingDaysLeft'> {
  const last = Temporal.PlainDate.from(row.windowEndsOn);
  const told = Temporal.PlainDate.from(row.toldOn);
  const from = Temporal.PlainDate.compare(today, told) < 0 ? told : today;
  return { ...row, open: !row.served || Temporal.PlainDate.compare(today, last) <= 0, workingDaysLeft: Math.max(0, workingDaysBetween(from, last)) };
}

@Injectable()
export class RepresentationsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  one(actor: Actor, id: string): Promise<RepresentationView | null> {
    return this.reads.one(actor, one, [id], { operation: 'representation', subjectKind: 'representation', subjectId: id });
  }

  async own(actor: Actor): Promise<OwnRepresentation[]> {
    const today = this.clock.today();
    const found = await this.reads.one<Omit<OwnRepresentation, 'open' | 'workingDaysLeft'>[]>(actor, own, [actor.providerId, today.toString()], { operation: 'myRepresentations', subjectKind: 'representation' });
    return (found ?? []).map((row) => onDay(row, today));
  }
}
