import { Injectable } from '@nestjs/common';
import { changedFields } from '../../platform/audit/changed-fields.js';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { isInForce, NoticeRows } from '../notices/notice-rows.js';
import { NoticesService } from '../notices/notices.service.js';
import { remedyDate } from '../notices/remedy-period.js';
import { liveStates } from '../restrictions/placing.queries.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { outcomeOf, TerminationRows } from './termination-rows.js';
import { Termination } from './termination.entity.js';
import type { EditTermination, ProposeTermination, WithdrawTermination } from './termination.inputs.js';
import { type TerminationContext, type TerminationEvents, terminationMachine } from './termination.machine.js';

interface At {
  readonly id: string;
  readonly version: number;
}
/** What `decisions/` gathers of a step; what the proposal holds is counted here. */
type Gathered<Event extends keyof TerminationEvents> = Omit<TerminationEvents[Event], 'contractInForce' | 'groundStands' | 'factsGiven' | 'optionsGiven' | 'equalityNoteGiven' | 'proportionalityGiven' | 'periodGiven' | 'planBy'>;

// The lock is the contract's: two proposals to end one contract at one moment are one after the other.
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 1))';
const underWay = 'select reference from terminations where council_id = $1 and contract_id = $2 and ended_on is null';
const caseOf = `select state, procedure_id as "procedureId" from workflows where council_id = $1 and id = $2 and machine = 'termination'`;
// The contract's end ends them where it was the service's last: what another contract buys stays restricted.
const openRestrictions = `
  select x.id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and w.state in (${['decided', ...liveStates].map((state) => `'${state}'`).join(', ')})
    and not exists (select from contracts k where k.council_id = x.council_id and k.service_id = x.service_id and k.id <> $3 and ${isInForce('k', '$4::date')}) order by x.id`;
const openNotices = `
  select n.id from notices n join workflows w on w.council_id = n.council_id and w.id = n.id
  where n.council_id = $1 and n.contract_id = $2 and w.state not in ('remedied', 'withdrawn', 'concluded', 'notIssued') order by n.id`;

