import { Injectable } from '@nestjs/common';
import { mayDecide, type Procedure } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { type RestrictionScope, whatItBars } from '../restrictions/effective-rule.js';
import { formerRisk, newestRisk, riskOfLine } from '../risk/risk-of-line.js';
import { liveStates } from '../restrictions/placing.queries.js';
import type { CouncilKind, RestrictionKind } from '../restrictions/restriction.requirements.js';
import { confirmationDue, limitOf } from './deciding-facts.js';
import { councilKinds } from './decisions.queries.js';
import type { UrgentRestrictionForm } from './urgent-restriction.types.js';

// $1 the service, $2 today, $3 states in which a restriction stands.
const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name,
    'version', coalesce((select w.version from stages g join workflows w on w.council_id = g.council_id and w.id = g.id where g.council_id = s.council_id and g.service_id = s.id), 0),
    'procedure', (select p.content from procedures p where p.council_id = s.council_id and p.effective_from <= $2::date order by p.effective_from desc, p.version desc limit 1),
    'riskAssessments', (select coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'assessedOn', k.assessed_on, 'formerly', ${formerRisk('s.id')}) order by ${newestRisk('s.id')}), '[]') from ${riskOfLine('s.id')}),
    'standing', (select coalesce(json_agg(json_build_object('id', x.id, 'reference', x.reference, 'kind', x.kind, 'scope', x.scope) order by x.reference), '[]')
      from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id where x.council_id = s.council_id and x.service_id = s.id and w.state = any ($3))) as result
  from services s join register_locations l on l.id = s.location_id where s.id = $1`);
type Found = Pick<UrgentRestrictionForm, 'serviceId' | 'serviceName' | 'version' | 'riskAssessments'> & {
  readonly procedure: Procedure;
  readonly standing: readonly { id: string; reference: string; kind: RestrictionKind; scope: RestrictionScope }[];
};

/** What one officer needs before deciding alone that placements are restricted. */
@Injectable()
export class UrgentRestrictionQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** Null for a service that is not seen. */
  async form(actor: Actor, serviceId: string): Promise<UrgentRestrictionForm | null> {
    const today = this.clock.today();
    const found = await this.reads.one<Found>(actor, form, [serviceId, today.toString(), liveStates], { operation: 'urgentRestrictionForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null) return null;
    const { procedure, standing, ...service } = found;
    const { timescales } = procedure;
    return {
      ...service, limit: `${limitOf(procedure, 'D18')} ${limitOf(procedure, 'D08')}`, reasonChoices: procedure.restrictionReasons,
      kindChoices: mayDecide(procedure, 'D18', actor) ? councilKinds(procedure).filter(({ code }) => mayDecide(procedure, 'D08', actor, code as CouncilKind)) : [],
      standing: standing.map(({ id, reference, ...bars }) => ({ id, reference, what: whatItBars(bars) })),
      today: today.toString(), firstReviewBy: today.add({ days: timescales.restrictionFirstReviewDays }).toString(),
      confirmBy: confirmationDue(timescales, 'emergency', today) ?? today.toString(), letterBy: addWorkingDays(today, timescales.letterNextWorkingDays).toString(),
    };
  }
}
