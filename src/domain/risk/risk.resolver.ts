import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { RecordRiskAssessmentInput, recordRiskAssessmentInput } from './risk.inputs.js';
import { RiskQueries } from './risk.queries.js';
import { RiskService } from './risk.service.js';
import { RiskAssessments } from './risk.types.js';

const RecordRiskAssessmentResult = mutationResult('RecordRiskAssessment');

@Resolver()
export class RiskResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly risk: RiskService,
    private readonly queries: RiskQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => RiskAssessments, { nullable: true })
  riskAssessments(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<RiskAssessments | null> {
    return this.queries.ofService(actor, serviceId);
  }

  @Mutation(() => RecordRiskAssessmentResult, { description: 'Adds the next version of a service’s risk assessment.' })
  recordRiskAssessment(@Args('input') input: RecordRiskAssessmentInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordRiskAssessment', input, recordRiskAssessmentInput(this.clock.today()), (valid) => this.risk.record(valid));
  }
}
