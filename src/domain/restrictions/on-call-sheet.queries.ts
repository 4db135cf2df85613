import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { effectiveRule, type LiveRestriction } from './effective-rule.js';
import type { OnCallService, OnCallSheet } from './on-call-sheet.types.js';
import { liveRestrictionsJson, liveStates } from './placing.queries.js';

const live = liveStates.map((state) => `'${state}'`).join(', ');
// Restrictions and stages alone: no intelligence is even read.
const sheet = statement(`
  select coalesce(json_agg(json_build_object('serviceId', s.id, 'name', case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end, 'phone', l.phone,
    'stage', coalesce(gw.state, 'routine'), 'restrictions', ${liveRestrictionsJson},
    'lead', (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = g.council_id and m.id = g.lead_officer_id),
    'granted', (select coalesce(json_agg(e.reference || ': case ' || e.case_reference order by e.decided_at, e.id), '[]') from placing_exceptions e
      join workflows ew on ew.council_id = e.council_id and ew.id = e.restriction_id and ew.state in (${live})
      where e.council_id = s.council_id and e.service_id = s.id and e.outcome = 'granted')) order by lower(l.name), s.id), '[]') as result
  from services s join register_locations l on l.id = s.location_id
  left join stages g on g.council_id = s.council_id and g.service_id = s.id
  left join workflows gw on gw.council_id = g.council_id and gw.id = g.id
  where split_part(gw.state, '.', 1) = 'seriousConcerns'
    or s.id in (select x.service_id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id where x.council_id = current_council() and w.state in (${live}))`);

interface Row {
  readonly serviceId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly stage: string;
  readonly restrictions: readonly LiveRestriction[];
  readonly lead: string | null;
  readonly granted: readonly string[];
}

const dos = [
  'Read the rule before you place anybody, and ring the service before they travel.',
  'Ask the on-call director for an exception before you place against a rule.',
  'Record every placement made against a rule the same night, under Placing.',
  'Ring 999 where somebody is in danger now, and then the on-call director.',
];
const donts = [
  'Do not place first and ask afterwards.',
  'Do not tell the service, a family or anybody who asks why it is restricted: give them the number of the council.',
  'Do not move people who live there without the on-call director.',
  'Do not rely on a sheet of another day, or on what the service says the rule is.',
];

/** The on-call sheet: every service with a restriction or at serious concerns, as it stands now. */
@Injectable()
export class OnCallSheetQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async sheet(actor: Actor): Promise<OnCallSheet> {
    const rows = (await this.reads.one<Row[]>(actor, sheet, [], { operation: 'onCallSheet', subjectKind: 'restriction' })) ?? [];
    return { asAt: this.clock.now().toString(), services: rows.map(inWords), dos, donts };
  }
}

function inWords({ serviceId, name, phone, stage, restrictions, lead, granted }: Row): OnCallService {
  const { sentence, barred } = effectiveRule(restrictions);
  return {
    serviceId, name, rule: sentence, bars: barred.map(({ what }) => what), seriousConcerns: /^seriousConcerns(\.|$)/.test(stage), exceptions: granted,
    contacts: [phone === null ? 'The service: no number is in the register' : `The service: ${phone}`, ...(lead === null ? [] : [`Lead officer: ${lead}`]), 'The on-call director, by the council’s switchboard'],
  };
}
