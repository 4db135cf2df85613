import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { DismissSuccessorInput, dismissSuccessorInput } from './service-link.inputs.js';
import { LikelySuccessor, ServiceLinkForm, ServiceLinkList } from './service-link.types.js';
import { ServiceLinksQueries } from './service-links.queries.js';
import { ServiceLinks } from './service-links.service.js';

const DismissSuccessorResult = mutationResult('DismissSuccessor');

@Resolver()
export class ServiceLinksResolver {
  constructor(
    private readonly queries: ServiceLinksQueries,
    private readonly links: ServiceLinks,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => ServiceLinkList, { nullable: true, description: 'What became of a service and of those it carries on (R31); null for a service of nobody here.' })
  serviceLinks(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<ServiceLinkList | null> {
    return this.queries.list(actor, serviceId);
  }

  @Query(() => ServiceLinkForm, { nullable: true })
  serviceLinkForm(
    @Args('serviceId', { type: () => ID }) serviceId: string,
    @Args('search', { type: () => String, nullable: true, description: 'Part of a name, a postcode or a CQC location id.' }) search: string | null,
    @CurrentActor() actor: Actor,
  ): Promise<ServiceLinkForm | null> {
    return this.queries.form(actor, serviceId, search);
  }

  @Query(() => [LikelySuccessor], { complexity: ({ childComplexity }) => 1 + 10 * childComplexity, description: 'Registrations that ended, with one at the same address that began within 60 days: for an officer to confirm (R31).' })
  likelySuccessors(@CurrentActor() actor: Actor): Promise<LikelySuccessor[]> {
    return this.queries.likely(actor);
  }

  @Mutation(() => DismissSuccessorResult, { description: 'An officer looked at a likely successor, and it is none: kept with its reason, suggested no longer, undone as any link (R31).' })
  dismissSuccessor(@Args('input') input: DismissSuccessorInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'dismissSuccessor', input, dismissSuccessorInput, (valid) => this.links.dismiss(valid));
  }
}
