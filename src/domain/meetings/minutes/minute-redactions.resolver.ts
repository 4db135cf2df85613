import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { RedactMinutesInput, redactMinutesInput } from './minute-redactions.inputs.js';
import { MinuteRedactionsQueries, MinuteRedactionsView, RedactedMinutes } from './minute-redactions.queries.js';
import { MinuteRedactions } from './minute-redactions.service.js';

const RedactMinutesResult = mutationResult('RedactMinutes');

/** The door to redacted copies of minutes. */
@Resolver()
export class MinuteRedactionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly redactions: MinuteRedactions,
    private readonly queries: MinuteRedactionsQueries,
  ) {}

  @Query(() => MinuteRedactionsView, { nullable: true, description: 'What a redacted copy of minutes is made of, and the copies that were made.' })
  minuteRedactions(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MinuteRedactionsView | null> {
    return this.queries.of(actor, id);
  }

  @Query(() => RedactedMinutes, { nullable: true, description: 'One redacted copy as it was made, for the officers who keep it.' })
  redactedMinutes(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<RedactedMinutes | null> {
    return this.queries.one(actor, id);
  }

  @Mutation(() => RedactMinutesResult, { description: 'Makes a copy of approved minutes with parts left out; where what is left is no fair and coherent record, a summary instead.' })
  redactMinutes(@Args('input') input: RedactMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'redactMinutes', input, redactMinutesInput, (valid) => this.redactions.make(valid));
  }
}
