import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import {
  AnswerInWritingInput, answerInWritingInput, CloseWrittenProcedureInput, closeWrittenProcedureInput, EndWrittenProcedureInput, endWrittenProcedureInput, PutInWritingInput, putInWritingInput,
  RecommendInWritingInput, recommendInWritingInput, WithdrawWrittenProcedureInput, withdrawWrittenProcedureInput,
} from './written-procedure.inputs.js';
import { WrittenProcedureForm, WrittenProcedureList, WrittenProcedureView } from './written-procedure.types.js';
import { WrittenProceduresQueries } from './written-procedures.queries.js';
import { WrittenProcedures } from './written-procedures.service.js';

const PutInWritingResult = mutationResult('PutInWriting');
const AnswerInWritingResult = mutationResult('AnswerInWriting');
const CloseWrittenProcedureResult = mutationResult('CloseWrittenProcedure');
const RecommendInWritingResult = mutationResult('RecommendInWriting');
const EndWrittenProcedureResult = mutationResult('EndWrittenProcedure');
const WithdrawWrittenProcedureResult = mutationResult('WithdrawWrittenProcedure');

/** The door to questions put to the panel in writing. */
@Resolver()
export class WrittenProceduresResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: WrittenProcedures,
    private readonly queries: WrittenProceduresQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => WrittenProcedureList, { description: 'Questions put to the panel in writing, newest first.' })
  writtenProcedures(@Args('page', { type: () => Int, nullable: true }) page: number | null, @CurrentActor() actor: Actor): Promise<WrittenProcedureList> {
    return this.queries.list(actor, page);
  }

  @Query(() => WrittenProcedureView, { nullable: true, description: 'One question, with the answers so far; without them for whoever has an interest in it (R21).' })
  writtenProcedure(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<WrittenProcedureView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => WrittenProcedureForm, { nullable: true, description: 'What the form for a question about this service starts from.' })
  writtenProcedureForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<WrittenProcedureForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => PutInWritingResult, { description: 'Puts one question about one service to the panel in writing; members are told by mail.' })
  putInWriting(@Args('input') input: PutInWritingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'putInWriting', input, putInWritingInput(this.clock.today()), (valid) => this.service.put(valid));
  }

  @Mutation(() => AnswerInWritingResult, { description: 'Your own answer: agree, differ with words, or an interest (R21).' })
  answerInWriting(@Args('input') input: AnswerInWritingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'answerInWriting', input, answerInWritingInput, (valid) => this.service.answer(valid));
  }

  @Mutation(() => CloseWrittenProcedureResult, { description: 'Closes the question before its day, once everybody has answered.' })
  closeWrittenProcedure(@Args('input') input: CloseWrittenProcedureInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'closeWrittenProcedure', input, closeWrittenProcedureInput, (valid) => this.service.close(valid));
  }

  @Mutation(() => RecommendInWritingResult, { description: 'Records what the panel recommends on a closed question, with its quorum and differing views (R20, R24).' })
  recommendInWriting(@Args('input') input: RecommendInWritingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recommendInWriting', input, recommendInWritingInput, (valid) => this.service.recommend(valid));
  }

  @Mutation(() => EndWrittenProcedureResult, { description: 'Ends a closed question without a recommendation.' })
  endWrittenProcedure(@Args('input') input: EndWrittenProcedureInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'endWrittenProcedure', input, endWrittenProcedureInput, (valid) => this.service.endWithout(valid));
  }

  @Mutation(() => WithdrawWrittenProcedureResult, { description: 'Withdraws a question.' })
  withdrawWrittenProcedure(@Args('input') input: WithdrawWrittenProcedureInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'withdrawWrittenProcedure', input, withdrawWrittenProcedureInput, (valid) => this.service.withdraw(valid));
  }
}
