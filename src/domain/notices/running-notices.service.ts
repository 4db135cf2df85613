import { Injectable } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { londonInstant } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { addWorkingDays, isWorkingDay, nextWorkingDay, servedOn } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { DecidingFacts } from '../councils/deciding.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { NoticeRows } from './notice-rows.js';
import { type Notice, NoticeCheck, NoticeClause, NoticePlan, NoticePlanReview, NoticeStep, type PlanLine } from './notice.entity.js';
import type { CheckNoticeSteps, ConcludeNotice, RecordNoticeOutcome, RecordNoticePlan, ReviewNoticePlan, SubmitNoticePlan } from './notice.inputs.js';
import { type NoticeContext, noticeMachine } from './notice.machine.js';
import { revisedPlanBy } from './remedy-period.js';

interface At {
  readonly id: string;
  readonly version: number;
}
interface Decided {
  readonly decisionId: string;
  readonly deciding: DecidingFacts;
  readonly reasons: string;
}

const stepsToRemedy = `
  select s.id, c.number as clause, s.number from notice_steps s join notice_clauses c on c.council_id = s.council_id and c.id = s.clause_id
  where s.council_id = $1 and s.notice_id = $2 and c.withdrawn_on is null order by c.number, s.number`;
const latestPlan = 'select id, number from notice_plans where council_id = $1 and notice_id = $2 order by number desc limit 1';

