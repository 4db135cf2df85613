import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { DefaultTermsService } from './default-terms.service.js';
import {
  CheckNoticeStepsInput, checkNoticeStepsInput, ConcludeNoticeInput, concludeNoticeInput, ConsiderNoticeInput, considerNoticeInput, DraftNoticeInput, draftNoticeInput, NoticeReasonInput,
  noticeReasonInput, RecordNoticeLegalCheckInput, recordNoticeLegalCheckInput, RecordNoticeOutcomeInput, recordNoticeOutcomeInput, RecordNoticePlanInput, recordNoticePlanInput,
  ReviewNoticePlanInput, reviewNoticePlanInput, SendNoticeToLegalInput, sendNoticeToLegalInput, SetDefaultTermsInput, setDefaultTermsInput, SubmitNoticePlanInput, submitNoticePlanInput,
} from './notice.inputs.js';
import { NoticeForm, NoticeList, NoticeListArgs, NoticeView, OwnNotice } from './notice.types.js';
import { NoticesQueries } from './notices.queries.js';
import { NoticesService } from './notices.service.js';
import { RunningNotices } from './running-notices.service.js';

const ConsiderNoticeResult = mutationResult('ConsiderNotice');
const DraftNoticeResult = mutationResult('DraftNotice');
const SendNoticeToLegalResult = mutationResult('SendNoticeToLegal');
const RecordNoticeLegalCheckResult = mutationResult('RecordNoticeLegalCheck');
const ReturnNoticeToDraftResult = mutationResult('ReturnNoticeToDraft');
const DropNoticeResult = mutationResult('DropNotice');
const SubmitNoticePlanResult = mutationResult('SubmitNoticePlan');
const RecordNoticePlanResult = mutationResult('RecordNoticePlan');
const ReviewNoticePlanResult = mutationResult('ReviewNoticePlan');
const CheckNoticeStepsResult = mutationResult('CheckNoticeSteps');
const RecordNoticeOutcomeResult = mutationResult('RecordNoticeOutcome');
const ConcludeNoticeResult = mutationResult('ConcludeNotice');
const SetDefaultTermsResult = mutationResult('SetDefaultTerms');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class NoticesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: NoticesQueries,
    private readonly service: NoticesService,
    private readonly running: RunningNotices,
    private readonly defaultTerms: DefaultTermsService,
  ) {}

  @Query(() => NoticeList, { description: 'Notices that run, what is due next first.' })
  notices(@Args() args: NoticeListArgs, @CurrentActor() actor: Actor): Promise<NoticeList> {
    return this.queries.list(actor, args);
  }

  @Query(() => NoticeView, { nullable: true })
  notice(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<NoticeView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => [OwnNotice], { description: 'Of a provider: its own, once issued; those that run first.' })
  myNotices(@CurrentActor() actor: Actor): Promise<OwnNotice[]> {
    return this.queries.own(actor);
  }

  @Query(() => NoticeForm, { nullable: true })
  noticeForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<NoticeForm | null> {
    return this.queries.form(actor, serviceId);
  }

  @Mutation(() => ConsiderNoticeResult, { description: 'Opens a notice under consideration (statechart C).' })
  considerNotice(@Args('input') input: ConsiderNoticeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'considerNotice', input, considerNoticeInput, (valid) => this.service.consider(valid));
  }

  @Mutation(() => DraftNoticeResult, { description: 'Writes what it says: clauses, facts, steps, period, support (R04, R12, R13).' })
  draftNotice(@Args('input') input: DraftNoticeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'draftNotice', input, draftNoticeInput, (valid) => this.service.draft(valid));
  }

  @Mutation(() => SendNoticeToLegalResult)
  sendNoticeToLegal(@Args('input') input: SendNoticeToLegalInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'sendNoticeToLegal', input, sendNoticeToLegalInput, (valid) => this.service.sendToLegal(valid));
  }

  @Mutation(() => RecordNoticeLegalCheckResult, { description: 'Before D10: Legal’s check, with name and date.' })
  recordNoticeLegalCheck(@Args('input') input: RecordNoticeLegalCheckInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordNoticeLegalCheck', input, recordNoticeLegalCheckInput, (valid) => this.service.recordLegalCheck(valid));
  }

  @Mutation(() => ReturnNoticeToDraftResult, { description: 'Takes it back to be changed; Legal checks it again.' })
  returnNoticeToDraft(@Args('input') input: NoticeReasonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'returnNoticeToDraft', input, noticeReasonInput, (valid) => this.service.returnToDraft(valid));
  }

  @Mutation(() => DropNoticeResult, { description: 'No further action: it is not issued.' })
  dropNotice(@Args('input') input: NoticeReasonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'dropNotice', input, noticeReasonInput, (valid) => this.service.drop(valid));
  }

  @Mutation(() => SubmitNoticePlanResult, { description: 'The provider’s plan, under every step.' })
  submitNoticePlan(@Args('input') input: SubmitNoticePlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'submitNoticePlan', input, submitNoticePlanInput, (valid) => this.running.submitPlan(valid));
  }

  @Mutation(() => RecordNoticePlanResult, { description: 'A plan that came on paper or by mail.' })
  recordNoticePlan(@Args('input') input: RecordNoticePlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordNoticePlan', input, recordNoticePlanInput, (valid) => this.running.recordPlan(valid));
  }

  @Mutation(() => ReviewNoticePlanResult)
  reviewNoticePlan(@Args('input') input: ReviewNoticePlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'reviewNoticePlan', input, reviewNoticePlanInput, (valid) => this.running.reviewPlan(valid));
  }

  @Mutation(() => CheckNoticeStepsResult, { description: 'An officer’s check of its steps (R17).' })
  checkNoticeSteps(@Args('input') input: CheckNoticeStepsInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'checkNoticeSteps', input, checkNoticeStepsInput, (valid) => this.running.checkSteps(valid));
  }

  @Mutation(() => RecordNoticeOutcomeResult, { description: 'Remedied, or not: what follows a breach is decided elsewhere.' })
  recordNoticeOutcome(@Args('input') input: RecordNoticeOutcomeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordNoticeOutcome', input, recordNoticeOutcomeInput, (valid) => this.running.recordOutcome(valid));
  }

  @Mutation(() => ConcludeNoticeResult, { description: 'Writes down what followed a breach.' })
  concludeNotice(@Args('input') input: ConcludeNoticeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'concludeNotice', input, concludeNoticeInput, (valid) => this.running.conclude(valid));
  }

  @Mutation(() => SetDefaultTermsResult, { description: 'The contract’s own count of defaults (R14).' })
  setDefaultTerms(@Args('input') input: SetDefaultTermsInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'setDefaultTerms', input, setDefaultTermsInput, (valid) => this.defaultTerms.set(valid));
  }
}
