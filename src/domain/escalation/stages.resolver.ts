import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  ArrangeEnhancedMonitoringInput, arrangeEnhancedMonitoringInput, ContinueEnquiriesInput, continueEnquiriesInput, HoldFindingsMeetingInput, holdFindingsMeetingInput,
  HoldInitialMeetingInput, holdInitialMeetingInput, MoveFindingsMeetingInput, moveFindingsMeetingInput, ProposeEnhancedMonitoringInput, proposeEnhancedMonitoringInput,
  RecordClosingCheckInput, recordClosingCheckInput, ReopenServiceInput, reopenServiceInput,
} from './stage.inputs.js';
import { StageForm } from './stage.types.js';
import { StageSteps } from './stage-steps.service.js';
import { StagesQueries } from './stages.queries.js';

const ProposeEnhancedMonitoringResult = mutationResult('ProposeEnhancedMonitoring');
const ReopenServiceResult = mutationResult('ReopenService');
const HoldInitialMeetingResult = mutationResult('HoldInitialMeeting');
const MoveFindingsMeetingResult = mutationResult('MoveFindingsMeeting');
const HoldFindingsMeetingResult = mutationResult('HoldFindingsMeeting');
const ContinueEnquiriesResult = mutationResult('ContinueEnquiries');
const ArrangeEnhancedMonitoringResult = mutationResult('ArrangeEnhancedMonitoring');
const RecordClosingCheckResult = mutationResult('RecordClosingCheck');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class StagesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly steps: StageSteps,
    private readonly queries: StagesQueries,
  ) {}

  @Query(() => StageForm, { nullable: true, description: 'The stage of a service with what its steps are taken with.' })
  stageForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<StageForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => ProposeEnhancedMonitoringResult, { description: 'An officer proposes enhanced monitoring; an authorised officer decides (D03).' })
  proposeEnhancedMonitoring(@Args('input') input: ProposeEnhancedMonitoringInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'proposeEnhancedMonitoring', input, proposeEnhancedMonitoringInput, (valid) => this.steps.propose(valid));
  }

  @Mutation(() => ReopenServiceResult, { description: 'New intelligence opens a closed case again, as a proposal of serious concerns.' })
  reopenService(@Args('input') input: ReopenServiceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'reopenService', input, reopenServiceInput, (valid) => this.steps.reopen(valid));
  }

  @Mutation(() => HoldInitialMeetingResult, { description: 'The initial meeting was held; enquiries and improvement begin.' })
  holdInitialMeeting(@Args('input') input: HoldInitialMeetingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'holdInitialMeeting', input, holdInitialMeetingInput, (valid) => this.steps.holdInitialMeeting(valid));
  }

  @Mutation(() => MoveFindingsMeetingResult, { description: 'The findings meeting is held on another day.' })
  moveFindingsMeeting(@Args('input') input: MoveFindingsMeetingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'moveFindingsMeeting', input, moveFindingsMeetingInput, (valid) => this.steps.moveFindings(valid));
  }

  @Mutation(() => HoldFindingsMeetingResult, { description: 'The findings meeting was held; the outcome is decided.' })
  holdFindingsMeeting(@Args('input') input: HoldFindingsMeetingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'holdFindingsMeeting', input, holdFindingsMeetingInput, (valid) => this.steps.holdFindings(valid));
  }

  @Mutation(() => ContinueEnquiriesResult, { description: 'After the findings, enquiries and improvement go on.' })
  continueEnquiries(@Args('input') input: ContinueEnquiriesInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'continueEnquiries', input, continueEnquiriesInput, (valid) => this.steps.continueEnquiries(valid));
  }

  @Mutation(() => ArrangeEnhancedMonitoringResult, { description: 'Enhanced monitoring as an arrangement inside serious concerns, where the procedure has it so.' })
  arrangeEnhancedMonitoring(@Args('input') input: ArrangeEnhancedMonitoringInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'arrangeEnhancedMonitoring', input, arrangeEnhancedMonitoringInput, (valid) => this.steps.arrangeEnhanced(valid));
  }

  @Mutation(() => RecordClosingCheckResult, { description: 'The first check after a case was closed.' })
  recordClosingCheck(@Args('input') input: RecordClosingCheckInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordClosingCheck', input, recordClosingCheckInput, (valid) => this.steps.recordClosingCheck(valid));
  }
}
