import { Injectable } from '@nestjs/common';
import type { RestrictionKindKey } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { TransitionRefused } from '../../platform/graphql/refusals.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { unmetSentence } from '../../platform/workflow/decide.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { hasAnsweredEveryRepresentation, keepsIndependence, needsIndependence } from '../councils/deciding.js';
import { StagesService } from '../escalation/stages.service.js';
import { ownService, runnerOf } from '../providers/run-by.js';
import { PointsService } from '../representations/points.service.js';
import { DecidingFactsReader, type Found, type Gathered } from './deciding-facts.js';
import { DecisionDates } from './decision-dates.js';
import type { DecisionWords } from './decision.inputs.js';
import { recommendationMachine } from './recommendation.machine.js';
import type { DecidableCode } from './recommendation.types.js';
import { Tellings } from './tellings.service.js';

/** What one kind of decision brings about, for its record. */
export interface Effect {
  readonly restrictionId?: string;
  readonly noticeId?: string;
  readonly terminationId?: string;
  readonly reviewOn?: string | null;
  readonly informingPeople?: string | null;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly outcome?: 'approved' | 'approvedWithConditions' | 'declined';
}
/** What an officer writes of a decision; a small one gives its reasons alone. */
export interface Written extends Partial<Omit<DecisionWords, 'id' | 'version' | 'reasons'>> {
  readonly reasons: string;
}
/** How one kind of decision is decided on its recommendation. */
export interface Deciding {
  readonly code: DecidableCode;
  /** The kind of restriction, where the rank needed depends on it. */
  readonly kind?: RestrictionKindKey;
  readonly emergency?: boolean;
  /** Carries it out, once the recommendation is answered; a refusal rolls everything back. */
  readonly effect: (gathered: Gathered, decisionId: string) => Promise<Effect>;
}
/** A decision as it is filed. */
interface Filed extends Effect {
  readonly id: string;
  readonly code: string;
  readonly recommendationId: string | null;
  readonly serviceId: string;
  readonly authority: string;
  readonly outcomeWord: 'approved' | 'approvedWithConditions' | 'declined';
}

const addDecision = `
  insert into decisions (council_id, id, reference, recommendation_id, service_id, restriction_id, code, outcome, reasons, authority, options_considered,
    provider_position, effect_on_people, informing_people, review_on, terms, decided_by, decided_at, recorded_at, proportionality, equality_note, notice_id, termination_id, independence, confidentiality, run_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17, $18, $18, $19, $20, $21, $22, $23, $24,
    (select ${runnerOf('s.provider_id', '$25::date')} from services s where s.council_id = $1 and s.id = $5))`;
/** Whether the agency of whoever decides runs the service. $1 council, $2 service, $3 today. */
const isOwn = `select ${ownService('s.provider_id', '$3::date')} as own from services s where s.council_id = $1 and s.id = $2`;
/** Points a provider made on what is decided on, or on its proposal, that no decision has answered. $1 council; of what is decided on, one is given. */
const leftUnanswered = `
  select distinct 'point ' || q.number || ' of ' || p.reference as name, p.reference, q.number
  from decisions d join representations p on p.council_id = d.council_id and (p.decision_id = d.id or p.recommendation_id = d.recommendation_id)
  join workflows w on w.council_id = p.council_id and w.id = p.id and w.state = 'received'
  join representation_points q on q.council_id = p.council_id and q.representation_id = p.id
  where d.council_id = $1 and (d.restriction_id = $2 or d.notice_id = $3 or d.termination_id = $4) and not exists (select from point_answers a where a.council_id = q.council_id and a.point_id = q.id)
  order by p.reference, q.number`;

