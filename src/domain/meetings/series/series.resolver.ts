import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { ChoiceView } from '../../../platform/graphql/shared.types.js';
import { MeetingsQueries } from '../meetings.queries.js';
import { LayoutsService } from './layouts.service.js';
import { MeetingDeputies } from './meeting-deputies.service.js';
import { MeetingNotesService } from './meeting-notes.service.js';
import {
  LayOutMeetingsInput, layOutMeetingsInput, NameMeetingDeputyInput, nameMeetingDeputyInput, RecordMeetingNotesInput, recordMeetingNotesInput, WithdrawMeetingDeputyInput, withdrawMeetingDeputyInput,
} from './series.inputs.js';

const LayOutMeetingsResult = mutationResult('LayOutMeetings');
const RecordMeetingNotesResult = mutationResult('RecordMeetingNotes');
const NameMeetingDeputyResult = mutationResult('NameMeetingDeputy');
const WithdrawMeetingDeputyResult = mutationResult('WithdrawMeetingDeputy');

/** Years laid out, deputies for one meeting, and notes of meetings where providers sit. */
@Resolver()
export class SeriesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: MeetingsQueries,
    private readonly layouts: LayoutsService,
    private readonly deputies: MeetingDeputies,
    private readonly notes: MeetingNotesService,
  ) {}

  @Query(() => [ChoiceView], { description: 'Who may come in a member’s place: colleagues of their agency.', complexity: 50 })
  meetingDeputyChoices(@Args('memberId', { type: () => ID, description: 'The member of the meeting.' }) memberId: string, @CurrentActor() actor: Actor): Promise<ChoiceView[]> {
    return this.queries.deputyChoices(actor, memberId);
  }

  @Mutation(() => LayOutMeetingsResult, { description: 'Creates the meetings of a year in one act, and invites their members; a date that has one already is left as it is. Answers the first one.' })
  layOutMeetings(@Args('input') input: LayOutMeetingsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'layOutMeetings', input, layOutMeetingsInput, (valid) => this.layouts.layOut(valid));
  }

  @Mutation(() => NameMeetingDeputyResult, { description: 'Says who comes in a member’s place to one meeting.' })
  nameMeetingDeputy(@Args('input') input: NameMeetingDeputyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'nameMeetingDeputy', input, nameMeetingDeputyInput, (valid) => this.deputies.name(valid));
  }

  @Mutation(() => WithdrawMeetingDeputyResult, { description: 'Takes back who comes in a member’s place: what it opened is closed at once.' })
  withdrawMeetingDeputy(@Args('input') input: WithdrawMeetingDeputyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'withdrawMeetingDeputy', input, withdrawMeetingDeputyInput, (valid) => this.deputies.withdraw(valid));
  }

  @Mutation(() => RecordMeetingNotesResult, { description: 'Records who came, themes and notes of a meeting where providers sit.' })
  recordMeetingNotes(@Args('input') input: RecordMeetingNotesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordMeetingNotes', input, recordMeetingNotesInput, (valid) => this.notes.record(valid));
  }
}
