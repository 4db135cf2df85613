import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { FinishWatchedDateInput, finishWatchedDateInput, StartWatchedDateInput, startWatchedDateInput, WithdrawWatchedDateInput, withdrawWatchedDateInput } from './watched-date.inputs.js';
import { WatchedDateForm, WatchedDateView } from './watched-date.types.js';
import { WatchedDatesQueries } from './watched-dates.queries.js';
import { WatchedDates } from './watched-dates.service.js';

const StartWatchedDateResult = mutationResult('StartWatchedDate');
const FinishWatchedDateResult = mutationResult('FinishWatchedDate');
const WithdrawWatchedDateResult = mutationResult('WithdrawWatchedDate');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class WatchedDatesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: WatchedDates,
    private readonly queries: WatchedDatesQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => WatchedDateView, { nullable: true })
  watchedDate(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<WatchedDateView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => WatchedDateForm, { nullable: true })
  watchedDateForm(@Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null, @CurrentActor() actor: Actor): Promise<WatchedDateForm | null> {
    return this.queries.form(actor, serviceId ?? null);
  }

  @Mutation(() => StartWatchedDateResult, { description: 'Starts a date that somebody waits for, counted by the council’s procedure (domain.md 1.5).' })
  startWatchedDate(@Args('input') input: StartWatchedDateInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'startWatchedDate', input, startWatchedDateInput(this.clock.today()), (valid) => this.service.start(valid));
  }

  @Mutation(() => FinishWatchedDateResult, { description: 'It was done, or what was waited for came.' })
  finishWatchedDate(@Args('input') input: FinishWatchedDateInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'finishWatchedDate', input, finishWatchedDateInput(this.clock.today()), (valid) => this.service.finish(valid));
  }

  @Mutation(() => WithdrawWatchedDateResult, { description: 'Nobody waits for it any more, and why.' })
  withdrawWatchedDate(@Args('input') input: WithdrawWatchedDateInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'withdrawWatchedDate', input, withdrawWatchedDateInput, (valid) => this.service.withdraw(valid));
  }
}