/**
 * The only writer of decisions. One press is one unit of work: the recommendation is locked and its version checked, facts are
 * gathered, the machines say whether it may be, and the decision, its effect, its deadlines and its news stand together or not at all.
 */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly tellings: Tellings,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly facts: DecidingFactsReader,
    private readonly points: PointsService,
    private readonly stages: StagesService,
    private readonly dates: DecisionDates,
  ) {}

  /** Decides as recommended. @throws AuthorityExceeded (R01), TransitionRefused with every unmet requirement, StaleVersion, NotFound. */
  async decide(words: DecisionWords, { code, kind, emergency = false, effect }: Deciding): Promise<Outcome> {
    const decisionId = newId();
    const gathered = await this.answer(words, code, 'DECIDE', decisionId, { emergency, ...(kind !== undefined && { kind }) });
    const made = await effect(gathered, decisionId);
    const outcomeWord = made.outcome ?? 'approved';
    return this.file(words, { ...made, id: decisionId, code, recommendationId: words.id, serviceId: gathered.serviceId, authority: this.facts.authority(gathered, code, kind), outcomeWord });
  }

  /** Decides against what is recommended. It takes the rank that the decision itself would. */
  async decline(words: DecisionWords): Promise<Outcome> {
    const decisionId = newId();
    const gathered = await this.answer(words, null, 'DECLINE', decisionId, {});
    const authority = this.facts.authority(gathered, gathered.code);
    await this.stages.decline(gathered.serviceId, gathered.code, this.facts.deciding(gathered), decisionId);
    return this.file(words, { terms: {}, id: decisionId, code: gathered.code, recommendationId: words.id, serviceId: gathered.serviceId, authority, outcomeWord: 'declined' });
  }

  /** Files a decision that rests on no recommendation of its own: a fresh one on what waits to be confirmed, one on an officer's proposal, an urgent one. */
  async fileAlone(words: DecisionWords, decision: Omit<Filed, 'recommendationId' | 'outcomeWord'>): Promise<Outcome> {
    await this.mustKeepIndependence(words, decision);
    const filed = await this.file(words, { ...decision, recommendationId: null, outcomeWord: decision.outcome ?? 'approved' });
    // A decision on an appeal answers the arguments of the appeal.
    if (decision.code !== 'D19') await this.mustHaveAnswered(decision);
    return filed;
  }

  /** Files a decision that an officer records on a service: nothing is recommended, nobody is answered, and no letter follows by itself. */
  async record(words: Written, decision: Omit<Filed, 'recommendationId' | 'outcomeWord'>): Promise<Outcome> {
    await this.mustKeepIndependence(words, decision);
    return this.insert(words, { ...decision, recommendationId: null, outcomeWord: 'approved' });
  }

  /** Of what no recommendation asks for, as its machine does of one (case 18). @throws TransitionRefused */
  private async mustKeepIndependence({ independence }: Pick<Written, 'independence'>, { code, serviceId, terms }: Pick<Filed, 'code' | 'serviceId' | 'terms'>): Promise<void> {
    const inEmergency = terms['wayIn'] === 'emergency' || (code === 'D18' && terms['emergencyRisk'] != null);
    if (independence !== undefined || inEmergency || !needsIndependence.includes(code)) return;
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ own: boolean }>(isOwn, [actor.councilId, serviceId, londonDate(at).toString()]);
    if (found?.own === true) throw new TransitionRefused({ from: code, event: 'DECIDE', unmet: [{ requirement: 'keepsIndependence', sentence: keepsIndependence.sentence }] });
  }

  /** What the provider said on the restriction, notice or termination before it is decided on again (R05). @throws TransitionRefused naming each point left */
  private async mustHaveAnswered({ code, restrictionId, noticeId, terminationId }: Pick<Filed, 'code' | 'restrictionId' | 'noticeId' | 'terminationId'>): Promise<void> {
    const left = await this.unit.query<{ name: string }>(leftUnanswered, [this.unit.actor.councilId, restrictionId ?? null, noticeId ?? null, terminationId ?? null]);
    if (left.length === 0) return;
    const sentence = unmetSentence(hasAnsweredEveryRepresentation.sentence, left.map(({ name }) => name));
    throw new TransitionRefused({ from: code, event: 'DECIDE', unmet: [{ requirement: 'hasAnsweredEveryRepresentation', sentence }] });
  }

  private async answer(words: DecisionWords, code: DecidableCode | null, event: 'DECIDE' | 'DECLINE', decisionId: string, how: { emergency?: boolean; kind?: RestrictionKindKey }): Promise<Gathered> {
    let gathered: Gathered | undefined;
    let found: Promise<Found> | undefined;
    await this.runner.send(recommendationMachine, event, {
      id: words.id,
      version: words.version,
      decisionId,
      read: () => {
        found = this.facts.ofRecommendation(words.id);
        // Where the lock is refused, nobody asks for them.
        found.catch(() => undefined);
      },
      facts: async ({ procedureId, state }) => {
        gathered = await this.facts.gathered(await (found ?? this.facts.ofRecommendation(words.id)), procedureId);
        if (code !== null && gathered.code !== code) throw new TransitionRefused({ from: state, event: code, unmet: [{ requirement: 'isRecommended', sentence: 'The panel recommended another decision here: decide that one, or decline it.' }] });
        this.facts.mustHaveAuthority(gathered, gathered.code, how.kind);
        const answered = words.answers.map(({ pointId }) => pointId);
        return {
          ...this.facts.deciding(gathered, { emergency: how.emergency ?? false }), deciderRunsService: gathered.deciderRunsService, independenceGiven: words.independence !== undefined, ...this.facts.hearing(gathered, answered, words.notHeardReason),
          decisionId, deciderPersonId: this.unit.actor.personId,
        };
      },
    });
    if (gathered === undefined) throw new Error('A decided recommendation has its facts.');
    return gathered;
  }

  private async file(words: DecisionWords, decision: Filed): Promise<Outcome> {
    const { id, serviceId, restrictionId, noticeId, terminationId } = decision;
    await this.points.answer(serviceId, id, words.answers);
    const filed = await this.insert(words, decision);
    await this.jobs.publish('decisionMade', { decisionId: id, serviceId, ...(restrictionId !== undefined && { restrictionId }), ...(noticeId !== undefined && { noticeId }), ...(terminationId !== undefined && { terminationId }) });
    return filed;
  }

  private async insert(words: Written, decision: Filed): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { id, code, serviceId, restrictionId = null, noticeId = null, terminationId = null, recommendationId, outcomeWord: outcome, authority, reviewOn = null, informingPeople = null } = decision;
    const { reasons, optionsConsidered = null, providerPosition = null, effectOnPeople = null, proportionality = null, equalityNote = null, independence = null } = words;
    const { notHeardReason = null, letterParagraph = null, answers = [] } = words;
    const reference = await this.unit.reference('DEC');
    const confidentiality = words.confidentiality ?? (await this.facts.handling()).confidentiality;
    const terms = { ...decision.terms, notHeardReason, letterParagraph, answers };
    this.unit.queue(addDecision, [
      actor.councilId, id, reference, recommendationId, serviceId, restrictionId, code, outcome, reasons, authority, optionsConsidered, providerPosition,
      effectOnPeople, informingPeople, reviewOn, JSON.stringify(terms), actor.membershipId, at.toString(), proportionality, equalityNote, noticeId, terminationId,
      independence, confidentiality, londonDate(at).toString(),
    ]);
    if (informingPeople !== null) await this.tellings.open(id, serviceId);
    await this.dates.follow(decision, reference);
    await this.trail.record({ subjectKind: 'decision', subjectId: id, action: 'decisionMade', after: { reference, code, outcome, recommendationId, restrictionId, noticeId, terminationId, serviceId, reviewOn, confidentiality } });
    return { id, version: 1, reference };
  }
}
