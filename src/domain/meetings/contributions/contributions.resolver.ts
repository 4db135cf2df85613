import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { meetingStep } from '../meeting.inputs.js';
import {
  AnswerProposalInput, answerProposalInput, CallForItemsInput, callForItemsInput, ContributeInput, contributeInput, ProposeItemInput, proposeItemInput, RemindSilentInput, ReturnNothingInput, returnNothingInput,
} from './contribution.inputs.js';
import { ContributionView, MeetingContributions } from './contribution.types.js';
import { ContributionsQueries } from './contributions.queries.js';
import { ContributionsService } from './contributions.service.js';
import { ProposalsService } from './proposals.service.js';

const CallForItemsResult = mutationResult('CallForItems');
const RemindSilentResult = mutationResult('RemindSilent');
const ContributeResult = mutationResult('Contribute');
const ReturnNothingResult = mutationResult('ReturnNothing');
const ProposeItemResult = mutationResult('ProposeItem');
const AnswerProposalResult = mutationResult('AnswerProposal');

/** The door to what comes before a meeting: the call, what members bring, what they propose. */
@Resolver()
export class ContributionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly contributions: ContributionsService,
    private readonly proposals: ProposalsService,
    private readonly queries: ContributionsQueries,
  ) {}

  @Query(() => MeetingContributions, { nullable: true, description: 'A meeting before it is held: the call for items, your form, what was brought and proposed.' })
  meetingContributions(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MeetingContributions | null> {
    return this.queries.of(actor, id);
  }

  @Query(() => [ContributionView], { description: 'What was brought about the service of an item, as far as it is for you (R21, R22).' })
  itemContributions(
    @Args('itemId', { type: () => ID }) itemId: string,
    @Args('projected', { type: () => Boolean, nullable: true, description: 'For a screen in the room: nothing that is handled with a caveat or not for everybody there.' }) projected: boolean | null,
    @CurrentActor() actor: Actor,
  ): Promise<readonly ContributionView[]> {
    return this.queries.ofItem(actor, itemId, projected === true);
  }

  @Mutation(() => CallForItemsResult, { description: 'Asks the members what they bring, by a closing date; they are told by mail, and the silent are reminded.' })
  callForItems(@Args('input') input: CallForItemsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'callForItems', input, callForItemsInput, (valid) => this.contributions.call(valid));
  }

  @Mutation(() => RemindSilentResult, { description: 'Asks those again who have returned nothing, not even a nil return.' })
  remindSilent(@Args('input') input: RemindSilentInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'remindSilent', input, meetingStep, (valid) => this.contributions.remind(valid));
  }

  @Mutation(() => ContributeResult, { description: 'What your agency brings about one service, or a correction of it. It says nothing of whether you come (R36).' })
  contribute(@Args('input') input: ContributeInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'contribute', input, contributeInput, (valid) => this.contributions.contribute(valid));
  }

  @Mutation(() => ReturnNothingResult, { description: 'A nil return, for one service or for every one you have not answered. It says nothing of whether you come (R36).' })
  returnNothing(@Args('input') input: ReturnNothingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'returnNothing', input, returnNothingInput, (valid) => this.contributions.returnNothing(valid));
  }

  @Mutation(() => ProposeItemResult, { description: 'Proposes an item for the agenda; whoever makes it answers, and you read why.' })
  proposeItem(@Args('input') input: ProposeItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'proposeItem', input, proposeItemInput, (valid) => this.proposals.propose(valid));
  }

  @Mutation(() => AnswerProposalResult, { description: 'Takes a proposed item onto the agenda, or declines it with the reason.' })
  answerProposal(@Args('input') input: AnswerProposalInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'answerProposal', input, answerProposalInput, (valid) => this.proposals.answer(valid));
  }
}
