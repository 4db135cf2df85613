import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { AttendanceService } from './attendance.service.js';
import {
  AcceptConfidentialityInput, ownPart, RecordAttendanceInput, recordAttendanceInput,
} from '../meeting.inputs.js';
import {
  DeclareInterestInput, declareInterestInput, RecordItemActionInput, recordItemActionInput, recordRecommendationInput, RecordRecommendationInput, RuleOnInterestInput, ruleOnInterestInput, SaveItemRecordInput, saveItemRecordInput, takeItemInput, TakeItemInput,
} from './session.inputs.js';
import { SessionsService } from './sessions.service.js';

const RecordAttendanceResult = mutationResult('RecordAttendance');
const AcceptConfidentialityResult = mutationResult('AcceptConfidentiality');
const DeclareInterestResult = mutationResult('DeclareInterest');
const RuleOnInterestResult = mutationResult('RuleOnInterest');
const TakeItemResult = mutationResult('TakeItem');
const SaveItemRecordResult = mutationResult('SaveItemRecord');
const RecordRecommendationResult = mutationResult('RecordRecommendation');
const RecordItemActionResult = mutationResult('RecordItemAction');

/** The door to a meeting in session, and to a member’s own part in it. */
@Resolver()
export class SessionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly attendance: AttendanceService,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => RecordAttendanceResult, { description: 'Who is present, who sent a deputy or apologies, who has left; quorum follows (R20).' })
  recordAttendance(@Args('input') input: RecordAttendanceInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordAttendance', input, recordAttendanceInput, (valid) => this.attendance.record(valid));
  }

  @Mutation(() => AcceptConfidentialityResult, { description: 'You accept the confidentiality statement of the meeting.' })
  acceptConfidentiality(@Args('input') input: AcceptConfidentialityInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'acceptConfidentiality', input, ownPart, (valid) => this.attendance.acceptConfidentiality(valid));
  }

  @Mutation(() => DeclareInterestResult, { description: 'Declares your own interest in one item.' })
  declareInterest(@Args('input') input: DeclareInterestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'declareInterest', input, declareInterestInput, (valid) => this.attendance.declare(valid));
  }

  @Mutation(() => RuleOnInterestResult, { description: 'The chair’s ruling: stay, speak then leave, or leave (R21).' })
  ruleOnInterest(@Args('input') input: RuleOnInterestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'ruleOnInterest', input, ruleOnInterestInput, (valid) => this.attendance.rule(valid));
  }

  @Mutation(() => TakeItemResult, { description: 'Marks an item as taken.' })
  takeItem(@Args('input') input: TakeItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'takeItem', input, takeItemInput, (valid) => this.sessions.take(valid));
  }

  @Mutation(() => SaveItemRecordResult, { description: 'Writes the record of an item, which is then taken.' })
  saveItemRecord(@Args('input') input: SaveItemRecordInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'saveItemRecord', input, saveItemRecordInput, (valid) => this.sessions.save(valid));
  }

  @Mutation(() => RecordRecommendationResult, { description: 'What the panel recommends, with quorum, those present, exclusions and differing views as at this moment (R20, R24).' })
  recordRecommendation(@Args('input') input: RecordRecommendationInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordRecommendation', input, recordRecommendationInput, (valid) => this.sessions.recommend(valid));
  }

  @Mutation(() => RecordItemActionResult, { description: 'Opens an action agreed on an item.' })
  recordItemAction(@Args('input') input: RecordItemActionInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordItemAction', input, recordItemActionInput(this.clock.today()), (valid) => this.sessions.act(valid));
  }
}
