import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  RecordRepresentationInput, recordRepresentationInput, SubmitRepresentationInput, submitRepresentationInput, TellProviderInput, tellProviderInput,
} from './representation.inputs.js';
import { AnswerHearingRequestInput, answerHearingRequestInput, AskAboutHearingInput, askAboutHearingInput } from './hearing-request.inputs.js';
import { HearingRequestsService } from './hearing-requests.service.js';
import { RecordPointsInput, recordPointsInput } from './points.inputs.js';
import { PointsService } from './points.service.js';
import { OwnRepresentation, RepresentationView } from './representation.types.js';
import { RepresentationsQueries } from './representations.queries.js';
import { RepresentationsService } from './representations.service.js';

const TellProviderResult = mutationResult('TellProvider');
const SubmitRepresentationResult = mutationResult('SubmitRepresentation');
const RecordRepresentationResult = mutationResult('RecordRepresentation');
const RecordPointsResult = mutationResult('RecordPoints');
const AskAboutHearingResult = mutationResult('AskAboutHearing');
const AnswerHearingRequestResult = mutationResult('AnswerHearingRequest');

@Resolver()
export class RepresentationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly representations: RepresentationsService,
    private readonly requests: HearingRequestsService,
    private readonly points: PointsService,
    private readonly queries: RepresentationsQueries,
  ) {}

  @Query(() => RepresentationView, { nullable: true })
  representation(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<RepresentationView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => [OwnRepresentation], { description: 'The chances to answer of the signed-in provider.' })
  myRepresentations(@CurrentActor() actor: Actor): Promise<OwnRepresentation[]> {
    return this.queries.own(actor);
  }

  @Mutation(() => TellProviderResult, { description: 'Records that the provider was told what is proposed, and opens its window to answer (R04, R32).' })
  tellProvider(@Args('input') input: TellProviderInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'tellProvider', input, tellProviderInput, (valid) => this.representations.tell(valid));
  }

  @Mutation(() => SubmitRepresentationResult, { description: 'The provider answers. Always accepted, also after the window (R11).' })
  submitRepresentation(@Args('input') input: SubmitRepresentationInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'submitRepresentation', input, submitRepresentationInput, (valid) => this.representations.submit(valid));
  }

  @Mutation(() => RecordRepresentationResult, { description: 'Records a representation that came on paper or by mail.' })
  recordRepresentation(@Args('input') input: RecordRepresentationInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordRepresentation', input, recordRepresentationInput, (valid) => this.representations.record(valid));
  }

  @Mutation(() => RecordPointsResult, { description: 'Parts what a provider said into points, each in its own words; a decision answers every one (R05).' })
  recordPoints(@Args('input') input: RecordPointsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordPoints', input, recordPointsInput, (valid) => this.points.record(valid));
  }

  @Mutation(() => AskAboutHearingResult, { description: 'A provider asks for more time, to bring somebody or to put a meeting off.' })
  askAboutHearing(@Args('input') input: AskAboutHearingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'askAboutHearing', input, askAboutHearingInput, (valid) => this.requests.ask(valid));
  }

  @Mutation(() => AnswerHearingRequestResult, { description: 'What a provider asked is granted or refused, with reasons; more time moves its last day (R04).' })
  answerHearingRequest(@Args('input') input: AnswerHearingRequestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'answerHearingRequest', input, answerHearingRequestInput, (valid) => this.requests.answer(valid));
  }
}
