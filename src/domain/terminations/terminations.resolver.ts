import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { Exits } from './exits.service.js';
import {
  EditTerminationInput, editTerminationInput, ListExitPersonInput, listExitPersonInput, PlanExitInput, planExitInput, ProposeTerminationInput, proposeTerminationInput, RecordExitHandoverInput,
  recordExitHandoverInput, RecordTerminationEffectInput, recordTerminationEffectInput, SettleExitPersonInput, settleExitPersonInput, WithdrawTerminationInput, withdrawTerminationInput,
} from './termination.inputs.js';
import { TerminationForm, TerminationList, TerminationListArgs, TerminationView } from './termination.types.js';
import { TerminationsQueries } from './terminations.queries.js';
import { TerminationsService } from './terminations.service.js';

const ProposeTerminationResult = mutationResult('ProposeTermination');
const EditTerminationResult = mutationResult('EditTermination');
const WithdrawTerminationResult = mutationResult('WithdrawTermination');
const PlanExitResult = mutationResult('PlanExit');
const ListExitPersonResult = mutationResult('ListExitPerson');
const SettleExitPersonResult = mutationResult('SettleExitPerson');
const RecordTerminationEffectResult = mutationResult('RecordTerminationEffect');
const RecordExitHandoverResult = mutationResult('RecordExitHandover');
type Answer = Promise<Outcome | Refused>;

/** Ending a contract; what is decided of it (D14) is in `decisions/`. */
@Resolver()
export class TerminationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: TerminationsQueries,
    private readonly service: TerminationsService,
    private readonly exits: Exits,
  ) {}

  @Query(() => TerminationList, { description: 'Terminations under way, what is due next first.' })
  terminations(@Args() args: TerminationListArgs, @CurrentActor() actor: Actor): Promise<TerminationList> {
    return this.queries.list(actor, args);
  }

  @Query(() => TerminationView, { nullable: true })
  termination(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<TerminationView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => TerminationForm, { nullable: true })
  terminationForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<TerminationForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => ProposeTerminationResult, { description: 'Proposes to end a contract: why, what else was considered, and what it means for people (D14, R14).' })
  proposeTermination(@Args('input') input: ProposeTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'proposeTermination', input, proposeTerminationInput, (valid) => this.service.propose(valid));
  }

  @Mutation(() => EditTerminationResult)
  editTermination(@Args('input') input: EditTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'editTermination', input, editTerminationInput, (valid) => this.service.edit(valid));
  }

  @Mutation(() => WithdrawTerminationResult, { description: 'The proposal is not pursued; it stays on file.' })
  withdrawTermination(@Args('input') input: WithdrawTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'withdrawTermination', input, withdrawTerminationInput, (valid) => this.service.withdraw(valid));
  }

  @Mutation(() => PlanExitResult, { description: 'The exit plan: nothing ends without one (case 24).' })
  planExit(@Args('input') input: PlanExitInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'planExit', input, planExitInput, (valid) => this.exits.plan(valid));
  }

  @Mutation(() => ListExitPersonResult, { description: 'Somebody who uses the service, whoever pays (R29).' })
  listExitPerson(@Args('input') input: ListExitPersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'listExitPerson', input, listExitPersonInput, (valid) => this.exits.list(valid));
  }

  @Mutation(() => SettleExitPersonResult, { description: 'Where somebody is now, by their own choice.' })
  settleExitPerson(@Args('input') input: SettleExitPersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'settleExitPerson', input, settleExitPersonInput, (valid) => this.exits.settle(valid));
  }

  @Mutation(() => RecordTerminationEffectResult, { description: 'The contract has ended, by the exit plan and not before its notice period allows.' })
  recordTerminationEffect(@Args('input') input: RecordTerminationEffectInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordTerminationEffect', input, recordTerminationEffectInput, (valid) => this.exits.takeEffect(valid));
  }

  @Mutation(() => RecordExitHandoverResult, { description: 'Records, medicines, money and keys are handed over.' })
  recordExitHandover(@Args('input') input: RecordExitHandoverInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordExitHandover', input, recordExitHandoverInput, (valid) => this.exits.recordHandover(valid));
  }
}
