import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  GiveAppealGroundsInput, giveAppealGroundsInput, LodgeAppealInput, lodgeAppealInput, RecordAppealInput, recordAppealInput, WithdrawAppealInput, withdrawAppealInput,
} from './appeal.inputs.js';
import { AppealForm, AppealView, OwnAppeals } from './appeal.types.js';
import { AppealsQueries } from './appeals.queries.js';
import { AppealsService } from './appeals.service.js';

const LodgeAppealResult = mutationResult('LodgeAppeal');
const RecordAppealResult = mutationResult('RecordAppeal');
const GiveAppealGroundsResult = mutationResult('GiveAppealGrounds');
const WithdrawAppealResult = mutationResult('WithdrawAppeal');

@Resolver()
export class AppealsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly appeals: AppealsService,
    private readonly queries: AppealsQueries,
  ) {}

  @Query(() => AppealView, { nullable: true })
  appeal(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<AppealView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => OwnAppeals, { description: 'The appeals of the signed-in provider, and what it may appeal against.' })
  myAppeals(@CurrentActor() actor: Actor): Promise<OwnAppeals> {
    return this.queries.own(actor);
  }

  @Query(() => AppealForm, { nullable: true, description: 'What the form of an appeal against this decision says; null where none is open.' })
  appealForm(@Args('decisionId', { type: () => ID }) decisionId: string, @CurrentActor() actor: Actor): Promise<AppealForm | null> {
    return this.queries.form(actor, decisionId);
  }

  @Mutation(() => LodgeAppealResult, { description: 'The provider appeals; one that comes too late is taken as a representation (R11).' })
  lodgeAppeal(@Args('input') input: LodgeAppealInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'lodgeAppeal', input, lodgeAppealInput, (valid) => this.appeals.lodge(valid));
  }

  @Mutation(() => RecordAppealResult, { description: 'Records an appeal that came on paper or by mail (R11).' })
  recordAppeal(@Args('input') input: RecordAppealInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordAppeal', input, recordAppealInput, (valid) => this.appeals.record(valid));
  }

  @Mutation(() => GiveAppealGroundsResult, { description: 'Grounds of an appeal, or more of them, until it is decided.' })
  giveAppealGrounds(@Args('input') input: GiveAppealGroundsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'giveAppealGrounds', input, giveAppealGroundsInput, (valid) => this.appeals.giveGrounds(valid));
  }

  @Mutation(() => WithdrawAppealResult, { description: 'Records that the provider has withdrawn its appeal.' })
  withdrawAppeal(@Args('input') input: WithdrawAppealInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'withdrawAppeal', input, withdrawAppealInput, (valid) => this.appeals.withdraw(valid));
  }
}
