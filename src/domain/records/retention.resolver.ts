import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { LegalHolds } from './legal-holds.service.js';
import { PurgesService } from './purges.service.js';
import {
  EndLegalHoldInput, endLegalHoldInput, ProposePurgeInput, proposePurgeInput, RetentionStepInput, retentionStepInput, ReturnPurgeInput, returnPurgeInput, SetLegalHoldInput, setLegalHoldInput,
} from './retention.inputs.js';
import { RetentionQueries } from './retention.queries.js';
import { LegalHoldList, PurgeList, PurgeView, RetentionPreview, ServiceRecords } from './retention.types.js';

const SetLegalHoldResult = mutationResult('SetLegalHold');
const EndLegalHoldResult = mutationResult('EndLegalHold');
const ProposePurgeResult = mutationResult('ProposePurge');
const ApprovePurgeResult = mutationResult('ApprovePurge');
const ReturnPurgeResult = mutationResult('ReturnPurge');

@Resolver()
export class RetentionResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly legalHoldsService: LegalHolds,
    private readonly purgesService: PurgesService,
    private readonly queries: RetentionQueries,
  ) {}

  @Query(() => LegalHoldList)
  legalHolds(@Args('page', { type: () => Int, defaultValue: 1 }) page: number, @CurrentActor() actor: Actor): Promise<LegalHoldList> {
    return this.queries.holds(actor, page);
  }

  @Query(() => ServiceRecords, { nullable: true })
  serviceRecords(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<ServiceRecords | null> {
    return this.queries.ofService(actor, serviceId);
  }

  @Query(() => RetentionPreview, { description: 'What falls due by a day, day first; today where it is none (R34).' })
  retentionPreview(@Args('until', { type: () => String }) until: string, @CurrentActor() actor: Actor): Promise<RetentionPreview> {
    return this.queries.preview(actor, until);
  }

  @Query(() => PurgeList)
  purges(@Args('page', { type: () => Int, defaultValue: 1 }) page: number, @CurrentActor() actor: Actor): Promise<PurgeList> {
    return this.queries.purges(actor, page);
  }

  @Query(() => PurgeView, { nullable: true })
  purge(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<PurgeView | null> {
    return this.queries.purge(actor, id);
  }

  @Mutation(() => SetLegalHoldResult, { description: 'Keeps a service, or one record, from every purge (R34).' })
  setLegalHold(@Args('input') input: SetLegalHoldInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'setLegalHold', input, setLegalHoldInput, (valid) => this.legalHoldsService.set(valid));
  }

  @Mutation(() => EndLegalHoldResult)
  endLegalHold(@Args('input') input: EndLegalHoldInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'endLegalHold', input, endLegalHoldInput, (valid) => this.legalHoldsService.end(valid));
  }

  @Mutation(() => ProposePurgeResult, { description: 'Keeps what falls due by a day as a preview for a second person.' })
  proposePurge(@Args('input') input: ProposePurgeInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'proposePurge', input, proposePurgeInput, (valid) => this.purgesService.propose(valid));
  }

  @Mutation(() => ApprovePurgeResult, { description: 'A second person approves the preview; the purge then runs by itself.' })
  approvePurge(@Args('input') input: RetentionStepInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'approvePurge', input, retentionStepInput, (valid) => this.purgesService.approve(valid));
  }

  @Mutation(() => ReturnPurgeResult)
  returnPurge(@Args('input') input: ReturnPurgeInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'returnPurge', input, returnPurgeInput, (valid) => this.purgesService.giveBack(valid));
  }
}
