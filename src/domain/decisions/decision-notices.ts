import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mayDecide, type Procedure } from '../../../procedures/index.ts';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { directorsToday } from '../people/directors.js';
import { separateDecider } from './recommendation.machine.js';
import type { PersonThen, Proposal } from './recommendation.types.js';

/** A decision that is asked of somebody: who of the officers may take it depends on this alone. */
export interface Asked {
  readonly reference: string;
  readonly code: string;
  readonly kind: Proposal['restrictionKind'] | null;
  readonly procedure: Procedure;
  /** People who chaired the item or signed the recommendation (R39). */
  readonly tookPart: readonly string[];
  /** Memberships out of the item (R21). */
  readonly excluded: readonly Pick<PersonThen, 'membershipId'>[];
  /** Of a restriction to be lifted: the rank that imposed it (D09). */
  readonly imposedGrade: number | null;
}
export interface Officer {
  readonly id: string;
  readonly personId: string;
  readonly grade: number;
  readonly delegatedDecisions: readonly string[];
}

export const officersInForce = `
  select id, person_id as "personId", grade, delegated_decisions as "delegatedDecisions" from memberships
  where council_id = $1 and role = 'authorisedOfficer' and person_id is not null and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)
  order by grade desc, id`;

const tookPart = `(select coalesce(json_agg(m.person_id), '[]') from memberships m where m.council_id = c.council_id and m.id in (c.chaired_by, c.signed_by))`;
/** What a recommendation asks. $1 council. */
export const asked = `
  select c.reference, c.code, c.proposal->>'restrictionKind' as kind, p.content as procedure, ${tookPart} as "tookPart", c.excluded,
         (select (xw.context->>'decidedGrade')::int from workflows xw where xw.council_id = c.council_id and xw.id::text = c.proposal->>'restrictionId') as "imposedGrade"
  from recommendations c join workflows w on w.council_id = c.council_id and w.id = c.id
  join procedures p on p.council_id = w.council_id and p.id = w.procedure_id
  where c.council_id = $1 and w.state = 'awaitingDecision'`;
const ofRecommendation = `${asked} and c.id = $2`;
/** Every decision that waits on what this provider says about its service: recommendations, and restrictions to be confirmed. */
const onRepresentation = `
  ${asked} and c.service_id = (select service_id from representations where council_id = $1 and id = $2)
  union all
  select x.reference, 'D08', x.kind, p.content, coalesce((select ${tookPart} from decisions d join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id
           where d.council_id = x.council_id and d.id = x.decision_id), '[]'), '[]', null
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  join procedures p on p.council_id = w.council_id and p.id = w.procedure_id
  where x.council_id = $1 and x.confirm_by is not null and x.service_id = (select service_id from representations where council_id = $1 and id = $2)`;
// Where nothing waits, it is for whoever made the decision it answers, in whatever office they are now.
const ofDecision = `
  select r.reference, (select m.person_id from decisions d join memberships m on m.council_id = d.council_id and m.id = d.decided_by
    where d.council_id = r.council_id and d.id = r.decision_id) as decider
  from representations r where r.council_id = $1 and r.id = $2`;

/** The decision that answered a recommendation, and who made it, in whatever office they are now. */
const answering = `
  select d.reference, d.id as "decisionId", m.person_id as decider from decisions d join memberships m on m.council_id = d.council_id and m.id = d.decided_by
  where d.council_id = $1 and d.recommendation_id = $2`;

// Who asked for it: whoever proposed a stage, or signed the recommendation of one (statechart A).
const proposer = `
  select d.reference, coalesce((select p.proposed_by from stage_proposals p where p.council_id = d.council_id and p.decision_id = d.id), c.signed_by) as "proposedBy"
  from decisions d left join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id
  where d.council_id = $1 and d.id = $2 and d.code in ('D03', 'D04')`;

// A restriction one officer placed alone, while it waits to be confirmed: the news may be late. Whoever placed it knows.
const placedAlone = `
  select x.id, x.reference, d.decided_by as "decidedBy" from decisions d join restrictions x on x.council_id = d.council_id and x.id = d.restriction_id and x.confirm_by is not null
  where d.council_id = $1 and d.id = $2 and d.code = 'D08' and d.recommendation_id is null and d.terms ->> 'wayIn' = 'emergency'`;

