import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { MeetingsService } from '../meetings.service.js';
import {
  arrangePartsInput, ArrangePartsInput, beginItemInput, BeginItemInput, suspendMeetingInput, SuspendMeetingInput,
} from './parts.inputs.js';
import { AddMeetingGuestInput, addMeetingGuestInput, RecordMeetingGuestInput, recordMeetingGuestInput, RemoveMeetingGuestInput, removeMeetingGuestInput } from './guests.inputs.js';
import { GuestsService } from './guests.service.js';
import { PartsService } from './parts.service.js';
import { Turns } from './turns.service.js';

const SuspendMeetingResult = mutationResult('SuspendMeeting');
const BeginItemResult = mutationResult('BeginItem');
const ArrangePartsResult = mutationResult('ArrangeParts');
const AddMeetingGuestResult = mutationResult('AddMeetingGuest');
const RecordMeetingGuestResult = mutationResult('RecordMeetingGuest');
const RemoveMeetingGuestResult = mutationResult('RemoveMeetingGuest');

/** The door to the room a meeting is in: which item it is on, its pause, its two parts and whoever comes without a place in it. */
@Resolver()
export class RoomResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly meetings: MeetingsService,
    private readonly turns: Turns,
    private readonly parts: PartsService,
    private readonly guests: GuestsService,
  ) {}

  @Mutation(() => SuspendMeetingResult, { description: 'The chair pauses the meeting; it goes on once who is in the room is recorded.' })
  suspendMeeting(@Args('input') input: SuspendMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'suspendMeeting', input, suspendMeetingInput, (valid) => this.meetings.suspend(valid));
  }

  @Mutation(() => BeginItemResult, { description: 'The meeting turns to this item: minutes taken are counted, and the quorum is that of its part (R20).' })
  beginItem(@Args('input') input: BeginItemInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'beginItem', input, beginItemInput, (valid) => this.turns.begin(valid));
  }

  @Mutation(() => ArrangePartsResult, { description: 'Runs the meeting in two parts with different people; each gets only the minutes of the part attended (R22).' })
  arrangeParts(@Args('input') input: ArrangePartsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'arrangeParts', input, arrangePartsInput, (valid) => this.parts.arrange(valid));
  }

  @Mutation(() => AddMeetingGuestResult, { description: 'Somebody who has no place in the meeting, such as the provider, has come to it.' })
  addMeetingGuest(@Args('input') input: AddMeetingGuestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addMeetingGuest', input, addMeetingGuestInput, (valid) => this.guests.add(valid));
  }

  @Mutation(() => RecordMeetingGuestResult, { description: 'A guest has left or is back, or has accepted the confidentiality statement.' })
  recordMeetingGuest(@Args('input') input: RecordMeetingGuestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordMeetingGuest', input, recordMeetingGuestInput, (valid) => this.guests.record(valid));
  }

  @Mutation(() => RemoveMeetingGuestResult, { description: 'Takes away somebody put down by mistake, or who did not come.' })
  removeMeetingGuest(@Args('input') input: RemoveMeetingGuestInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'removeMeetingGuest', input, removeMeetingGuestInput, (valid) => this.guests.remove(valid));
  }
}
