import { Injectable } from '@nestjs/common';
import { missingStages, type Procedure, stepDownNeeds } from '../../../procedures/index.ts';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { stateToday } from '../../platform/workflow/state-path.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Stage } from './stage.entity.js';
import { StageNote } from './stage.entity.js';
import { type StageContext, type StageEvents, stageMachine } from './stage.machine.js';
import type { StatedStage } from './stage.requirements.js';

/** A service's stage, under its lock for the rest of the unit. */
export interface LockedStage {
  readonly id: string;
  readonly serviceId: string;
  readonly version: number;
  /** Without its sub-state. */
  readonly stage: 'routine' | 'enhancedProposed' | 'enhanced' | 'seriousConcernsProposed' | 'seriousConcerns' | 'closed';
  readonly since: string;
  readonly leadOfficerId: string | null;
  readonly reviewOn: string | null;
  readonly procedureId: string;
  /** The procedure the stage began under and keeps. */
  readonly procedure: Procedure;
}
/** Where an earlier record places a service, in its own words. */
export interface StatedPlace {
  readonly stage: StatedStage;
  readonly since: string;
  readonly leadOfficerId: string | null;
  readonly reviewOn: string;
  /** Who decided it, as that record states it. */
  readonly statedDecider: string;
  readonly reasons: string;
}
type Row = Omit<LockedStage, 'stage' | 'procedure'> & { readonly state: string; readonly machineVersion: number };
/** What a person filled in, without what the procedure says. */
export type Given<Event extends keyof StageEvents> = Omit<StageEvents[Event], 'missingStages' | 'needs' | 'panelsOnTrackNeeded'>;
export interface How {
  readonly decisionId?: string;
  /** The version the person saw; left out where the decision has a version of its own. */
  readonly version?: number;
}

// A service's row appears with its first step. Of two that come at once the second waits here, and then finds the first one's.
const addOnce = `
  insert into stages (council_id, id, service_id, since) values ($1, $2, $3, $4)
  on conflict (council_id, service_id) do nothing returning id`;
const lockStage = `
  select g.id, g.service_id as "serviceId", w.version, w.state, w.machine_version as "machineVersion", w.procedure_id as "procedureId", g.since::text as since,
    g.lead_officer_id as "leadOfficerId", g.review_on::text as "reviewOn"
  from stages g join workflows w on w.council_id = g.council_id and w.id = g.id
  where g.council_id = $1 and g.service_id = $2 for update of w`;
const serviceOf = 'select true as here from services where council_id = $1 and id = $2';
const writeStage = 'update stages set since = coalesce($3, since), lead_officer_id = $4, review_on = $5, from_earlier_records = $6 where council_id = $1 and service_id = $2';
const writePlace = 'update stages set since = $3, stated_decider = $4 where council_id = $1 and service_id = $2';
const writeLead = 'update stages set lead_officer_id = $3 where council_id = $1 and id = $2';
// Back where it stood before a proposal or an urgent escalation, it stands there since it first came.
const goBack = `
  update stages g set lead_officer_id = $4, review_on = $5, from_earlier_records = $6, since = coalesce((
    select (max(t.happened_at) at time zone 'Europe/London')::date from transitions t
    where t.council_id = $1 and t.workflow_id = g.id and t.to_state = $3 and t.from_state is distinct from t.to_state and t.event not in ('DECLINE', 'END_URGENT_ESCALATION')), g.since)
  where g.council_id = $1 and g.service_id = $2`;

/** The version of a stage that no step has moved yet: a page that saw none there says 0. */
const begun = 1;
/** Stages that are reviewed at every panel. */
const watched: readonly string[] = ['enhanced', 'seriousConcerns'];

