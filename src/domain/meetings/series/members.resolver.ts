import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { MeetingsQueries } from '../meetings.queries.js';
import { MeetingMembers } from './meeting-members.service.js';
import { AddMeetingMemberInput, addMeetingMemberInput, MeetingNameInput, meetingNameInput, TakeOffMeetingMemberInput, takeOffMeetingMemberInput } from './members.inputs.js';
import { ProposedMember } from './proposal.types.js';

const AddMeetingMemberResult = mutationResult('AddMeetingMember');
const TakeOffMeetingMemberResult = mutationResult('TakeOffMeetingMember');
const AddMeetingNameResult = mutationResult('AddMeetingName');
const TakeOffMeetingNameResult = mutationResult('TakeOffMeetingName');

/** Who is asked to one meeting, changed after it is scheduled and before it is opened. */
@Resolver()
export class MembersResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: MeetingsQueries,
    private readonly members: MeetingMembers,
  ) {}

  @Query(() => [ProposedMember], { description: 'Who may be asked to the meeting besides its members.', complexity: 50 })
  meetingMemberChoices(@Args('meetingId', { type: () => ID, description: 'The meeting.' }) meetingId: string, @CurrentActor() actor: Actor): Promise<readonly ProposedMember[]> {
    return this.queries.memberChoices(actor, meetingId);
  }

  @Mutation(() => AddMeetingMemberResult, { description: 'Asks one person more to a meeting that has not been opened; they get its calendar entry.' })
  addMeetingMember(@Args('input') input: AddMeetingMemberInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addMeetingMember', input, addMeetingMemberInput, (valid) => this.members.add(valid));
  }

  @Mutation(() => TakeOffMeetingMemberResult, { description: 'Takes a member off a meeting that has not been opened: what it opened to them is closed, and the entry leaves their calendar.' })
  takeOffMeetingMember(@Args('input') input: TakeOffMeetingMemberInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'takeOffMeetingMember', input, takeOffMeetingMemberInput, (valid) => this.members.takeOff(valid));
  }

  @Mutation(() => AddMeetingNameResult, { description: 'Says who else comes to a meeting about one service and is known by name alone.' })
  addMeetingName(@Args('input') input: MeetingNameInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addMeetingName', input, meetingNameInput, (valid) => this.members.addName(valid));
  }

  @Mutation(() => TakeOffMeetingNameResult, { description: 'Somebody known by name alone comes no longer.' })
  takeOffMeetingName(@Args('input') input: MeetingNameInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'takeOffMeetingName', input, meetingNameInput, (valid) => this.members.takeOffName(valid));
  }
}