/** A notice once it is served: the provider's plan and its answer, checks, what they show, more time and withdrawal (D11). Inside a unit of work. */
@Injectable()
export class RunningNotices {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly procedures: ProceduresService,
    private readonly rows: NoticeRows,
  ) {}

  /** From the provider's own page. Two plans at one moment are one: the second meets a notice whose plan is looked at. */
  submitPlan({ id, lines }: SubmitNoticePlan): Promise<Outcome> {
    return this.receivePlan({ id, version: 'latest' }, lines, servedOn(this.unit.at), this.unit.at);
  }

  /** One that came on paper or by mail. @throws InvalidInput for a time that has not come. */
  async recordPlan({ id, version, lines, receivedOn, receivedTime }: RecordNoticePlan): Promise<Outcome> {
    const at = londonInstant(Temporal.PlainDate.from(receivedOn), receivedTime);
    if (Temporal.Instant.compare(at, this.unit.at) > 0) throw new InvalidInput([{ field: 'receivedOn', message: 'Enter a time that has come' }]);
    return this.receivePlan({ id, version }, lines, servedOn(at), at);
  }

  /** Accepted, or returned with reasons: then the next is due within the procedure's days, and never after the remedy date. */
  async reviewPlan({ id, version, outcome, ...input }: ReviewNoticePlan): Promise<Outcome> {
    const { reasons = null } = input;
    const notice = await this.rows.known(id);
    await this.rows.mayReachProvider(notice.providerId, 'reasons', [reasons]);
    const { timescales } = await this.procedureOf(id);
    const planBy = revisedPlanBy(this.rows.today, notice.remedyOn, timescales);
    const moved = outcome === 'accepted'
      ? await this.runner.send(noticeMachine, 'ACCEPT_PLAN', { id, version, facts: this.officer })
      : await this.runner.send(noticeMachine, 'RETURN_PLAN', { id, version, facts: { ...this.officer, reasonsGiven: reasons !== null, planBy } });
    const [plan] = await this.unit.query<{ id: string }>(latestPlan, [this.unit.actor.councilId, id]);
    if (plan === undefined) throw new Error('A plan under review is on file.');
    await this.unit.manager.insert(NoticePlanReview, { ...this.rows.written, noticeId: id, planId: plan.id, outcome, reasons, planBy: outcome === 'returned' ? planBy : null });
    return outcomeOf(moved, notice);
  }

  /** The letter that answers a plan reached the provider: of one returned, the days for the next begin (R32). Where the next came first, nothing waits. */
  async recordAnswerServed(id: string, planId: string, served: Temporal.PlainDate): Promise<void> {
    const { state } = await this.rows.caseOf(id);
    const [plan] = await this.unit.query<{ id: string }>(latestPlan, [this.unit.actor.councilId, id]);
    if (state !== 'awaitingRevisedPlan' || plan?.id !== planId) return;
    const { remedyOn } = await this.rows.known(id);
    await this.runner.send(noticeMachine, 'SERVE_ANSWER', { id, version: 'latest', facts: { planBy: revisedPlanBy(served, remedyOn, (await this.procedureOf(id)).timescales) } });
  }

  /** A check of some or all steps, each with what was seen of it (R17). On the remedy date it begins the verification. */
  async checkSteps({ id, version, checkedOn, method, checks }: CheckNoticeSteps): Promise<Outcome> {
    const notice = await this.rows.known(id);
    const { councilId } = this.unit.actor;
    const today = this.rows.today.toString();
    if (checkedOn > today) throw new InvalidInput([{ field: 'checkedOn', message: 'Enter a date that has come' }]);
    const steps = await this.unit.query<{ id: string }>(stepsToRemedy, [councilId, id]);
    if (checks.some(({ stepId }) => !steps.some((step) => step.id === stepId))) throw new InvalidInput([{ field: 'checks', message: 'Choose steps of this notice that are not withdrawn' }]);
    let moved = await this.runner.send(noticeMachine, 'CHECK_STEPS', { id, version, facts: { ...this.officer, checkedOn, methodGiven: method !== '', evidenceGiven: checks.every(({ seen }) => seen !== '') } });
    if (moved.state !== 'verification' && notice.remedyOn !== null && today >= notice.remedyOn) {
      moved = await this.runner.send(noticeMachine, 'REACH_REMEDY_DATE', { id, version: 'latest', facts: { on: today } });
    }
    for (const { stepId, done, seen } of checks) {
      await this.unit.manager.insert(NoticeCheck, { ...this.rows.written, noticeId: id, stepId, done, checkedOn, method, seen });
      await this.unit.manager.update(NoticeStep, { councilId, id: stepId }, { doneOn: done ? checkedOn : null });
    }
    return outcomeOf(moved, notice);
  }

  /** What the checks show. Nothing follows a breach by itself. */
  async recordOutcome({ id, version, outcome, reasons }: RecordNoticeOutcome): Promise<Outcome> {
    const notice = await this.rows.known(id);
    const progress = (): ReturnType<NoticeRows['progress']> => this.rows.progress(id);
    const moved = outcome === 'remedied'
      ? await this.runner.send(noticeMachine, 'FIND_REMEDIED', { id, version, facts: async () => ({ ...this.officer, ...(await progress()) }) })
      : await this.runner.send(noticeMachine, 'FIND_BREACHED', { id, version, facts: async () => ({ ...this.officer, ...(await progress()), reasonsGiven: reasons !== '' }) });
    await this.rows.find(id, outcome === 'remedied' ? 'remedied' : 'breached', reasons);
    return outcomeOf(moved, notice);
  }

  /** What followed a breach, which was decided elsewhere. */
  async conclude({ id, version, followedBy, reasons }: ConcludeNotice): Promise<Outcome> {
    const notice = await this.rows.known(id);
    const moved = await this.runner.send(noticeMachine, 'CONCLUDE', { id, version, facts: { ...this.officer, followedBy, reasonsGiven: reasons !== '' } });
    await this.rows.find(id, 'concluded', reasons, followedBy);
    return outcomeOf(moved, notice);
  }

  /** D11: more time, once. @throws InvalidInput for a day that has passed or is no working day (case 23). */
  async extend({ id, version }: At, { decisionId, deciding }: Decided, remedyOn: string): Promise<Notice> {
    const notice = await this.rows.known(id);
    const day = Temporal.PlainDate.from(remedyOn);
    if (remedyOn <= this.rows.today.toString()) throw new InvalidInput([{ field: 'remedyOn', message: 'Enter a date after today' }]);
    if (!isWorkingDay(day)) throw new InvalidInput([{ field: 'remedyOn', message: `Enter a working day: the next is ${dateInWords(nextWorkingDay(day))}` }]);
    await this.runner.send(noticeMachine, 'EXTEND', { id, version, decisionId, facts: async () => ({ ...deciding, newRemedyOn: remedyOn, lastCheckedOn: (await this.rows.progress(id)).lastCheckedOn }) });
    await this.rows.update(id, { remedyOn, extendedOn: this.rows.today.toString() });
    return notice;
  }

  /** D11, R15: it leaves the list of those that run, and stays on file. */
  async withdraw({ id, version }: At, { decisionId, deciding }: Decided, ground: string): Promise<Notice> {
    const notice = await this.rows.known(id);
    await this.runner.send(noticeMachine, 'WITHDRAW', { id, version, decisionId, facts: { ...deciding, ground } });
    await this.rows.update(id, { endedOn: this.rows.today.toString() });
    return notice;
  }

  /** D11: some of its clauses; the others run on. @throws InvalidInput for a clause of another notice, or withdrawn before. */
  async withdrawClauses({ id, version }: At, { decisionId, deciding, reasons }: Decided, ground: string, clauseIds: readonly string[]): Promise<Notice> {
    const notice = await this.rows.known(id);
    const { councilId } = this.unit.actor;
    await this.rows.mayReachProvider(notice.providerId, 'reasons', [reasons]);
    await this.runner.send(noticeMachine, 'WITHDRAW_CLAUSES', {
      id, version, decisionId,
      facts: async () => {
        const clauses = (await this.unit.manager.findBy(NoticeClause, { councilId, noticeId: id })).filter(({ withdrawnOn }) => withdrawnOn === null);
        const chosen = clauses.filter((clause) => clauseIds.includes(clause.id));
        if (chosen.length < clauseIds.length) throw new InvalidInput([{ field: 'clauseIds', message: 'Choose clauses of this notice that are not withdrawn' }]);
        return { ...deciding, ground, clausesToWithdraw: chosen.length, clausesLeft: clauses.length - chosen.length };
      },
    });
    for (const clauseId of clauseIds) await this.unit.manager.update(NoticeClause, { councilId, id: clauseId }, { withdrawnOn: this.rows.today.toString(), withdrawalReason: reasons });
    return notice;
  }

  private async receivePlan(at: { id: string; version: number | 'latest' }, lines: readonly PlanLine[], received: Temporal.PlainDate, happenedAt: Temporal.Instant): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const notice = await this.rows.known(at.id);
    const steps = await this.unit.query<{ id: string }>(stepsToRemedy, [councilId, at.id]);
    if (lines.some(({ stepId }) => !steps.some(({ id }) => id === stepId))) throw new NotFound('step');
    const { timescales } = await this.procedureOf(at.id);
    const moved = await this.runner.send(noticeMachine, 'SUBMIT_PLAN', {
      ...at, happenedAt,
      facts: {
        stepsWithoutAnswer: steps.filter(({ id }) => !lines.some(({ stepId }) => stepId === id)).length,
        respondBy: addWorkingDays(received, timescales.remediationResponseWorkingDays).toString(),
      },
    });
    const [before] = await this.unit.query<{ number: number }>(latestPlan, [councilId, at.id]);
    await this.unit.manager.insert(NoticePlan, { ...this.rows.written, noticeId: at.id, number: (before?.number ?? 0) + 1, lines, receivedOn: received.toString() });
    return outcomeOf(moved, notice);
  }

  private async procedureOf(id: string) {
    return (await this.procedures.of((await this.rows.caseOf(id)).procedureId)).content;
  }

  private get officer(): { officer: string; isOfficer: boolean } {
    const { membershipId, role } = this.unit.actor;
    return { officer: membershipId, isOfficer: councilOfficers.includes(role) };
  }
}

function outcomeOf({ id, version }: MovedCase<NoticeContext>, { reference }: Pick<Notice, 'reference'>): Outcome {
  return { id, version, reference };
}
