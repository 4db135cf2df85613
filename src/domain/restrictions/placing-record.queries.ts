import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { type LiveRestriction, whatItBars } from './effective-rule.js';
import { exceptionsJson } from './placing.queries.js';
import type { AlertToAcknowledge, RestrictionPlacing } from './placing.types.js';

const member = (id: string): string => `(select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${id})`;

// Of a service that a guest's panels do not look at, they see that they were alerted and no more (R37).
const waiting = statement(`
  select coalesce(json_agg(json_build_object('id', a.id, 'what', a.what, 'sentAt', a.sent_at, 'acknowledgeBy', a.acknowledge_by, 'daysOverdue', greatest($1::date - a.acknowledge_by, 0),
    'reference', x.reference, 'serviceName', l.name) order by a.sent_at, a.id), '[]') as result
  from alert_receipts r
  join placement_alerts a on a.council_id = r.council_id and a.id = r.alert_id
  left join restrictions x on x.council_id = a.council_id and x.id = a.restriction_id
  left join services s on s.council_id = x.council_id and s.id = x.service_id
  left join register_locations l on l.id = s.location_id
  where r.membership_id = current_membership() and r.acknowledged_at is null`);

const alerts = `coalesce((
  select json_agg(json_build_object('id', a.id, 'what', a.what, 'sentAt', a.sent_at, 'acknowledgeBy', a.acknowledge_by,
    'daysOverdue', case when exists (select from alert_receipts r where r.council_id = a.council_id and r.alert_id = a.id and r.acknowledged_at is null
      and exists (select from memberships m where m.council_id = r.council_id and m.id = r.membership_id and (m.valid_to is null or m.valid_to >= $2::date))) then greatest($2::date - a.acknowledge_by, 0) else 0 end,
    'receipts', (select coalesce(json_agg(json_build_object('who', ${member('r.membership_id')}, 'acknowledgedAt', r.acknowledged_at, 'chasedAt', r.chased_at)
      order by r.acknowledged_at is not null, r.acknowledged_at, r.id), '[]') from alert_receipts r where r.council_id = a.council_id and r.alert_id = a.id)) order by a.sent_at desc, a.id)
  from placement_alerts a where a.council_id = x.council_id and a.restriction_id = x.id), '[]')`;
const placements = `coalesce((
  select json_agg(json_build_object('id', pl.id, 'reference', pl.reference, 'caseReference', pl.case_reference, 'funder', pl.funder, 'placedOn', pl.placed_on, 'placedBy', pl.placed_by, 'why', pl.why,
    'recordedBy', ${member('pl.recorded_by')}, 'recordedAt', pl.recorded_at) order by pl.placed_on desc, pl.id)
  from placements_against pl where pl.council_id = x.council_id and pl.restriction_id = x.id), '[]')`;
const one = statement(`
  select json_build_object('id', x.id, 'reference', x.reference, 'serviceId', x.service_id, 'serviceName', l.name, 'startsOn', x.starts_on, 'state', w.state,
    'kind', x.kind, 'scope', x.scope, 'phase', case when w.state = 'phasedLift' then w.context->'phase' end,
    'alerts', ${alerts}, 'placements', ${placements}, 'exceptions', ${exceptionsJson('e.council_id = current_council() and e.restriction_id = $1')}) as result
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  join services s on s.council_id = x.council_id and s.id = x.service_id join register_locations l on l.id = s.location_id
  where x.id = $1`);

type Row = Omit<RestrictionPlacing, 'what'> & Pick<LiveRestriction, 'kind' | 'scope' | 'phase'>;

/** What followed a restriction where people are placed (R40). */
@Injectable()
export class PlacingRecordQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<readonly AlertToAcknowledge[]> {
    return (await this.reads.one<AlertToAcknowledge[]>(actor, waiting, [this.clock.today().toString()], { operation: 'alertsToAcknowledge', subjectKind: 'restriction' })) ?? [];
  }

  async of(actor: Actor, restrictionId: string): Promise<RestrictionPlacing | null> {
    const row = await this.reads.one<Row>(actor, one, [restrictionId, this.clock.today().toString()], { operation: 'restrictionPlacing', subjectKind: 'restriction', subjectId: restrictionId });
    return row && { ...row, what: whatItBars(row) };
  }
}
