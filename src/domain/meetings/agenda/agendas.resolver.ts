import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import {
  ArrangeAgendaItemInput, arrangeAgendaItemInput, NoteTogetherInput, acceptLateItemInput, AcceptLateItemInput, addAgendaItemInput, AddAgendaItemInput, BuildAgendaInput, DeferAgendaItemInput, deferAgendaItemInput, MoveAgendaItemInput, moveAgendaItemInput, PublishAgendaInput,
} from './agenda.inputs.js';
import { AgendasService } from './agendas.service.js';
import { meetingStep } from '../meeting.inputs.js';

const BuildAgendaResult = mutationResult('BuildAgenda');
const AddAgendaItemResult = mutationResult('AddAgendaItem');
const MoveAgendaItemResult = mutationResult('MoveAgendaItem');
const DeferAgendaItemResult = mutationResult('DeferAgendaItem');
const PublishAgendaResult = mutationResult('PublishAgenda');
const ArrangeAgendaItemResult = mutationResult('ArrangeAgendaItem');
const NoteTogetherResult = mutationResult('NoteTogether');
const AcceptLateItemResult = mutationResult('AcceptLateItem');

/** The door to agendas. */
@Resolver()
export class AgendasResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly agendas: AgendasService,
  ) {}

  @Mutation(() => BuildAgendaResult, { description: 'Keeps the agenda as what is due makes it; new facts join the items there are.' })
  buildAgenda(@Args('input') input: BuildAgendaInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'buildAgenda', input, meetingStep, (valid) => this.agendas.build(valid));
  }

  @Mutation(() => AddAgendaItemResult, { description: 'Adds a service or a subject that nothing is due for.' })
  addAgendaItem(@Args('input') input: AddAgendaItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addAgendaItem', input, addAgendaItemInput, (valid) => this.agendas.add(valid));
  }

  @Mutation(() => MoveAgendaItemResult, { description: 'Moves an item; it then stays where it was put.' })
  moveAgendaItem(@Args('input') input: MoveAgendaItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'moveAgendaItem', input, moveAgendaItemInput, (valid) => this.agendas.move(valid));
  }

  @Mutation(() => DeferAgendaItemResult, { description: 'Puts an item off to the next panel, with the reason.' })
  deferAgendaItem(@Args('input') input: DeferAgendaItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'deferAgendaItem', input, deferAgendaItemInput, (valid) => this.agendas.defer(valid));
  }

  @Mutation(() => PublishAgendaResult, { description: 'Locks the agenda as its first version and tells the members.' })
  publishAgenda(@Args('input') input: PublishAgendaInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'publishAgenda', input, meetingStep, (valid) => this.agendas.publish(valid));
  }

  @Mutation(() => AcceptLateItemResult, { description: 'The chair takes in a late item: the agenda goes out as a new version.' })
  acceptLateItem(@Args('input') input: AcceptLateItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'acceptLateItem', input, acceptLateItemInput, (valid) => this.agendas.acceptLate(valid));
  }

  @Mutation(() => ArrangeAgendaItemResult, { description: 'Says who presents an item, how long it gets and who may see it.' })
  arrangeAgendaItem(@Args('input') input: ArrangeAgendaItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'arrangeAgendaItem', input, arrangeAgendaItemInput, (valid) => this.agendas.arrange(valid));
  }

  @Mutation(() => NoteTogetherResult, { description: 'Takes everything for noting in one act.' })
  noteTogether(@Args('input') input: NoteTogetherInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'noteTogether', input, meetingStep, (valid) => this.agendas.noteTogether(valid));
  }
}
