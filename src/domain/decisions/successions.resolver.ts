import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  RecordNovationInput, recordNovationInput, RecordServiceLinkInput, recordServiceLinkInput, UndoServiceLinkInput, undoServiceLinkInput,
} from '../providers/service-link.inputs.js';
import { Successions } from './successions.service.js';

const RecordServiceLinkResult = mutationResult('RecordServiceLink');
const UndoServiceLinkResult = mutationResult('UndoServiceLink');
const RecordNovationResult = mutationResult('RecordNovation');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class SuccessionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: Successions,
  ) {}

  @Mutation(() => RecordServiceLinkResult, { description: 'What became of a service: what carries it on takes over its history, its stage and its restrictions (R31).' })
  recordServiceLink(@Args('input') input: RecordServiceLinkInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordServiceLink', input, recordServiceLinkInput, (valid) => this.service.record(valid));
  }

  @Mutation(() => UndoServiceLinkResult, { description: 'A link was a mistake: what followed it goes back, and the link stays as undone.' })
  undoServiceLink(@Args('input') input: UndoServiceLinkInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'undoServiceLink', input, undoServiceLinkInput, (valid) => this.service.undo(valid));
  }

  @Mutation(() => RecordNovationResult, { description: 'A contract was novated to the new owner: its notices and its count of defaults follow (R31).' })
  recordNovation(@Args('input') input: RecordNovationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordNovation', input, recordNovationInput, (valid) => this.service.novate(valid));
  }
}
