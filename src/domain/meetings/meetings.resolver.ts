import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  AdjournMeetingInput, adjournMeetingInput, CancelMeetingInput, cancelMeetingInput, ConcludeMeetingInput, meetingStep, OpenMeetingInput, rescheduleMeetingInput, RescheduleMeetingInput, ResumeMeetingInput, scheduleMeetingInput, ScheduleMeetingInput,
} from './meeting.inputs.js';
import { MeetingList, MeetingView, MinutesView, RunningMeeting } from './meeting.types.js';
import { MeetingsQueries } from './meetings.queries.js';
import { MeetingProposal } from './series/proposal.types.js';
import { MeetingsService } from './meetings.service.js';

const ScheduleMeetingResult = mutationResult('ScheduleMeeting');
const RescheduleMeetingResult = mutationResult('RescheduleMeeting');
const CancelMeetingResult = mutationResult('CancelMeeting');
const OpenMeetingResult = mutationResult('OpenMeeting');
const AdjournMeetingResult = mutationResult('AdjournMeeting');
const ResumeMeetingResult = mutationResult('ResumeMeeting');
const ConcludeMeetingResult = mutationResult('ConcludeMeeting');

/** The door to meetings: schedule, open, conclude, read. */
@Resolver()
export class MeetingsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: MeetingsService,
    private readonly queries: MeetingsQueries,
  ) {}

  @Query(() => MeetingList, { description: 'Meetings, newest first.' })
  meetings(
    @Args('filter', { type: () => String, nullable: true, description: 'upcoming, past or all.' }) filter: string | null,
    @Args('page', { type: () => Int, nullable: true }) page: number | null,
    @Args('series', { type: () => String, nullable: true, description: 'One kind of meeting.' }) series: string | null,
    @Args('year', { type: () => Int, nullable: true }) year: number | null,
    @CurrentActor() actor: Actor,
  ): Promise<MeetingList> {
    return this.queries.list(actor, filter, page, series ?? null, year ?? null);
  }

  @Query(() => MeetingView, { nullable: true, description: 'A meeting; until its agenda is published, the agenda is what is due at this moment.' })
  meeting(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MeetingView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => RunningMeeting, { nullable: true, description: 'The one screen a meeting is run from: the meeting and one of its items.' })
  runningMeeting(
    @Args('id', { type: () => ID }) id: string,
    @Args('itemId', { type: () => ID, nullable: true }) itemId: string | null,
    @CurrentActor() actor: Actor,
  ): Promise<RunningMeeting | null> {
    return this.queries.running(actor, id, itemId);
  }

  @Query(() => MeetingProposal, { nullable: true, description: 'What a form for meetings of a kind starts from, with the dates of its year.' })
  meetingProposal(
    @Args('panelId', { type: () => ID, nullable: true }) panelId: string | null,
    @Args('series', { type: () => String, nullable: true, description: 'The kind of meeting; the panel where none is named.' }) series: string | null,
    @Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null,
    @Args('from', { type: () => String, nullable: true, description: 'The first day of the year to lay out, day first; the next date of the rhythm where none is given.' }) from: string | null,
    @CurrentActor() actor: Actor,
  ): Promise<MeetingProposal | null> {
    return this.queries.proposal(actor, { panelId: panelId ?? null, series: series ?? null, serviceId: serviceId ?? null, from: from ?? null });
  }

  @Query(() => MinutesView, { nullable: true, description: 'The minutes of a meeting, with exactly the sections you may see (R21, R22).' })
  meetingMinutes(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MinutesView | null> {
    return this.queries.minutes(actor, id);
  }

  @Mutation(() => ScheduleMeetingResult, { description: 'Schedules the next meeting of a panel and invites its members by mail.' })
  scheduleMeeting(@Args('input') input: ScheduleMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'scheduleMeeting', input, scheduleMeetingInput, (valid) => this.service.schedule(valid));
  }

  @Mutation(() => RescheduleMeetingResult, { description: 'Moves a meeting that is still to come, or sets the day on which an adjourned one goes on; members get the changed calendar entry.' })
  rescheduleMeeting(@Args('input') input: RescheduleMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'rescheduleMeeting', input, rescheduleMeetingInput, (valid) => this.service.reschedule(valid));
  }

  @Mutation(() => CancelMeetingResult, { description: 'Calls off a meeting that has not begun; members get the cancelled calendar entry.' })
  cancelMeeting(@Args('input') input: CancelMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'cancelMeeting', input, cancelMeetingInput, (valid) => this.service.cancel(valid));
  }

  @Mutation(() => OpenMeetingResult, { description: 'Opens the meeting and computes its quorum (R20).' })
  openMeeting(@Args('input') input: OpenMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'openMeeting', input, meetingStep, (valid) => this.service.open(valid));
  }

  @Mutation(() => AdjournMeetingResult, { description: 'Adjourns the meeting.' })
  adjournMeeting(@Args('input') input: AdjournMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'adjournMeeting', input, adjournMeetingInput, (valid) => this.service.adjourn(valid));
  }

  @Mutation(() => ResumeMeetingResult, { description: 'Goes on with an adjourned meeting.' })
  resumeMeeting(@Args('input') input: ResumeMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'resumeMeeting', input, meetingStep, (valid) => this.service.resume(valid));
  }

  @Mutation(() => ConcludeMeetingResult, { description: 'Ends the session; the minutes draft themselves.' })
  concludeMeeting(@Args('input') input: ConcludeMeetingInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'concludeMeeting', input, meetingStep, (valid) => this.service.conclude(valid));
  }
}