/** The only writer of stages. Every call is part of its caller's unit of work, which gathers the facts; what the local procedure says is added here. */
@Injectable()
export class StagesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly procedures: ProceduresService,
  ) {}

  /** The stage of a service, locked; created at routine under `procedureId` where the service never had one. */
  async lock(serviceId: string, procedureId: string): Promise<LockedStage> {
    const { actor, at } = this.unit;
    const known = await this.lockOnly(serviceId);
    if (known !== undefined) return known;
    const id = newId();
    const added = await this.unit.query(addOnce, [actor.councilId, id, serviceId, londonDate(at).toString()]);
    if (added.length > 0) {
      await this.runner.start(stageMachine, { id, procedureId, serviceId, context: { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null } });
    }
    const stage = await this.lockOnly(serviceId);
    if (stage === undefined) throw new Error('A stage is there once it was added.');
    return stage;
  }

  /** As `lock`, under the procedure in force; undefined for a service that is nobody's here. */
  async lockOf(serviceId: string): Promise<LockedStage | undefined> {
    const [service] = await this.unit.query(serviceOf, [this.unit.actor.councilId, serviceId]);
    return service && this.lock(serviceId, (await this.procedures.current()).id);
  }

  /** For what is decided on a service without a step of its stage. @throws StaleVersion where its stage was moved after the page showed it */
  async mustBeAsSeen({ id, version }: LockedStage, seen: number): Promise<void> {
    if (version !== Math.max(seen, begun)) await this.runner.refuseStale(id);
  }

  private async lockOnly(serviceId: string): Promise<LockedStage | undefined> {
    const [row] = await this.unit.query<Row>(lockStage, [this.unit.actor.councilId, serviceId]);
    if (row === undefined) return undefined;
    const { state, machineVersion, ...stage } = row;
    const { content } = await this.procedures.of(row.procedureId);
    return { ...stage, stage: stateToday(stageMachine, machineVersion, state).split('.')[0] as LockedStage['stage'], procedure: content };
  }

  /** One step of a stage. The facts the procedure gives join those of the person. @throws TransitionRefused, StaleVersion */
  async send<Event extends keyof StageEvents & string>(stage: LockedStage, event: Event, given: Given<Event>, { decisionId, version }: How = {}): Promise<MovedCase<StageContext>> {
    const { procedure } = stage;
    const local = {
      missingStages: missingStages(procedure),
      ...(event.startsWith('STEP_DOWN') && { needs: stepDownNeeds(procedure, stage.stage as 'enhanced'), panelsOnTrackNeeded: procedure.timescales.panelsOnTrackToStepDown }),
    };
    const facts = { ...given, ...local } as unknown as StageEvents[Event];
    const moved = await this.runner.send(stageMachine, event, { id: stage.id, version: version === undefined ? 'latest' : Math.max(version, begun), facts, ...(decisionId !== undefined && { decisionId }) });
    const { actor, at } = this.unit;
    const { leadOfficerId, reviewOn } = moved.context;
    const earlier = isFromEarlierRecords(moved);
    // The row says what the machine remembers, for lists and papers.
    if (event === 'DECLINE' || event === 'END_URGENT_ESCALATION') this.unit.queue(goBack, [actor.councilId, stage.serviceId, moved.state, leadOfficerId, reviewOn, earlier]);
    else this.unit.queue(writeStage, [actor.councilId, stage.serviceId, moved.state.split('.')[0] === stage.stage ? null : londonDate(at).toString(), leadOfficerId, reviewOn, earlier]);
    return moved;
  }

  /** An earlier record places a service: by a step of its own kind, which claims no decision of ours (ADR 0030). @throws TransitionRefused */
  async bringIn(serviceId: string, place: StatedPlace): Promise<MovedCase<StageContext>> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    const { stage, since, leadOfficerId, reviewOn, statedDecider, reasons } = place;
    const locked = await this.lock(serviceId, (await this.procedures.current()).id);
    const event = stage === 'enhanced' ? 'BRING_IN_AT_ENHANCED' : 'BRING_IN_AT_SERIOUS_CONCERNS';
    const moved = await this.send(locked, event, { since, today, leadOfficerId, reviewOn, stepsHere: locked.version - begun });
    this.unit.queue(writePlace, [actor.councilId, serviceId, since, statedDecider]);
    const text = `The earlier record states: since ${dateInWords(since)}, decided by ${statedDecider}.\n\n${reasons}`;
    await this.unit.manager.insert(StageNote, {
      councilId: actor.councilId, id: newId(), serviceId, event, text, happenedOn: today, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    return moved;
  }

  /** D03: the panel's recommendation, or an officer, proposed enhanced monitoring; the decision starts it. */
  async startEnhanced(stage: LockedStage, recommendationId: string | null, given: Given<'START_ENHANCED'>, decisionId: string): Promise<void> {
    if (stage.stage === 'routine') await this.send(stage, 'SCREEN', { riskBand: null, recommendationId }, { decisionId });
    await this.send(stage, 'START_ENHANCED', given, { decisionId });
  }

  /** D04: the minuted recommendation proposes serious concerns, the decision invokes it. */
  async invokeSeriousConcerns(stage: LockedStage, given: Given<'INVOKE_SERIOUS_CONCERNS'>, decisionId: string): Promise<void> {
    if (stage.stage !== 'seriousConcernsProposed') {
      const { criteriaWithEvidence, recommendationId } = given;
      await this.send(stage, 'PROPOSE_SERIOUS_CONCERNS', { criteriaWithEvidence, recommendationId }, { decisionId });
    }
    await this.send(stage, 'INVOKE_SERIOUS_CONCERNS', given, { decisionId });
  }

  /** D16: one stage down from where it stands; where the procedure has no enhanced monitoring, from serious concerns to routine. */
  async stepDown(stage: LockedStage, given: Given<'STEP_DOWN_TO_ENHANCED'> & Given<'STEP_DOWN_TO_ROUTINE'>, decisionId: string): Promise<'enhanced' | 'routine'> {
    const to = steppingDownTo(stage);
    await this.send(stage, to === 'enhanced' ? 'STEP_DOWN_TO_ENHANCED' : 'STEP_DOWN_TO_ROUTINE', given, { decisionId });
    return to;
  }

  /** A recommendation of the panel proposes the stage it names, where the service stands below it and nothing is proposed yet. */
  async propose(serviceId: string, code: string, recommendationId: string, criteriaWithEvidence: number, procedureId: string): Promise<void> {
    if (code !== 'D03' && code !== 'D04') return;
    const stage = await this.lock(serviceId, procedureId);
    if (code === 'D03' && stage.stage === 'routine') await this.send(stage, 'SCREEN', { riskBand: null, recommendationId });
    if (code === 'D04' && ['routine', 'enhancedProposed', 'enhanced'].includes(stage.stage)) await this.send(stage, 'PROPOSE_SERIOUS_CONCERNS', { criteriaWithEvidence, recommendationId });
  }

  /** A proposal is decided against: back to where the service stood. Nothing to do where it is not proposed. */
  async decline(serviceId: string, code: string, given: Given<'DECLINE'>, decisionId: string): Promise<void> {
    const stage = await this.lockOnly(serviceId);
    const proposed = { D03: 'enhancedProposed', D04: 'seriousConcernsProposed' }[code];
    if (stage !== undefined && stage.stage === proposed) await this.send(stage, 'DECLINE', given, { decisionId });
  }

  /**
   * The panel has reviewed the service, which stays at its stage until the next review (D20). Nothing to do for one at routine
   * monitoring, or whose review is already set so; nor before evidence and safeguards are on record: the decision to continue placing then sets it.
   */
  async keep(serviceId: string, facts: StageEvents['CONTINUE']): Promise<void> {
    const stage = await this.lockOnly(serviceId);
    if (stage === undefined || !watched.includes(stage.stage) || stage.reviewOn === facts.reviewOn || !facts.evidenceGiven) return;
    await this.send(stage, 'CONTINUE', facts);
  }

  /**
   * R31: the service `from` is carried on by `to`, and its stage goes on there as the same case: its officer, its clocks and its steps. One that stands at routine
   * stays, for it has nothing to carry. Where `to` had a stage at routine of its own, the two change places.
   * @returns whether it went. @throws InvalidInput where a proposal waits, or both are watched
   */
  async passOn(from: string, to: string, field: string): Promise<boolean> {
    const { councilId } = this.unit.actor;
    const stage = await this.lockOnly(from);
    if (stage === undefined || stage.stage === 'routine') return false;
    const problem = (message: string): InvalidInput => new InvalidInput([{ field, message }]);
    if (stage.stage.endsWith('Proposed')) throw problem('A change of its stage is proposed: decide on the proposal first');
    const own = await this.lockOnly(to);
    if (own !== undefined && own.stage !== 'routine') throw problem('Both services have a stage above {routine}: step one of them down first');
    if (own !== undefined) await this.unit.query('delete from stages where council_id = $1 and id = $2', [councilId, own.id]);
    await this.unit.query('update stages set service_id = $3 where council_id = $1 and id = $2', [councilId, stage.id, to]);
    await this.runner.passTo(stageMachine, stage.id, to);
    if (own === undefined) return true;
    await this.unit.manager.insert(Stage, { councilId, id: own.id, serviceId: from, since: own.since, leadOfficerId: own.leadOfficerId, reviewOn: own.reviewOn });
    await this.runner.passTo(stageMachine, own.id, from);
    return true;
  }

  /** Another officer leads it; where it stands, and since when, stays. */
  async give(id: string, leadOfficerId: string): Promise<void> {
    await this.runner.send(stageMachine, 'HAND_OVER', { id, version: 'latest', facts: { leadOfficerId } });
    this.unit.queue(writeLead, [this.unit.actor.councilId, id, leadOfficerId]);
  }
}

/** Whether it stands where an earlier record placed it, also while a step from there is proposed. */
function isFromEarlierRecords({ state, context: { broughtIn, cameFrom } }: MovedCase<StageContext>): boolean {
  const stage = state.split('.')[0] ?? '';
  return broughtIn !== undefined && (stage === broughtIn || (stage.endsWith('Proposed') && cameFrom === broughtIn));
}

/** Where one step down leads from here. */
export function steppingDownTo({ stage, procedure }: Pick<LockedStage, 'stage' | 'procedure'>): 'enhanced' | 'routine' {
  return stage === 'seriousConcerns' && !missingStages(procedure).includes('enhanced') ? 'enhanced' : 'routine';
}
