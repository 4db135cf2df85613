import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  ListPersonInput, listPersonInput, RecordFunderAnswerInput, recordFunderAnswerInput, RecordFunderRequestInput, recordFunderRequestInput, RecordPersonReviewInput, recordPersonReviewInput,
} from './people-list.inputs.js';
import { PeopleListQueries } from './people-list.queries.js';
import { PeopleList } from './people-list.types.js';
import { PeopleLists } from './people-lists.service.js';

const ListPersonResult = mutationResult('ListPerson');
const RecordPersonReviewResult = mutationResult('RecordPersonReview');
const RecordFunderRequestResult = mutationResult('RecordFunderRequest');
const RecordFunderAnswerResult = mutationResult('RecordFunderAnswer');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class PeopleListResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly lists: PeopleLists,
    private readonly queries: PeopleListQueries,
  ) {}

  @Query(() => PeopleList, { nullable: true, description: 'The people using a service who are reviewed because they may not be safe (R08); null for a service of nobody here.' })
  peopleList(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<PeopleList | null> {
    return this.queries.of(actor, serviceId);
  }

  @Mutation(() => ListPersonResult, { description: 'Adds somebody to the list, by case reference alone (R08).' })
  listPerson(@Args('input') input: ListPersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'listPerson', input, listPersonInput, (valid) => this.lists.add(valid));
  }

  @Mutation(() => RecordPersonReviewResult, { description: 'Somebody’s review is done, or a self-funder answered the offer of one (R08).' })
  recordPersonReview(@Args('input') input: RecordPersonReviewInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordPersonReview', input, recordPersonReviewInput, (valid) => this.lists.review(valid));
  }

  @Mutation(() => RecordFunderRequestResult, { description: 'Another funder was asked to review the people it pays for (R08).' })
  recordFunderRequest(@Args('input') input: RecordFunderRequestInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordFunderRequest', input, recordFunderRequestInput, (valid) => this.lists.ask(valid));
  }

  @Mutation(() => RecordFunderAnswerResult, { description: 'Another funder answered (R08).' })
  recordFunderAnswer(@Args('input') input: RecordFunderAnswerInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordFunderAnswer', input, recordFunderAnswerInput, (valid) => this.lists.answer(valid));
  }
}
