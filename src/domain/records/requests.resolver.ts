import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  AskRequesterInput, askRequesterInput, RecordInformationRequestInput, recordInformationRequestInput, RecordProviderConsultationInput, recordProviderConsultationInput, RecordRequesterAnswerInput,
  recordRequesterAnswerInput, RefuseInformationRequestInput, refuseInformationRequestInput, ReleaseDisclosureSetInput, releaseDisclosureSetInput, RequestReasonInput, requestReasonInput, RequestStepInput, requestStepInput,
} from './request.inputs.js';
import { DisclosableRecords, InformationRequestList, InformationRequestView } from './request.types.js';
import { RequestsQueries } from './requests.queries.js';
import { RequestsService } from './requests.service.js';

const RecordInformationRequestResult = mutationResult('RecordInformationRequest');
const StartGatheringResult = mutationResult('StartGathering');
const AskRequesterResult = mutationResult('AskRequester');
const RecordRequesterAnswerResult = mutationResult('RecordRequesterAnswer');
const ExtendInformationRequestResult = mutationResult('ExtendInformationRequest');
const RecordProviderConsultationResult = mutationResult('RecordProviderConsultation');
const ReleaseDisclosureSetResult = mutationResult('ReleaseDisclosureSet');
const RefuseInformationRequestResult = mutationResult('RefuseInformationRequest');
const WithdrawInformationRequestResult = mutationResult('WithdrawInformationRequest');

@Resolver()
export class RequestsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly requests: RequestsService,
    private readonly queries: RequestsQueries,
  ) {}

  @Query(() => InformationRequestList, { description: 'Requests for information: those to answer first, the soonest first.' })
  informationRequests(@Args('page', { type: () => Int, defaultValue: 1 }) page: number, @CurrentActor() actor: Actor): Promise<InformationRequestList> {
    return this.queries.list(actor, page);
  }

  @Query(() => InformationRequestView, { nullable: true })
  informationRequest(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<InformationRequestView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => DisclosableRecords, { nullable: true, description: 'Records that may be copied into the set of a request; nothing before a service is named.' })
  disclosableRecords(
    @Args('id', { type: () => ID }) id: string,
    @Args('serviceIds', { type: () => [ID] }) serviceIds: string[],
    @Args('kinds', { type: () => [String], nullable: true }) kinds: string[] | null,
    @Args('from', { type: () => String, nullable: true }) from: string | null,
    @Args('to', { type: () => String, nullable: true }) to: string | null,
    @Args('ofNoService', { type: () => Boolean, defaultValue: false, description: 'Also what is of no service: a place that was not listed, notes of a forum.' }) ofNoService: boolean,
    @CurrentActor() actor: Actor,
  ): Promise<DisclosableRecords | null> {
    return this.queries.records(actor, id, { ofNoService, serviceIds, kinds: kinds ?? [], from: parseDay(from ?? ''), to: parseDay(to ?? '') });
  }

  @Mutation(() => RecordInformationRequestResult, { description: 'A request for information came.' })
  recordInformationRequest(@Args('input') input: RecordInformationRequestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordInformationRequest', input, recordInformationRequestInput, (valid) => this.requests.record(valid));
  }

  @Mutation(() => StartGatheringResult)
  startGathering(@Args('input') input: RequestStepInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'startGathering', input, requestStepInput, (valid) => this.requests.startGathering(valid));
  }

  @Mutation(() => AskRequesterResult, { description: 'Clarification or proof of identity is asked for: the clock stands until the answer.' })
  askRequester(@Args('input') input: AskRequesterInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'askRequester', input, askRequesterInput, (valid) => this.requests.ask(valid));
  }

  @Mutation(() => RecordRequesterAnswerResult, { description: 'The requester answered: the clock runs again.' })
  recordRequesterAnswer(@Args('input') input: RecordRequesterAnswerInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordRequesterAnswer', input, recordRequesterAnswerInput, (valid) => this.requests.answered(valid));
  }

  @Mutation(() => ExtendInformationRequestResult, { description: 'A complex subject access request is given two months more.' })
  extendInformationRequest(@Args('input') input: RequestReasonInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'extendInformationRequest', input, requestReasonInput, (valid) => this.requests.extend(valid));
  }

  @Mutation(() => RecordProviderConsultationResult, { description: 'A provider the set is about was consulted (case 12).' })
  recordProviderConsultation(@Args('input') input: RecordProviderConsultationInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordProviderConsultation', input, recordProviderConsultationInput, (valid) => this.requests.consult(valid));
  }

  @Mutation(() => ReleaseDisclosureSetResult, { description: 'The approved set was sent: when and how.' })
  releaseDisclosureSet(@Args('input') input: ReleaseDisclosureSetInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'releaseDisclosureSet', input, releaseDisclosureSetInput, (valid) => this.requests.release(valid));
  }

  @Mutation(() => RefuseInformationRequestResult)
  refuseInformationRequest(@Args('input') input: RefuseInformationRequestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'refuseInformationRequest', input, refuseInformationRequestInput, (valid) => this.requests.refuse(valid));
  }

  @Mutation(() => WithdrawInformationRequestResult)
  withdrawInformationRequest(@Args('input') input: RequestReasonInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'withdrawInformationRequest', input, requestReasonInput, (valid) => this.requests.withdraw(valid));
  }
}
