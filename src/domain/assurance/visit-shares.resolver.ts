import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ShareVisitReportInput, shareVisitReportInput } from './visit-share.inputs.js';
import { OwnReport } from './visit-share.types.js';
import { VisitShares } from './visit-shares.service.js';
import { VisitSharesQueries } from './visit-shares.queries.js';

const ShareVisitReportResult = mutationResult('ShareVisitReport');

@Resolver()
export class VisitSharesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly shares: VisitShares,
    private readonly queries: VisitSharesQueries,
  ) {}

  @Query(() => [OwnReport], { description: 'Reports of visits that this provider was given, the newest first.' })
  myReports(@CurrentActor() actor: Actor): Promise<OwnReport[]> {
    return this.queries.own(actor);
  }

  @Mutation(() => ShareVisitReportResult, { description: 'Gives the provider what a visit found, as it stands.' })
  shareVisitReport(@Args('input') input: ShareVisitReportInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'shareVisitReport', input, shareVisitReportInput, (valid) => this.shares.share(valid));
  }
}
