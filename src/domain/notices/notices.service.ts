import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { DecidingFacts } from '../councils/deciding.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { NoticeRows } from './notice-rows.js';
import { Notice, NoticeClause, NoticeLegalCheck, NoticeStep } from './notice.entity.js';
import type { ConsiderNotice, DraftNotice, NoticeReason, RecordNoticeLegalCheck, SendNoticeToLegal } from './notice.inputs.js';
import { type NoticeContext, noticeMachine } from './notice.machine.js';
import { remedyDate } from './remedy-period.js';

interface At {
  readonly id: string;
  readonly version: number;
}

/** A notice from its first thought to its service: considered, drafted, checked by Legal, decided (D10) and served. Inside a unit of work. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly rows: NoticeRows,
  ) {}

  /** @throws InvalidInput for a contract that is not in force or another service's, and for a notice that it cannot follow. */
  async consider({ serviceId, kind, contractId, because, ...input }: ConsiderNotice): Promise<Outcome> {
    const { followsId = null } = input;
    const { actor, at } = this.unit;
    const providerId = await this.rows.providerOf(serviceId);
    const contractReference = await this.rows.contractInForce({ contractId, serviceId, providerId });
    if (contractReference === null) throw new InvalidInput([{ field: 'contractId', message: 'Choose a contract of this service that is in force' }]);
    await this.mustFollow(followsId, serviceId);
    const id = newId();
    const procedure = await this.procedures.current();
    const context: NoticeContext = { kind, edits: 0, legalCheckedOn: null, decidedBy: null, servedOn: null, remedyOn: null, planAccepted: false, extended: false };
    const { version } = await this.runner.start(noticeMachine, { id, procedureId: procedure.id, serviceId, context });
    const reference = await this.unit.reference('NTC');
    await this.unit.manager.insert(Notice, { councilId: actor.councilId, id, reference, kind, serviceId, providerId, contractId, contractReference, followsId, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.rows.find(id, 'considered', because);
    await this.trail.record({ subjectKind: 'notice', subjectId: id, action: 'noticeConsidered', after: { reference, kind, contractId } });
    return { id, version, reference };
  }

  /** What it says. Until Legal is sent it, it may have gaps. @throws InvalidInput for words that must not reach the provider. */
  async draft(input: DraftNotice): Promise<Outcome> {
    const { id, version, clauses } = input;
    const notice = await this.rows.known(id);
    const { warnedOn = null, warnedHow = null, notWarnedReason = null, supportOffered = null, periodClause = null, shortReason = null, practitioner = null } = input;
    if (warnedOn !== null && warnedOn > this.rows.today.toString()) throw new InvalidInput([{ field: 'warnedOn', message: 'Enter a date that has come' }]);
    if (input.inAdministration === false && (await this.rows.isInAdministration(notice.providerId))) {
      throw new InvalidInput([{ field: 'inAdministration', message: 'Choose yes: the provider is recorded as in administration. If that is over, record it at the service first' }]);
    }
    await this.rows.mayReachProvider(notice.providerId, 'clauses', [...clauses.flatMap(({ facts, steps }) => [facts, ...steps]), warnedHow, notWarnedReason, supportOffered, shortReason]);
    let at: { id: string; version: number | 'latest' } = { id, version };
    if ((await this.rows.caseOf(id)).state === 'underConsideration') {
      await this.runner.send(noticeMachine, 'DRAFT', { ...at, facts: { contractInForce: (await this.rows.contractInForce(notice)) !== null } });
      at = { id, version: 'latest' };
    }
    const moved = await this.runner.send(noticeMachine, 'EDIT', { ...at, facts: {} });
    await this.rows.update(id, {
      warnedOn, warnedHow, notWarnedReason, supportOffered, shortReason, inAdministration: input.inAdministration, practitioner,
      periodCount: input.periodCount ?? null, periodUnit: input.periodUnit ?? null, periodClause,
    });
    const before = await this.rewrite(id, clauses);
    await this.trail.record({ subjectKind: 'notice', subjectId: id, action: 'noticeDrafted', before: { clauses: before }, after: { clauses: clauses.length } });
    return outcomeOf(moved, notice);
  }

  async sendToLegal({ id, version }: SendNoticeToLegal): Promise<Outcome> {
    const notice = await this.rows.known(id);
    return outcomeOf(await this.runner.send(noticeMachine, 'SEND_TO_LEGAL', { id, version, facts: ({ procedureId }) => this.rows.terms(notice, procedureId) }), notice);
  }

  /** What Legal said, with name and date (D10). What is returned is drafted again and checked again. */
  async recordLegalCheck({ id, version, outcome, checkedBy, checkedOn, ...input }: RecordNoticeLegalCheck): Promise<Outcome> {
    const { remarks = null } = input;
    const notice = await this.rows.known(id);
    if (checkedOn > this.rows.today.toString()) throw new InvalidInput([{ field: 'checkedOn', message: 'Enter a date that has come' }]);
    const moved = outcome === 'cleared'
      ? await this.runner.send(noticeMachine, 'CLEAR', { id, version, facts: { legalCheckedOn: checkedOn, legalCheckedByGiven: checkedBy !== '' } })
      : await this.runner.send(noticeMachine, 'RETURN_TO_DRAFT', { id, version, facts: { reasonsGiven: remarks !== null } });
    await this.unit.manager.insert(NoticeLegalCheck, { ...this.rows.written, noticeId: id, outcome, checkedBy, checkedOn, remarks });
    return outcomeOf(moved, notice);
  }

  /** An officer takes it back from Legal or from the decider, to change it. */
  async returnToDraft({ id, version, reason }: NoticeReason): Promise<Outcome> {
    const notice = await this.rows.known(id);
    const moved = await this.runner.send(noticeMachine, 'RETURN_TO_DRAFT', { id, version, facts: { reasonsGiven: reason !== '' } });
    await this.rows.find(id, 'considered', reason);
    return outcomeOf(moved, notice);
  }

  /** No further action: it is not issued. */
  async drop({ id, version, reason }: NoticeReason): Promise<Outcome> {
    const notice = await this.rows.known(id);
    const moved = await this.runner.send(noticeMachine, 'DROP', { id, version, facts: { reasonsGiven: reason !== '' } });
    await this.rows.find(id, 'notIssued', reason);
    return outcomeOf(moved, notice);
  }

  /** D10, as `decisions/` decided it on the panel's recommendation. From here on the provider reads it. @throws NotFound for another service's. */
  async issue({ id, version }: At, of: { decisionId: string; recommendationId: string; serviceId: string }, deciding: DecidingFacts): Promise<Notice> {
    const notice = await this.rows.known(id);
    if (notice.serviceId !== of.serviceId) throw new NotFound('notice');
    await this.runner.send(noticeMachine, 'ISSUE', {
      id, version, decisionId: of.decisionId,
      facts: async ({ procedureId }) => ({ ...deciding, ...(await this.rows.terms(notice, procedureId)), recommendationId: of.recommendationId }),
    });
    await this.rows.update(id, { issuedOn: this.rows.today.toString() });
    await this.trail.record({ subjectKind: 'notice', subjectId: id, action: 'noticeIssued', after: { reference: notice.reference, kind: notice.kind, decisionId: of.decisionId } });
    return notice;
  }

  /** Its letter was served: the provider's days begin (R32, case 28). One withdrawn before it arrived begins nothing. */
  async recordServed(id: string, served: Temporal.PlainDate, method: string): Promise<void> {
    const notice = await this.rows.known(id);
    const { state, procedureId } = await this.rows.caseOf(id);
    if (state !== 'issued') return;
    const { timescales } = (await this.procedures.of(procedureId)).content;
    const { periodCount, periodUnit } = notice;
    const remedyOn = periodCount === null || periodUnit === null ? null : remedyDate(served, { count: periodCount, unit: periodUnit }).toString();
    const planBy = remedyOn === null ? null : earlier(addWorkingDays(served, timescales.remediationPlanWorkingDays).toString(), remedyOn);
    await this.runner.send(noticeMachine, 'SERVE', { id, version: 'latest', facts: { servedOn: served.toString(), serviceMethod: method, remedyOn, planBy } });
    await this.rows.update(id, { servedOn: served.toString(), serviceMethod: method, remedyOn });
  }

  /** The contract was ended: an open notice of it ends too, with the reason (R19). Inside a unit, which ended the contract. */
  async endWithContract(id: string, reasons: string): Promise<void> {
    const { state } = await this.runner.send(noticeMachine, 'END_WITH_CONTRACT', { id, version: 'latest', facts: { contractEnded: true, reasonsGiven: reasons !== '' } });
    await this.rows.find(id, state === 'concluded' ? 'concluded' : 'notIssued', reasons, state === 'concluded' ? 'termination' : null);
  }

  private async mustFollow(followsId: string | null, serviceId: string): Promise<void> {
    if (followsId === null) return;
    const before = await this.unit.manager.findOneBy(Notice, { councilId: this.unit.actor.councilId, id: followsId });
    if (before === null) throw new NotFound('notice');
    if (before.serviceId !== serviceId || before.servedOn === null) throw new InvalidInput([{ field: 'followsId', message: 'Choose a warning or notice that was served on this provider for this service' }]);
  }

  /** @returns how many clauses there were before */
  private async rewrite(noticeId: string, clauses: DraftNotice['clauses']): Promise<number> {
    const { councilId } = this.unit.actor;
    await this.unit.manager.delete(NoticeStep, { councilId, noticeId });
    const { affected } = await this.unit.manager.delete(NoticeClause, { councilId, noticeId });
    for (const [at, { clause, facts = '', steps }] of clauses.entries()) {
      const clauseId = newId();
      await this.unit.manager.insert(NoticeClause, { councilId, id: clauseId, noticeId, number: at + 1, clause, facts });
      for (const [position, step] of steps.entries()) await this.unit.manager.insert(NoticeStep, { councilId, id: newId(), noticeId, clauseId, number: position + 1, step });
    }
    return affected ?? 0;
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

function outcomeOf({ id, version }: MovedCase<NoticeContext>, { reference }: Pick<Notice, 'reference'>): Outcome {
  return { id, version, reference };
}
