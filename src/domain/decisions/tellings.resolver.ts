import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { DeferTellingInput, deferTellingInput, PlanTellingInput, planTellingInput, RecordToldInput, recordToldInput } from './telling.inputs.js';
import { Telling } from './telling.types.js';
import { Tellings } from './tellings.service.js';

const PlanTellingResult = mutationResult('PlanTelling');
const DeferTellingResult = mutationResult('DeferTelling');
const RecordToldResult = mutationResult('RecordTold');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class TellingsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly tellings: Tellings,
  ) {}

  @Query(() => Telling, { nullable: true, description: 'Telling people, families and advocates of one decision (R41); null where it tells nobody.' })
  telling(@Args('decisionId', { type: () => ID }) decisionId: string, @CurrentActor() actor: Actor): Promise<Telling | null> {
    return this.tellings.of(actor, decisionId);
  }

  @Mutation(() => PlanTellingResult, { description: 'Says who tells whom, and when (R41).' })
  planTelling(@Args('input') input: PlanTellingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'planTelling', input, planTellingInput, (valid) => this.tellings.plan(valid));
  }

  @Mutation(() => DeferTellingResult, { description: 'Says why people are not told yet, and when it is next considered (R41).' })
  deferTelling(@Args('input') input: DeferTellingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'deferTelling', input, deferTellingInput, (valid) => this.tellings.defer(valid));
  }

  @Mutation(() => RecordToldResult, { description: 'People, families and advocates were told (R41).' })
  recordTold(@Args('input') input: RecordToldInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordTold', input, recordToldInput, (valid) => this.tellings.told(valid));
  }
}