/** A termination from its proposal to its end: written, decided (D14), served, taken back, completed. Inside a unit of work. */
@Injectable()
export class TerminationsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly rows: TerminationRows,
    private readonly noticeRows: NoticeRows,
    private readonly notices: NoticesService,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** @throws InvalidInput with everything that is wrong: no contract in force, one whose end is proposed already, a ground the records do not bear. */
  async propose({ idempotencyKey: _, serviceId, contractId, ...proposal }: ProposeTermination): Promise<Outcome> {
    const { actor, at } = this.unit;
    const providerId = await this.noticeRows.providerOf(serviceId);
    await this.unit.query(oneByOne, [contractId]);
    const contractReference = await this.noticeRows.contractInForce({ contractId, serviceId, providerId });
    const [before] = await this.unit.query<{ reference: string }>(underWay, [actor.councilId, contractId]);
    const noticeId = noticeOf(proposal);
    await this.mustStand({ ...proposal, noticeId, serviceId, contractId, providerId }, [
      ...(contractReference === null ? [{ field: 'contractId', message: 'Choose a contract of this service that is in force' }] : []),
      ...(before === undefined ? [] : [{ field: 'contractId', message: `Choose another contract: to end this one is proposed already, in ${before.reference}` }]),
    ]);
    const id = newId();
    const procedure = await this.procedures.current();
    const context: TerminationContext = { edits: 0, decidedBy: null, decidedGrade: null, confirmBy: null, servedOn: null, earliestEndsOn: null, planEndsOn: null, effectOn: null, handedOverOn: null };
    const { version } = await this.runner.start(terminationMachine, { id, procedureId: procedure.id, serviceId, context });
    const reference = await this.unit.reference('TER');
    await this.unit.manager.insert(Termination, {
      ...proposal, noticeId, councilId: actor.councilId, id, reference, serviceId, providerId, contractId, contractReference: contractReference ?? '', recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'terminationProposed', after: { reference, ground: proposal.ground, contractId, noticeId } });
    return { id, version, reference };
  }

  async edit({ id, version, idempotencyKey: _, ...proposal }: EditTermination): Promise<Outcome> {
    const termination = await this.rows.known(id);
    const noticeId = noticeOf(proposal);
    const { ground, noticeId: _given, ...rest } = proposal;
    const moved = await this.runner.send(terminationMachine, 'EDIT', { id, version, facts: {} });
    await this.mustStand({ ...termination, ...proposal, noticeId }, []);
    await this.rows.update(id, { ...proposal, noticeId });
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'terminationEdited', before: { ground: termination.ground, noticeId: termination.noticeId }, after: { ground, noticeId, changed: changedFields(termination, rest) } });
    return outcomeOf(moved, termination);
  }

  /** The proposal is not pursued. */
  async withdraw({ id, version, reason }: WithdrawTermination): Promise<Outcome> {
    const termination = await this.rows.known(id);
    const moved = await this.runner.send(terminationMachine, 'WITHDRAW', { id, version, facts: { ...this.rows.officer, reasonsGiven: reason !== '' } });
    await this.rows.note(id, 'withdrawn', reason);
    await this.rows.update(id, { endedOn: this.rows.today.toString() });
    return outcomeOf(moved, termination);
  }

  /** D14 after the provider was heard, as `decisions/` decided it on the panel's recommendation. @throws NotFound for another service's */
  async decide({ id, version }: At, serviceId: string, decisionId: string, facts: Gathered<'DECIDE'>): Promise<Termination> {
    const termination = await this.ofService(id, serviceId);
    await this.runner.send(terminationMachine, 'DECIDE', { id, version, decisionId, facts: async ({ procedureId }) => ({ ...facts, ...(await this.rows.proposalFacts(termination, procedureId)) }) });
    await this.rows.update(id, { decidedOn: this.rows.today.toString() });
    return termination;
  }

  /** D14 by one officer alone (R03): a senior officer confirms it or ends it by `confirmBy`. */
  async decideInEmergency({ id, version }: At, decisionId: string, facts: Gathered<'DECIDE_IN_EMERGENCY'>): Promise<Termination> {
    const termination = await this.rows.known(id);
    await this.runner.send(terminationMachine, 'DECIDE_IN_EMERGENCY', { id, version, decisionId, facts: async ({ procedureId }) => ({ ...facts, ...(await this.rows.proposalFacts(termination, procedureId)) }) });
    await this.rows.update(id, { decidedOn: this.rows.today.toString(), confirmBy: facts.confirmBy });
    return termination;
  }

  /** R03. */
  async confirm({ id, version }: At, decisionId: string, facts: TerminationEvents['CONFIRM']): Promise<Termination> {
    const termination = await this.rows.known(id);
    await this.runner.send(terminationMachine, 'CONFIRM', { id, version, decisionId, facts });
    await this.rows.update(id, { confirmBy: null });
    return termination;
  }

  /** R03: what was decided in an emergency should not stand. */
  async endUnconfirmed({ id, version }: At, decisionId: string, facts: TerminationEvents['END_UNCONFIRMED']): Promise<Termination> {
    const termination = await this.rows.known(id);
    await this.runner.send(terminationMachine, 'END_UNCONFIRMED', { id, version, decisionId, facts });
    await this.rows.update(id, { confirmBy: null, endedOn: this.rows.today.toString() });
    return termination;
  }

  /** It is taken back before it has taken effect. */
  async rescind({ id, version }: At, decisionId: string, facts: TerminationEvents['RESCIND']): Promise<Termination> {
    const termination = await this.rows.known(id);
    await this.runner.send(terminationMachine, 'RESCIND', { id, version, decisionId, facts });
    await this.rows.update(id, { confirmBy: null, endedOn: this.rows.today.toString() });
    return termination;
  }

  /** Its letter was served: the contract's notice period begins (R32, case 28). One taken back before it arrived begins nothing. */
  async recordServed(id: string, served: Temporal.PlainDate, method: string): Promise<void> {
    const { periodCount, periodUnit } = await this.rows.known(id);
    const [found] = await this.unit.query<{ state: string }>(caseOf, [this.unit.actor.councilId, id]);
    if (found?.state !== 'decided') return;
    const earliestEndsOn = remedyDate(served, { count: periodCount, unit: periodUnit }).toString();
    const { context } = await this.runner.send(terminationMachine, 'SERVE', { id, version: 'latest', facts: { servedOn: served.toString(), serviceMethod: method, earliestEndsOn } });
    const planned = context.planEndsOn;
    await this.rows.update(id, { servedOn: served.toString(), serviceMethod: method, earliestEndsOn, endsOn: planned !== null && planned > earliestEndsOn ? planned : earliestEndsOn });
  }

  /** Nobody and nothing is left (R19): the contract's notices end with it, and with a service's last contract its restrictions, each with the reason given. */
  async complete({ id, version }: At, facts: Omit<TerminationEvents['COMPLETE'], 'openNotices' | 'liveRestrictions'>, { reasons, endingReason }: { reasons: string; endingReason: string | undefined }): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const termination = await this.rows.known(id);
    const { serviceId, contractId, effectOn } = termination;
    const restrictions = await this.unit.query<{ id: string }>(openRestrictions, [councilId, serviceId, contractId, this.rows.today.toString()]);
    const notices = await this.unit.query<{ id: string }>(openNotices, [councilId, contractId]);
    const moved = await this.runner.send(terminationMachine, 'COMPLETE', { id, version, facts: { ...facts, openNotices: notices.length, liveRestrictions: restrictions.length } });
    for (const one of restrictions) {
      await this.restrictions.supersede({ id: one.id, version: 'latest', reasons: endingReason ?? reasons, contractEndedOn: effectOn ?? undefined, replacedById: undefined });
    }
    for (const one of notices) await this.notices.endWithContract(one.id, endingReason ?? reasons);
    await this.rows.note(id, 'completed', reasons);
    await this.rows.update(id, { endedOn: this.rows.today.toString() });
    return outcomeOf(moved, termination);
  }

  private async mustStand(proposal: Pick<Termination, 'ground' | 'noticeId' | 'serviceId' | 'contractId' | 'providerId' | 'facts'>, problems: readonly FieldProblem[]): Promise<void> {
    const all = [...problems];
    if (!(await this.rows.groundStands(proposal))) {
      all.push(groundless(proposal.ground));
    }
    if (all.length > 0) throw new InvalidInput(all);
    await this.noticeRows.mayReachProvider(proposal.providerId, 'facts', [proposal.facts]);
  }

  private async ofService(id: string, serviceId: string): Promise<Termination> {
    const termination = await this.rows.known(id);
    if (termination.serviceId !== serviceId) throw new NotFound('termination');
    return termination;
  }
}

/** What the records lack for a ground that they do not bear. */
function groundless(ground: Termination['ground']): FieldProblem {
  if (ground === 'unremediedNotice') return { field: 'noticeId', message: 'Choose a notice of this contract that was served, was not remedied and is not withdrawn' };
  if (ground === 'insolvency') return { field: 'ground', message: 'First record, at the service, whether the provider is in administration: its insolvency practitioner is then the one who is served' };
  return { field: 'ground', message: 'Choose another ground: the contract’s own count of defaults is not reached' };
}

/** The notice a ground names; another ground names none, whatever the form still held. */
function noticeOf({ ground, noticeId }: Pick<EditTermination, 'ground' | 'noticeId'>): string | null {
  return ground === 'unremediedNotice' ? (noticeId ?? null) : null;
}
