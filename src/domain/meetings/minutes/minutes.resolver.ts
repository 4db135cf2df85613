import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { meetingStep } from '../meeting.inputs.js';
import {
  amendMinutesInput, AmendMinutesInput, ApproveMinutesInput, CirculateMinutesInput, ConfirmMinutesInput, confirmMinutesInput, EditMinuteSectionInput, editMinuteSectionInput,
  ReturnMinutesInput, returnMinutesInput, SubmitMinutesInput,
} from './minutes.inputs.js';
import { MinutesService } from './minutes.service.js';

const EditMinuteSectionResult = mutationResult('EditMinuteSection');
const ApproveMinutesResult = mutationResult('ApproveMinutes');
const ReturnMinutesResult = mutationResult('ReturnMinutes');
const SubmitMinutesResult = mutationResult('SubmitMinutes');
const CirculateMinutesResult = mutationResult('CirculateMinutes');
const ConfirmMinutesResult = mutationResult('ConfirmMinutes');
const AmendMinutesResult = mutationResult('AmendMinutes');

/** The door to minutes. */
@Resolver()
export class MinutesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly minutes: MinutesService,
  ) {}

  @Mutation(() => EditMinuteSectionResult, { description: 'Edits a section of draft minutes and who may see it (R22).' })
  editMinuteSection(@Args('input') input: EditMinuteSectionInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'editMinuteSection', input, editMinuteSectionInput, (valid) => this.minutes.edit(valid));
  }

  @Mutation(() => ApproveMinutesResult, { description: 'The chair approves the minutes, or an authorised officer where every chair was out of an item; they never change afterwards (R23).' })
  approveMinutes(@Args('input') input: ApproveMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'approveMinutes', input, meetingStep, (valid) => this.minutes.approve(valid));
  }

  @Mutation(() => ReturnMinutesResult, { description: 'Whoever approves the minutes gives the draft back to the coordinator, with what it still needs.' })
  returnMinutes(@Args('input') input: ReturnMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'returnMinutes', input, returnMinutesInput, (valid) => this.minutes.giveBack(valid));
  }

  @Mutation(() => SubmitMinutesResult, { description: 'The coordinator sends returned minutes to the chair again.' })
  submitMinutes(@Args('input') input: SubmitMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'submitMinutes', input, meetingStep, (valid) => this.minutes.submit(valid));
  }

  @Mutation(() => CirculateMinutesResult, { description: 'Gives every member a copy of exactly the sections they may see (R22).' })
  circulateMinutes(@Args('input') input: CirculateMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'circulateMinutes', input, meetingStep, (valid) => this.minutes.circulate(valid));
  }

  @Mutation(() => ConfirmMinutesResult, { description: 'The chair confirms circulated minutes at a later meeting (R23).' })
  confirmMinutes(@Args('input') input: ConfirmMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'confirmMinutes', input, confirmMinutesInput, (valid) => this.minutes.confirm(valid));
  }

  @Mutation(() => AmendMinutesResult, { description: 'Adds a numbered correction beside approved minutes (R23).' })
  amendMinutes(@Args('input') input: AmendMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'amendMinutes', input, amendMinutesInput, (valid) => this.minutes.amend(valid));
  }
}
