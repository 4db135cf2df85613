import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  AddToDisclosureInput, addToDisclosureInput, DropDisclosureInput, dropDisclosureInput, PrepareDisclosureInput, prepareDisclosureInput, ServeDisclosureInput, serveDisclosureInput,
  TakeFromDisclosureInput, takeFromDisclosureInput,
} from './disclosure-pack.inputs.js';
import { DisclosureForm, DisclosurePackView } from './disclosure-pack.types.js';
import { DisclosurePacksQueries } from './disclosure-packs.queries.js';
import { DisclosurePacksService } from './disclosure-packs.service.js';

const PrepareDisclosureResult = mutationResult('PrepareDisclosure');
const AddToDisclosureResult = mutationResult('AddToDisclosure');
const TakeFromDisclosureResult = mutationResult('TakeFromDisclosure');
const ServeDisclosureResult = mutationResult('ServeDisclosure');
const DropDisclosureResult = mutationResult('DropDisclosure');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class DisclosurePacksResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly packs: DisclosurePacksService,
    private readonly queries: DisclosurePacksQueries,
  ) {}

  @Query(() => DisclosurePackView, { nullable: true, description: 'What a provider was given and what was withheld; a provider sees its own, once served.' })
  disclosurePack(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<DisclosurePackView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => DisclosureForm, { nullable: true, description: 'What a pack may list. `id` is the pack’s.' })
  disclosureForm(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<DisclosureForm | null> {
    return this.queries.form(actor, id);
  }

  @Mutation(() => PrepareDisclosureResult, { description: 'Begins a pack, or a supplement, for one chance to answer (R04).' })
  prepareDisclosure(@Args('input') input: PrepareDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'prepareDisclosure', input, prepareDisclosureInput, (valid) => this.packs.prepare(valid));
  }

  @Mutation(() => AddToDisclosureResult, { description: 'Lists one thing: given, or withheld with the reason. Nothing that must not reach the provider gets in (R25).' })
  addToDisclosure(@Args('input') input: AddToDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'addToDisclosure', input, addToDisclosureInput, (valid) => this.packs.add(valid));
  }

  @Mutation(() => TakeFromDisclosureResult, { description: 'Takes one thing out again, while the pack is not served.' })
  takeFromDisclosure(@Args('input') input: TakeFromDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'takeFromDisclosure', input, takeFromDisclosureInput, (valid) => this.packs.take(valid));
  }

  @Mutation(() => ServeDisclosureResult, { description: 'The pack was given to the provider: its days to answer are counted from it (R04, R32), and nothing of it changes any more.' })
  serveDisclosure(@Args('input') input: ServeDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'serveDisclosure', input, serveDisclosureInput, (valid) => this.packs.serve(valid));
  }

  @Mutation(() => DropDisclosureResult, { description: 'The pack is not served, with the reason.' })
  dropDisclosure(@Args('input') input: DropDisclosureInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'dropDisclosure', input, dropDisclosureInput, (valid) => this.packs.drop(valid));
  }
}
