import { Injectable } from '@nestjs/common';
import { firstHandKinds, type Procedure } from '../../../procedures/index.ts';
import { type Actor, panelCircle } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { VisitCorrectionView, VisitForm, VisitList, VisitRow, VisitView } from './visit.types.js';

const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, 'Automatic') from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;
const procedure = `procedure as (select content from procedures where effective_from <= $1::date order by effective_from desc, version desc limit 1)`;
const row = `'id', v.id, 'reference', v.reference, 'kind', v.kind, 'announced', v.announced, 'outOfHours', v.out_of_hours, 'visitedOn', v.visited_on, 'plannedOn', v.planned_on, 'cancelledOn', v.cancelled_on, 'finding', v.finding, 'faultReasons', v.fault_reasons`;
const ofService = `services s join register_locations l on l.id = s.location_id cross join procedure`;

const list = statement(`
  with ${procedure}
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'serviceKind', l.kind, 'procedure', procedure.content, 'rows',
    (select coalesce(json_agg(json_build_object(${row}) order by v.visited_on desc nulls first, v.planned_on, v.id desc), '[]') from visits v where v.council_id = s.council_id and v.service_id = s.id)) as result
  from ${ofService} where s.id = $2`);

const one = statement(`
  with ${procedure}
  select json_build_object(${row}, 'version', v.version, 'serviceId', s.id, 'serviceName', l.name, 'serviceKind', l.kind, 'procedure', procedure.content,
    'intelligenceId', i.id, 'intelligenceReference', i.reference, 'focus', v.focus, 'decidedBy', ${person('v.decided_by')}, 'decidedAt', v.decided_at, 'verified', v.verified, 'cancelReason', v.cancel_reason,
    'recordedBy', ${person('v.recorded_by')}, 'recordedAt', v.recorded_at,
    'shares', (select coalesce(json_agg(json_build_object('sharedAt', h.shared_at, 'sharedBy', ${person('h.shared_by')}, 'isCurrent', h.visit_version = v.version) order by h.shared_at desc, h.id), '[]') from visit_shares h where h.council_id = v.council_id and h.visit_id = v.id),
    'officers', (select coalesce(json_agg(json_build_object('id', o.membership_id, 'words', ${person('o.membership_id')}) order by o.membership_id), '[]') from visit_officers o where o.council_id = v.council_id and o.visit_id = v.id),
    'actions', (select coalesce(json_agg(json_build_object('id', a.id, 'words', a.reference || ': ' || a.description) order by a.reference), '[]')
      from visit_actions x join actions a on a.council_id = x.council_id and a.id = x.action_id where x.council_id = v.council_id and x.visit_id = v.id),
    'corrections', (select coalesce(json_agg(json_build_object('number', c.number, 'reason', c.reason, 'correctedBy', ${person('c.corrected_by')}, 'correctedAt', c.corrected_at, 'kind', c.before ->> 'kind',
      'visitedOn', c.before ->> 'visitedOn', 'announced', c.before -> 'announced', 'finding', c.before ->> 'finding', 'faultReasons', c.before -> 'faultReasons') order by c.number desc), '[]')
      from visit_corrections c where c.council_id = v.council_id and c.visit_id = v.id)) as result
  from visits v join services s on s.council_id = v.council_id and s.id = v.service_id join register_locations l on l.id = s.location_id cross join procedure
  left join intelligence i on i.council_id = v.council_id and i.id = v.intelligence_id where v.id = $2`);

const form = statement(`
  with ${procedure}
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'procedure', procedure.content,
    'officers', (select coalesce(json_agg(json_build_object('id', m.id, 'words', p.name || ', ' || m.job_title) order by p.name, m.id), '[]') from memberships m join people p on p.id = m.person_id
      where m.role = any ($3) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)),
    'actions', (select coalesce(json_agg(json_build_object('id', a.id, 'words', a.reference || ': ' || a.description) order by a.due_on, a.id), '[]')
      from actions a join workflows w on w.council_id = a.council_id and w.id = a.id where a.council_id = s.council_id and a.service_id = s.id and w.state not in ('closed', 'superseded')),
    'intelligence', (select coalesce(json_agg(json_build_object('id', i.id, 'words', i.reference || ', ' || i.severity) order by i.received_at desc, i.id), '[]')
      from intelligence i where i.council_id = s.council_id and i.service_id = s.id and i.closed_at is null)) as result
  from ${ofService} where s.id = $2`);