/** Mail to the officers who may decide: a reference and a sign-in link, once each; nothing of service, provider or sanction. */
@Injectable()
export class DecisionNotices implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('recommendationMade', 'decisions.recommendationMade', (event) => this.recommended(event));
    this.jobs.subscribe('representationReceived', 'decisions.representationReceived', (event) => this.answered(event));
    this.jobs.subscribe('interestFoundLate', 'decisions.interestFoundLate', (event) => this.interestFoundLate(event));
    this.jobs.subscribe('decisionMade', 'decisions.proposalDecided', (event) => this.proposalDecided(event));
    this.jobs.subscribe('decisionMade', 'decisions.restrictedAlone', (event) => this.restrictedAlone(event));
  }

  /** Whoever proposed a stage learns what was decided, and why where they read it. */
  private async proposalDecided({ ids, eventId }: DomainEvent): Promise<void> {
    const id = ids['decisionId'] ?? '';
    const [found] = await this.unit.query<{ reference: string; proposedBy: string | null }>(proposer, [this.unit.actor.councilId, id]);
    if (found === undefined || found.proposedBy === null) return;
    await this.mail.queue({
      dedupeKey: `proposal-decided:${eventId}:${found.proposedBy}`,
      toMembershipId: found.proposedBy,
      subject: `What you proposed has been decided: reference ${found.reference}`,
      lines: [`An authorised officer has decided on what you proposed: reference ${found.reference}.`, `Sign in to read the decision and its reasons:\n${this.mail.link(`/decisions/made/${id}`)}`],
    });
  }

  /** R03: an emergency restriction outside a meeting goes to the DASS at once. */
  private async restrictedAlone({ ids, eventId }: DomainEvent): Promise<void> {
    const { actor, at } = this.unit;
    const [placed] = await this.unit.query<{ id: string; reference: string; decidedBy: string }>(placedAlone, [actor.councilId, ids['decisionId']]);
    if (placed === undefined) return;
    const directors = await this.unit.query<{ id: string }>(directorsToday, [actor.councilId, londonDate(at).toString()]);
    for (const { id } of directors.filter((director) => director.id !== placed.decidedBy)) {
      await this.mail.queue({
        dedupeKey: `restricted-alone:${eventId}:${id}`,
        toMembershipId: id,
        subject: `A decision made in an emergency: reference ${placed.reference}`,
        lines: [`An officer decided alone, in an emergency and outside a meeting: reference ${placed.reference}. An officer senior to them confirms, changes or ends it by the next working day.`, `Sign in to read it:\n${this.mail.link(`/restrictions/${placed.id}`)}`],
      });
    }
  }

  private async recommended({ ids, eventId }: DomainEvent): Promise<void> {
    const id = ids['recommendationId'] ?? '';
    // Decided meanwhile, it waits for nobody.
    const [found] = await this.unit.query<Asked>(ofRecommendation, [this.unit.actor.councilId, id]);
    if (found === undefined) return;
    for (const officer of onePerPerson((await this.officers()).filter((one) => mayAnswer(one, found)))) {
      await this.mail.queue({
        dedupeKey: `recommendation-made:${eventId}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `A recommendation waits for you: reference ${found.reference}`,
        lines: [`A meeting has made a recommendation that you may decide: reference ${found.reference}.`, `Sign in to read it, and by when it is to be decided:\n${this.mail.link(`/decisions/${id}`)}`],
      });
    }
  }

  /** R21: who may still decide it, or has, learns that somebody took part who should not have. */
  private async interestFoundLate({ ids, eventId }: DomainEvent): Promise<void> {
    const id = ids['recommendationId'] ?? '';
    const { councilId } = this.unit.actor;
    const [waits] = await this.unit.query<Asked>(ofRecommendation, [councilId, id]);
    const [made] = await this.unit.query<{ reference: string; decider: string; decisionId: string }>(answering, [councilId, id]);
    const officers = (await this.officers()).filter((one) => (waits === undefined ? one.personId === made?.decider : mayAnswer(one, waits)));
    const reference = waits?.reference ?? made?.reference ?? '';
    for (const officer of onePerPerson(officers)) {
      await this.mail.queue({
        dedupeKey: `interest-found-late:${eventId}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `An interest came out after a recommendation: reference ${reference}`,
        lines: [`Somebody took part in a recommendation whose interest in it came out later: reference ${reference}. The panel looks at it again without them.`, `Sign in to read it:\n${this.mail.link(made === undefined ? `/decisions/${id}` : `/decisions/made/${made.decisionId}`)}`],
      });
    }
  }

  private async answered({ ids, eventId }: DomainEvent): Promise<void> {
    const id = ids['representationId'] ?? '';
    const { councilId } = this.unit.actor;
    const [representation] = await this.unit.query<{ reference: string; decider: string | null }>(ofDecision, [councilId, id]);
    if (representation === undefined) throw new Error('There is no such representation.');
    const waiting = await this.unit.query<Asked>(onRepresentation, [councilId, id]);
    const officers = await this.officers();
    const concerned = waiting.length > 0 ? officers.filter((one) => waiting.some((decision) => mayAnswer(one, decision))) : officers.filter(({ personId }) => personId === representation.decider);
    for (const officer of onePerPerson(concerned)) {
      await this.mail.queue({
        dedupeKey: `representation-received:${eventId}:${officer.id}`,
        toMembershipId: officer.id,
        subject: `A representation has been received: reference ${representation.reference}`,
        lines: [`A representation has been received, to be weighed in what you decide: reference ${representation.reference}.`, `Sign in to read it:\n${this.mail.link(`/representations/${id}`)}`],
      });
    }
  }

  private officers(): Promise<Officer[]> {
    return this.unit.query<Officer>(officersInForce, [this.unit.actor.councilId, londonDate(this.unit.at).toString()]);
  }
}

/** R01, D09, R21, R39. */
export function mayAnswer(officer: Officer, { code, kind, procedure, tookPart, excluded, imposedGrade }: Asked): boolean {
  return mayDecide(procedure, code, officer, kind ?? undefined) && (imposedGrade === null || officer.grade >= imposedGrade)
    && !excluded.some(({ membershipId }) => membershipId === officer.id) && !(separateDecider.includes(code) && tookPart.includes(officer.personId));
}

/** Somebody who holds two offices reads it once, in the higher. */
export function onePerPerson(officers: readonly Officer[]): Officer[] {
  return [...new Map(officers.toReversed().map((officer) => [officer.personId, officer])).values()];
}
