import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  BeginActionInput, beginActionInput, CreateActionInput, createActionInput, ExtendActionInput, extendActionInput, ReportActionCompleteInput, reportActionCompleteInput,
  RequestActionExtensionInput, requestActionExtensionInput, SupersedeActionInput, supersedeActionInput, VerifyActionInput, verifyActionInput,
} from './action.inputs.js';
import { ActionForm, ActionList, ActionListArgs, ActionView } from './action.types.js';
import { ActionsQueries } from './actions.queries.js';
import { ActionsService } from './actions.service.js';

const CreateActionResult = mutationResult('CreateAction');
const BeginActionResult = mutationResult('BeginAction');
const ReportActionCompleteResult = mutationResult('ReportActionComplete');
const VerifyActionResult = mutationResult('VerifyAction');
const RequestActionExtensionResult = mutationResult('RequestActionExtension');
const ExtendActionResult = mutationResult('ExtendAction');
const SupersedeActionResult = mutationResult('SupersedeAction');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class ActionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: ActionsService,
    private readonly queries: ActionsQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => ActionList, { description: 'Actions, those overdue first.' })
  actions(@Args() args: ActionListArgs, @CurrentActor() actor: Actor): Promise<ActionList> {
    return this.queries.list(actor, args);
  }

  @Query(() => ActionView, { nullable: true })
  action(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<ActionView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => ActionForm)
  actionForm(@Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null, @CurrentActor() actor: Actor): Promise<ActionForm> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => CreateActionResult, { description: 'Sets an action; its owner is told.' })
  createAction(@Args('input') input: CreateActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'createAction', input, createActionInput(this.clock.today()), (valid) => this.service.open(valid));
  }

  @Mutation(() => BeginActionResult, { description: 'Its owner has begun, or an officer says so for them.' })
  beginAction(@Args('input') input: BeginActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'beginAction', input, beginActionInput, (valid) => this.service.begin(valid));
  }

  @Mutation(() => ReportActionCompleteResult, { description: 'Its owner says that it is done. An officer then checks it (R17).' })
  reportActionComplete(@Args('input') input: ReportActionCompleteInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'reportActionComplete', input, reportActionCompleteInput, (valid) => this.service.reportComplete(valid));
  }

  @Mutation(() => VerifyActionResult, { description: 'An officer checked it: done and closed, or open again with a new date (R17).' })
  verifyAction(@Args('input') input: VerifyActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'verifyAction', input, verifyActionInput(this.clock.today()), (valid) => this.service.verify(valid));
  }

  @Mutation(() => RequestActionExtensionResult, { description: 'Its owner asks for more time.' })
  requestActionExtension(@Args('input') input: RequestActionExtensionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'requestActionExtension', input, requestActionExtensionInput(this.clock.today()), (valid) => this.service.requestExtension(valid));
  }

  @Mutation(() => ExtendActionResult, { description: 'An officer other than whoever asked agrees to more time, or refuses it.' })
  extendAction(@Args('input') input: ExtendActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'extendAction', input, extendActionInput(this.clock.today()), (valid) => this.service.extend(valid));
  }

  @Mutation(() => SupersedeActionResult, { description: 'Something else replaces it.' })
  supersedeAction(@Args('input') input: SupersedeActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'supersedeAction', input, supersedeActionInput, (valid) => this.service.supersede(valid));
  }
}