type Stored<View extends VisitRow> = Omit<View, 'kindWords' | 'firstHand' | 'faultWords'> & { readonly kind: string; readonly faultReasons: readonly string[] };
type Here = { readonly serviceKind: string; readonly procedure: Procedure };
type StoredCorrection = Omit<VisitCorrectionView, 'kindWords' | 'faultWords'> & { kind: string; faultReasons: readonly string[] };
type StoredVisit = Stored<Omit<VisitView, 'corrections' | 'mayRecord' | 'mayCancel' | 'mayShare'>> & { corrections: readonly StoredCorrection[] } & Here;

/** Reads of visits; one data statement each. */
@Injectable()
export class VisitsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async ofService(actor: Actor, serviceId: string): Promise<VisitList | null> {
    type Found = Omit<VisitList, 'rows' | 'mayRecord' | 'mayDecide'> & { rows: readonly Stored<VisitRow>[] } & Here;
    const found = await this.reads.one<Found>(actor, list, [this.today, serviceId], { operation: 'visits', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, rows: found.rows.map((one) => inWords(one, found)), mayRecord: may(actor, 'recordVisit'), mayDecide: may(actor, 'decideResponsiveVisit') };
  }

  async one(actor: Actor, id: string): Promise<VisitView | null> {
    const found = await this.reads.one<StoredVisit>(actor, one, [this.today, id], { operation: 'visit', subjectKind: 'visit', subjectId: id });
    if (found === null) return null;
    const corrections = found.corrections.map((each) => ({ ...each, ...wordsOf(each, found.procedure) }));
    return { ...inWords(found, found), corrections, mayRecord: may(actor, 'recordVisit'), mayShare: found.visitedOn !== null && !found.shares.some(({ isCurrent }) => isCurrent) && may(actor, 'shareVisitReport'), mayCancel: found.visitedOn === null && found.cancelledOn === null && may(actor, 'cancelVisit') };
  }

  async form(actor: Actor, serviceId: string): Promise<VisitForm | null> {
    const found = await this.reads.one<Pick<VisitForm, 'serviceId' | 'serviceName' | 'officers' | 'actions' | 'intelligence'> & { procedure: Procedure }>(
      actor, form, [this.today, serviceId, panelCircle.filter((role) => role !== 'auditor')], { operation: 'visitForm', subjectKind: 'service', subjectId: serviceId },
    );
    if (found === null) return null;
    const { visitKinds, unannouncedVisits, restrictionReasons } = found.procedure;
    return { ...found, kinds: visitKinds, reactiveKinds: visitKinds.filter(({ reactive }) => reactive), unannouncedReactiveOnly: unannouncedVisits === 'reactiveOnly', reasons: restrictionReasons };
  }

  private get today(): string {
    return this.clock.today().toString();
  }
}

function wordsOf({ kind, faultReasons }: { kind: string; faultReasons: readonly string[] }, { visitKinds, restrictionReasons }: Procedure) {
  const words = (list: readonly { code: string; words: string }[], code: string): string => list.find((each) => each.code === code)?.words ?? code;
  return { kindWords: words(visitKinds, kind), faultWords: faultReasons.map((code) => words(restrictionReasons, code)) };
}

function inWords<Row extends { kind: string; faultReasons: readonly string[] }>(visit: Row, { serviceKind, procedure: content }: Here) {
  return { ...visit, ...wordsOf(visit, content), firstHand: firstHandKinds(content, serviceKind).includes(visit.kind) };
}
