import { Injectable } from '@nestjs/common';
import { authorityFor, type DecisionAbout, gradeFor, handlingOf, mayDecide, type Procedure, riskBand, type Timescales } from '../../../procedures/index.ts';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { AuthorityExceeded, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { DecidingFacts, HearingFacts } from '../councils/deciding.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { firstHandChecksSince, type MadeVisit, visitsMade } from '../assurance/first-hand.js';
import type { CriterionMet } from '../escalation/criteria.js';
import { ownService } from '../providers/run-by.js';
import { lineOf } from '../providers/service-line.js';
import { isOpenOn } from '../representations/representations.queries.js';
import type { Proposal } from './recommendation.types.js';

/** What the records say about a recommendation and its service at the moment of deciding. */
export interface Gathered {
  readonly code: string;
  readonly serviceId: string;
  readonly criteria: readonly CriterionMet[];
  readonly proposal: Proposal;
  readonly leadOfficerId: string | null;
  readonly chairedOrSigned: readonly string[];
  readonly toldOfIt: boolean;
  /** Whether the decider belongs to the agency that runs the provider (case 18). */
  readonly deciderRunsService: boolean;
  readonly openWindows: number;
  /** Points of representations received and not answered yet, each as people name it. */
  readonly unanswered: readonly { readonly id: string; readonly name: string }[];
  readonly unverifiedMustDoActions: number;
  readonly openActions: number;
  readonly liveFullStops: number;
  readonly liveRestrictions: number;
  readonly liveNotices: number;
  /** Proposed or under way: not withdrawn, taken back or complete. */
  readonly openTerminations: number;
  /** Lodged and not heard, withdrawn or out of time (R11). */
  readonly openAppeals: number;
  readonly liveSafeguardingEnquiries: number;
  /** Panels in a row, the latest first, whose minutes found it on track since its stage began. */
  readonly panelsOnTrack: number;
  readonly visits: readonly MadeVisit[];
  readonly serviceKind: string;
  readonly risk: { readonly likelihood: number; readonly impact: number } | null;
  readonly procedure: Procedure;
  readonly procedureId: string;
}

/** As the statement answers it: without the procedure. */
export type Found = Omit<Gathered, 'procedure' | 'procedureId'>;

/** Roles of the council's own officers: those who may be named to lead a service's work or to chair its meetings. */
export const officerRoles = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'] as const;
const officersNamed = `
  select id from memberships where council_id = $1 and id = any ($2::uuid[]) and role = any ($4::text[]) and person_id is not null
    and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)`;


const liveCases = (machine: string, which = 'true'): string => `(select count(*)::int from ${machine}s x join workflows w on w.council_id = x.council_id and w.id = x.id
    where x.council_id = $1 and x.service_id = s.id and ${which} and w.state in ('decided', 'inForce', 'underReview', 'phasedLift'))`;
// R31: what was found at a service that this one carries on counts here too.
const line = lineOf('s.id');
/** Facts of a service `s` that any decision about it looks at, whatever of them the officer may read (R19, R21). $1 council, $3 today. */
const ofService = `
  'serviceId', s.id,
  'deciderRunsService', ${ownService('s.provider_id', '$3::date')},
  'leadOfficerId', (select g.lead_officer_id from stages g where g.council_id = $1 and g.service_id = s.id),
  'openWindows', (select count(*)::int from representations p join workflows w on w.council_id = p.council_id and w.id = p.id
    where p.council_id = $1 and p.service_id = s.id and w.state = 'windowOpen' and ${isOpenOn('p', '$3::date')})
    + (select count(*)::int from hearing_requests h join workflows w on w.council_id = h.council_id and w.id = h.id where h.council_id = $1 and h.service_id = s.id and w.state = 'asked')
    + (select count(distinct p.id)::int from disclosure_packs k join representations p on p.council_id = k.council_id and p.id = k.representation_id join workflows w on w.council_id = p.council_id and w.id = p.id
      where k.council_id = $1 and k.service_id = s.id and k.drop_reason is null
        and (k.served_at is null or (w.state = 'received' and k.served_at > p.received_at and ${isOpenOn('p', '$3::date')}))),
  'unanswered', (select coalesce(json_agg(json_build_object('id', q.id, 'name', 'point ' || q.number || ' of ' || p.reference) order by p.reference, q.number), '[]')
    from representations p join workflows w on w.council_id = p.council_id and w.id = p.id join representation_points q on q.council_id = p.council_id and q.representation_id = p.id
    where p.council_id = $1 and p.service_id = s.id and w.state = 'received' and not exists (select from point_answers a where a.council_id = q.council_id and a.point_id = q.id)),
  'unverifiedMustDoActions', (select count(*)::int from standing_actions() a where a.service_id in ${line} and a.must_do),
  'openActions', (select count(*)::int from standing_actions() a where a.service_id in ${line}),
  'liveFullStops', ${liveCases('restriction', `x.kind = 'fullStop'`)}, 'liveRestrictions', ${liveCases('restriction')},
  'liveNotices', (select count(*)::int from workflows w where w.council_id = $1 and w.service_id = s.id and w.machine = 'notice' and w.state not in ('remedied', 'withdrawn', 'concluded', 'notIssued')),
  'openTerminations', (select count(*)::int from terminations t where t.council_id = $1 and t.service_id = s.id and t.ended_on is null),
  'openAppeals', (select count(*)::int from appeals a join workflows w on w.council_id = a.council_id and w.id = a.id where a.council_id = $1 and a.service_id = s.id and w.state in ('groundsAwaited', 'toBeHeard')),
  'liveSafeguardingEnquiries', (select count(*)::int from intelligence i join workflows w on w.council_id = i.council_id and w.id = i.id
    where i.council_id = $1 and i.service_id in ${line} and w.state = 'linkToS42'),
  'panelsOnTrack', panels_on_track(s.id), 'visits', ${visitsMade('s.id')},
  'serviceKind', (select l.kind from register_locations l where l.id = s.location_id),
  'risk', (select json_build_object('likelihood', k.likelihood, 'impact', k.impact) from service_line(s.id) f cross join last_risk(f.service_id) k order by f.service_id = s.id desc limit 1)`;

const ofRecommendation = `
  select json_build_object('code', r.code, 'criteria', r.criteria, 'proposal', r.proposal,
    'chairedOrSigned', (select coalesce(json_agg(m.person_id), '[]') from memberships m where m.council_id = $1 and m.id in (r.chaired_by, r.signed_by)),
    'toldOfIt', exists (select from representations p where p.council_id = $1 and p.service_id = r.service_id and p.told_on <= $3::date
      and (p.recommendation_id = r.id or (p.recommendation_id is null and p.decision_id is null))),
    ${ofService}) as found
  from recommendations r join services s on s.council_id = r.council_id and s.id = r.service_id
  where r.council_id = $1 and r.id = $2`;
// A restriction stands on the recommendation its own decision answered: whoever made that does not confirm it either (R39).
const ofRestriction = `
  select json_build_object('code', 'D08', 'criteria', '[]'::json, 'proposal', '{}'::json, 'toldOfIt', true,
    'chairedOrSigned', (select coalesce(json_agg(m.person_id), '[]') from decisions d
      join recommendations r on r.council_id = d.council_id and r.id = d.recommendation_id
      join memberships m on m.council_id = r.council_id and m.id in (r.chaired_by, r.signed_by)
      where d.council_id = $1 and d.id = x.decision_id),
    ${ofService}) as found
  from restrictions x join services s on s.council_id = x.council_id and s.id = x.service_id
  where x.council_id = $1 and x.id = $2`;

/** A decision that rests on no recommendation of a panel: an urgent escalation, an officer's proposal, closing. */
const ofServiceAlone = `
  select json_build_object('code', '', 'criteria', '[]'::json, 'proposal', '{}'::json, 'toldOfIt', false, 'chairedOrSigned', '[]'::json, ${ofService}) as found
  from services s where s.council_id = $1 and s.id = $2`;
// More time or withdrawal rests on no recommendation (D11): nobody chaired or signed it.
const ofNotice = `
  select json_build_object('code', 'D11', 'criteria', '[]'::json, 'proposal', '{}'::json, 'toldOfIt', true, 'chairedOrSigned', '[]'::json, ${ofService}) as found
  from notices n join services s on s.council_id = n.council_id and s.id = n.service_id
  where n.council_id = $1 and n.id = $2`;

/** Of a termination: whoever chaired or signed the newest recommendation to end a contract here does not decide it (R39). */
const ofTermination = `
  select json_build_object('code', 'D14', 'criteria', '[]'::json, 'proposal', '{}'::json, 'toldOfIt', true,
    'chairedOrSigned', (select coalesce(json_agg(m.person_id), '[]') from memberships m
      join (select r.chaired_by, r.signed_by from recommendations r where r.council_id = $1 and r.service_id = t.service_id and r.code = 'D14' order by r.made_at desc, r.id limit 1) r on m.id in (r.chaired_by, r.signed_by)
      where m.council_id = $1),
    ${ofService}) as found
  from terminations t join services s on s.council_id = t.council_id and s.id = t.service_id
  where t.council_id = $1 and t.id = $2`;

const ranks: Record<number, string> = {
  1: 'an officer', 2: 'a manager', 3: 'a Head of Service', 4: 'an Assistant Director', 5: 'the Director of Adult Social Services',
};

/** Gathers the facts of a decision once the case is locked, and knows who may take it (R01, R39). */
@Injectable()
export class DecidingFactsReader {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
  ) {}

  /** What the records say of a recommendation; `gathered` makes it whole. @throws NotFound */
  ofRecommendation(id: string): Promise<Found> {
    return this.find(ofRecommendation, id, 'recommendation');
  }

  async forRestriction(id: string, procedureId: string): Promise<Gathered> {
    return this.gathered(await this.find(ofRestriction, id, 'restriction'), procedureId);
  }

  async forService(serviceId: string, procedureId: string): Promise<Gathered> {
    return this.gathered(await this.find(ofServiceAlone, serviceId, 'service'), procedureId);
  }

  async forNotice(id: string, procedureId: string): Promise<Gathered> {
    return this.gathered(await this.find(ofNotice, id, 'notice'), procedureId);
  }

  async forTermination(id: string, procedureId: string): Promise<Gathered> {
    return this.gathered(await this.find(ofTermination, id, 'termination'), procedureId);
  }

  /** As what a decision of today is handled where nobody chooses. */
  async handling(): Promise<ReturnType<typeof handlingOf>> {
    return handlingOf((await this.procedures.current()).content);
  }

  /** With the procedure that the case began under. */
  async gathered(found: Found, procedureId: string): Promise<Gathered> {
    const { content } = await this.procedures.of(procedureId);
    return { ...found, procedure: content, procedureId };
  }

  /** @throws AuthorityExceeded naming who may, when the decision is above the officer's rank and not delegated to them. */
  mustHaveAuthority({ procedure }: Pick<Gathered, 'procedure'>, code: string, about?: DecisionAbout): void {
    if (!mayDecide(procedure, code, this.unit.actor, about)) throw new AuthorityExceeded(limitOf(procedure, code, about));
  }

  /** The authority relied on, as the decision keeps it. */
  authority({ procedure }: Pick<Gathered, 'procedure'>, code: string, about?: DecisionAbout): string {
    const { personName, jobTitle } = this.unit.actor;
    return `${limitOf(procedure, code, about)} Decided by ${personName}, ${jobTitle}. ${procedure.title}.`;
  }

  /** @throws InvalidInput at the field of everybody named who is no officer of this council today. */
  async mustBeOfficers(named: Readonly<Record<string, string>>): Promise<void> {
    const { actor, at } = this.unit;
    const found = await this.unit.query<{ id: string }>(officersNamed, [actor.councilId, Object.values(named), londonDate(at).toString(), officerRoles]);
    const fields = Object.entries(named).filter(([, id]) => !found.some((officer) => officer.id === id)).map(([field]) => ({ field, message: 'Choose an officer from the list' }));
    if (fields.length > 0) throw new InvalidInput(fields);
  }

  deciding({ chairedOrSigned }: Gathered, { emergency = false, authorised = true }: { emergency?: boolean; authorised?: boolean } = {}): DecidingFacts {
    const { membershipId, personId, grade } = this.unit.actor;
    return {
      decidedBy: membershipId, deciderIsAuthorised: authorised, deciderGrade: grade,
      deciderChairedOrSigned: personId === null || chairedOrSigned.includes(personId),
      emergencyReasonGiven: emergency, reasonsGiven: true,
    };
  }

  hearing({ openWindows, unanswered }: Gathered, answered: readonly string[], notHeardReason: string | undefined): HearingFacts {
    const left = unanswered.filter(({ id }) => !answered.includes(id));
    return { openWindows, notHeardReasonGiven: notHeardReason !== undefined, unansweredRepresentations: left.length, unansweredPoints: left.map(({ name }) => name) };
  }

  openRedRisks({ procedure, risk }: Gathered): number {
    const band = risk === null ? 'green' : riskBand(procedure, risk.likelihood, risk.impact);
    return band === 'red' || band === 'critical' ? 1 : 0;
  }

  /** First-hand checks since the stage began, of kinds the procedure lists for this kind of service (statechart A). */
  firstHandChecks({ procedure, serviceKind, visits }: Gathered, since: string): MadeVisit[] {
    return firstHandChecksSince(procedure, serviceKind, visits, since);
  }

  private async find(text: string, id: string, what: string): Promise<Found> {
    const { actor, at } = this.unit;
    const [row] = await this.unit.query<{ found: Found }>(text, [actor.councilId, id, londonDate(at).toString()]);
    if (row === undefined) throw new NotFound(what);
    return row.found;
  }
}

/** Who decides this, as a sentence: "Place a restriction: an Assistant Director or an officer of higher rank, or a deputy named for it." */
export function limitOf(procedure: Procedure, code: string, about?: DecisionAbout): string {
  const { words, namedDeputy } = authorityFor(procedure, code);
  const grade = gradeFor(procedure, code, about);
  const rank = ranks[grade] ?? `rank ${grade}`;
  return `${words}: ${rank}${grade < 5 ? ' or an officer of higher rank' : ''}${namedDeputy ? ', or a deputy named for it' : ''}.`;
}

/** The last day for the fresh decision, from the day of this one (R03, R04); null after representation. */
export function confirmationDue(timescales: Timescales, wayIn: 'afterRepresentation' | 'precautionary' | 'emergency', today: Temporal.PlainDate): string | null {
  if (wayIn === 'afterRepresentation') return null;
  return addWorkingDays(today, wayIn === 'emergency' ? timescales.emergencyConfirmWorkingDays : timescales.precautionaryConfirmWorkingDays).toString();
}
