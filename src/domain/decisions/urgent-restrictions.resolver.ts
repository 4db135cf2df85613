import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { UrgentDecisions } from './urgent-decisions.service.js';
import { RestrictUrgentlyInput, restrictUrgentlyInput } from './urgent-restriction.inputs.js';
import { UrgentRestrictionQueries } from './urgent-restriction.queries.js';
import { UrgentRestrictionForm } from './urgent-restriction.types.js';

const RestrictUrgentlyResult = mutationResult('RestrictUrgently');

/** Restricting placements alone, in an emergency, outside a meeting. */
@Resolver()
export class UrgentRestrictionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: UrgentRestrictionQueries,
    private readonly urgent: UrgentDecisions,
  ) {}

  @Query(() => UrgentRestrictionForm, { nullable: true, description: 'What one officer needs before restricting placements alone; null for a service of nobody here.' })
  urgentRestrictionForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<UrgentRestrictionForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => RestrictUrgentlyResult, { description: 'D18: a restriction by one officer alone, in an emergency, without a recommendation; a senior officer confirms it by the next working day (R01, R03, R04, R06, R41).' })
  restrictUrgently(@Args('input') input: RestrictUrgentlyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'restrictUrgently', input, restrictUrgentlyInput, (valid) => this.urgent.restrict(valid));
  }
}
