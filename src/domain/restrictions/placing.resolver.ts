import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { PlacementAlerts } from './placement-alerts.js';
import { PlacingExceptions } from './placing-exceptions.service.js';
import { PlacingRecordQueries } from './placing-record.queries.js';
import {
  AcknowledgeAlertInput, acknowledgeAlertInput, AskForExceptionInput, askForExceptionInput, DecideExceptionInput, decideExceptionInput, RecordPlacementAgainstInput, recordPlacementInput,
} from './placing.inputs.js';
import { RecordRefusalInput, recordRefusalInput } from './refusals.inputs.js';
import { RefusalsQueries } from './refusals.queries.js';
import { RefusalsService } from './refusals.service.js';
import { RefusalList } from './refusals.types.js';
import { AlertToAcknowledge, RestrictionPlacing } from './placing.types.js';

const AcknowledgeAlertResult = mutationResult('AcknowledgeAlert');
const AskForExceptionResult = mutationResult('AskForException');
const DecideExceptionResult = mutationResult('DecideException');
const RecordPlacementAgainstResult = mutationResult('RecordPlacementAgainst');
const RecordRefusalResult = mutationResult('RecordRefusal');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class PlacingResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly alerts: PlacementAlerts,
    private readonly exceptions: PlacingExceptions,
    private readonly records: PlacingRecordQueries,
    private readonly refusals: RefusalsService,
    private readonly refused: RefusalsQueries,
  ) {}

  @Query(() => [AlertToAcknowledge], { description: 'Alerts on placing that wait for whoever asks, the oldest first (R40).' })
  alertsToAcknowledge(@CurrentActor() actor: Actor): Promise<readonly AlertToAcknowledge[]> {
    return this.records.waiting(actor);
  }

  @Query(() => RestrictionPlacing, { nullable: true, description: 'Alerts, exceptions and placements against one restriction (R40).' })
  restrictionPlacing(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<RestrictionPlacing | null> {
    return this.records.of(actor, id);
  }

  @Query(() => RefusalList, { description: 'Placements that the provider refused or a restriction barred, the newest first.' })
  placingRefusals(@Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null, @Args('page', { type: () => Int, defaultValue: 1 }) page: number, @CurrentActor() actor: Actor): Promise<RefusalList> {
    return this.refused.list(actor, serviceId, page);
  }

  @Mutation(() => RecordRefusalResult, { description: 'Records that nobody was placed: the provider refused, or a restriction barred it.' })
  recordRefusal(@Args('input') input: RecordRefusalInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordRefusal', input, recordRefusalInput, (valid) => this.refusals.record(valid));
  }

  @Mutation(() => AcknowledgeAlertResult, { description: 'Whoever was alerted has read it (R40).' })
  acknowledgeAlert(@Args('input') input: AcknowledgeAlertInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'acknowledgeAlert', input, acknowledgeAlertInput, (valid) => this.alerts.acknowledge(valid));
  }

  @Mutation(() => AskForExceptionResult, { description: 'Asks for an exception to a restriction, before anybody is placed (R40).' })
  askForException(@Args('input') input: AskForExceptionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'askForException', input, askForExceptionInput, (valid) => this.exceptions.ask(valid));
  }

  @Mutation(() => DecideExceptionResult, { description: 'Grants or refuses an exception, with reasons (R40).' })
  decideException(@Args('input') input: DecideExceptionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideException', input, decideExceptionInput, (valid) => this.exceptions.decide(valid));
  }

  @Mutation(() => RecordPlacementAgainstResult, { description: 'Records a placement that was made against a restriction; the next panel hears of it (R40).' })
  recordPlacementAgainst(@Args('input') input: RecordPlacementAgainstInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordPlacementAgainst', input, recordPlacementInput, (valid) => this.exceptions.recordPlacement(valid));
  }
}
