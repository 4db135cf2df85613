import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { TriageQueries } from './triage.queries.js';
import { TriageService } from './triage.service.js';
import { settleAtTriageInput, SettleAtTriageInput, TriageMeeting } from './triage.types.js';

const SettleAtTriageResult = mutationResult('SettleAtTriage');

/** The door to a triage meeting. */
@Resolver()
export class TriageResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly triage: TriageService,
    private readonly queries: TriageQueries,
  ) {}

  @Query(() => TriageMeeting, { description: 'The log as a triage meeting takes it: what waits, what is in hand, themes, and what came of it since a day.' })
  triageMeeting(
    @Args('since', { type: () => String, nullable: true, description: 'From which day on, day first.' }) since: string | null,
    @CurrentActor() actor: Actor,
  ): Promise<TriageMeeting> {
    return this.queries.meeting(actor, since);
  }

  @Mutation(() => SettleAtTriageResult, { description: 'Puts a triaged record to the panel, or says that it needs nothing further, with the reason.' })
  settleAtTriage(@Args('input') input: SettleAtTriageInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'settleAtTriage', input, settleAtTriageInput, (valid) => this.triage.settle(valid));
  }
}
