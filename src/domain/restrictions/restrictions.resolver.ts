import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ImposedRestrictions } from './imposed-restrictions.service.js';
import { PlacingQueries } from './placing.queries.js';
import { ImposedRestrictionForm, PlacingAnswer, PlacingSearch } from './placing.types.js';
import {
  EndImposedRestrictionInput, endImposedInput, RecordDisclosureInput, recordDisclosureInput, RecordImposedRestrictionInput, recordImposedInput,
  ReviewImposedRestrictionInput, reviewImposedInput, SupersedeRestrictionInput, supersedeRestrictionInput,
} from './restriction.inputs.js';
import { RestrictionsService } from './restrictions.service.js';

const RecordImposedRestrictionResult = mutationResult('RecordImposedRestriction');
const ReviewImposedRestrictionResult = mutationResult('ReviewImposedRestriction');
const EndImposedRestrictionResult = mutationResult('EndImposedRestriction');
const SupersedeRestrictionResult = mutationResult('SupersedeRestriction');
const RecordDisclosureResult = mutationResult('RecordDisclosure');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class RestrictionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly restrictions: RestrictionsService,
    private readonly imposed: ImposedRestrictions,
    private readonly placing: PlacingQueries,
  ) {}

  @Query(() => PlacingAnswer, { nullable: true, description: 'May we place here today?' })
  placingAnswer(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<PlacingAnswer | null> {
    return this.placing.answer(actor, serviceId);
  }

  @Query(() => PlacingSearch, { description: 'Services by name, postcode or CQC id, each with whether people may be placed there today.' })
  placingSearch(@Args('text', { type: () => String }) text: string, @CurrentActor() actor: Actor): Promise<PlacingSearch> {
    return this.placing.search(actor, text);
  }

  @Query(() => ImposedRestrictionForm, { nullable: true, description: 'What the form that records a stop of the provider or the regulator needs; null for a service of nobody here.' })
  imposedRestrictionForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<ImposedRestrictionForm | null> {
    return this.placing.form(actor, serviceId);
  }

  @Mutation(() => RecordImposedRestrictionResult, { description: 'Records a stop the provider makes itself, or a condition of the regulator (R06).' })
  recordImposedRestriction(@Args('input') input: RecordImposedRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordImposedRestriction', input, recordImposedInput, (valid) => this.imposed.record(valid));
  }

  @Mutation(() => ReviewImposedRestrictionResult, { description: 'A stop of the provider or the regulator was reviewed and still stands (R06).' })
  reviewImposedRestriction(@Args('input') input: ReviewImposedRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'reviewImposedRestriction', input, reviewImposedInput, (valid) => this.imposed.review(valid));
  }

  @Mutation(() => EndImposedRestrictionResult, { description: 'A stop of the provider or the regulator has ended (R09).' })
  endImposedRestriction(@Args('input') input: EndImposedRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endImposedRestriction', input, endImposedInput, (valid) => this.imposed.end(valid));
  }

  @Mutation(() => SupersedeRestrictionResult, { description: 'The contract has ended, or another restriction has taken its place; any other stays (R10).' })
  supersedeRestriction(@Args('input') input: SupersedeRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'supersedeRestriction', input, supersedeRestrictionInput, (valid) => this.restrictions.supersede(valid));
  }

  @Mutation(() => RecordDisclosureResult, { description: 'The provider was given the evidence and asked for its plan (R07).' })
  recordDisclosure(@Args('input') input: RecordDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordDisclosure', input, recordDisclosureInput, (valid) => this.restrictions.recordDisclosure(valid));
  }
}
