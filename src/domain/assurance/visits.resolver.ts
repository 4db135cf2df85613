import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { CancelVisitInput, cancelVisitInput, CorrectVisitInput, correctVisitInput, DecideResponsiveVisitInput, decideResponsiveVisitInput, RecordVisitInput, recordVisitInput } from './visit.inputs.js';
import { VisitForm, VisitList, VisitView } from './visit.types.js';
import { VisitsQueries } from './visits.queries.js';
import { VisitsService } from './visits.service.js';

const DecideResponsiveVisitResult = mutationResult('DecideResponsiveVisit');
const CancelVisitResult = mutationResult('CancelVisit');
const RecordVisitResult = mutationResult('RecordVisit');
const CorrectVisitResult = mutationResult('CorrectVisit');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class VisitsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: VisitsService,
    private readonly queries: VisitsQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => VisitList, { nullable: true })
  visits(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<VisitList | null> {
    return this.queries.ofService(actor, serviceId);
  }

  @Query(() => VisitView, { nullable: true })
  visit(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<VisitView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => VisitForm, { nullable: true })
  visitForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<VisitForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => DecideResponsiveVisitResult, { description: 'D02: a responsive visit, on intelligence.' })
  decideResponsiveVisit(@Args('input') input: DecideResponsiveVisitInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideResponsiveVisit', input, decideResponsiveVisitInput(this.clock.today()), (valid) => this.service.decide(valid));
  }

  @Mutation(() => CancelVisitResult, { description: 'A visit that was decided on is not made, and why.' })
  cancelVisit(@Args('input') input: CancelVisitInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'cancelVisit', input, cancelVisitInput, (valid) => this.service.cancel(valid));
  }

  @Mutation(() => RecordVisitResult, { description: 'What a visit, or another first-hand check, found (R09, R27).' })
  recordVisit(@Args('input') input: RecordVisitInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordVisit', input, recordVisitInput(this.clock.today()), (valid) => this.service.record(valid));
  }

  @Mutation(() => CorrectVisitResult, { description: 'Corrects the record of a visit; what stood before is kept.' })
  correctVisit(@Args('input') input: CorrectVisitInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'correctVisit', input, correctVisitInput(this.clock.today()), (valid) => this.service.correct(valid));
  }
}
