import { Injectable } from '@nestjs/common';
import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { permissionOf } from '../../platform/access/policy.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound, NotPermitted } from '../../platform/graphql/refusals.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';
import { ActionNotices } from './action-notices.js';
import { Action, ActionCheck, ActionExtension } from './action.entity.js';
import type { BeginAction, ExtendAction, ReportActionComplete, RequestActionExtension, SupersedeAction, VerifyAction } from './action.inputs.js';
import { type ActionContext, type ActionEvents, actionMachine } from './action.machine.js';

/** An action as a meeting agrees it, or an officer sets it. */
export interface NewAction {
  readonly serviceId?: string | null | undefined;
  readonly agendaItemId?: string | null;
  readonly description: string;
  /** Without it a service does not step down (statechart A). */
  readonly mustDo: boolean;
  readonly ownerMembershipId: string;
  /** A date in London, `YYYY-MM-DD`. */
  readonly dueOn: string;
  /** The provider of the service does it, and reads the description. */
  readonly forProvider?: boolean;
  /** The field of the form that the description was typed in, where it is called otherwise. */
  readonly describedIn?: string;
  /** Brought in from an earlier record: evidence not held (ADR 0030). */
  readonly fromEarlierRecords?: true;
}
interface At {
  readonly id: string;
  readonly version: number | 'latest';
}

const known = `select (select true from services where council_id = $1 and id = $2) as service,
  (select true from memberships where council_id = $1 and id = $3 and role = any ($4) and valid_from <= $5::date and (valid_to is null or valid_to >= $5::date)) as owner`;
const kept = `select ${keptFromProvider('s.provider_id')} as records from services s where s.council_id = $1 and s.id = $2`;
const ruledOut = `select from actions a join memberships m on m.council_id = a.council_id and m.id = $3
  join item_exclusions x on x.council_id = a.council_id and x.agenda_item_id = a.agenda_item_id and (x.membership_id = m.id or x.person_id = m.person_id)
  where a.council_id = $1 and a.id = $2`;
const stateOf = `select state from workflows where council_id = $1 and id = $2 and machine = 'action'`;

/** The only writer of actions: statechart F of domain.md 1.3. Inside a unit of work. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly notices: ActionNotices,
  ) {}

  /**
   * Opens an action and tells its owner. Its clock starts: the day after it is due it is overdue.
   * @throws InvalidInput where the service, or the owner, is none of this council's panel
   */
  async open({ serviceId = null, agendaItemId = null, description, mustDo, ownerMembershipId, dueOn, fromEarlierRecords, forProvider = false, describedIn = 'description' }: NewAction): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.demandKnown(serviceId, ownerMembershipId);
    if (forProvider) await this.demandTellable(serviceId, description, describedIn);
    const id = newId();
    const procedure = await this.procedures.current();
    await this.runner.start(actionMachine, { id, procedureId: procedure.id, serviceId, context: { ownerId: ownerMembershipId, dueOn, reportedBy: null, extensions: 0 } });
    await this.trail.record({ subjectKind: 'action', subjectId: id, action: 'actionOpened', after: { serviceId, agendaItemId, mustDo, ownerMembershipId, dueOn, fromEarlierRecords, ...(forProvider && { forProvider }) } });
    const reference = await this.unit.reference('ACT');
    await this.unit.manager.insert(Action, {
      councilId: actor.councilId, id, reference, serviceId, agendaItemId, description, mustDo, ownerMembershipId, dueOn, fromEarlierRecords: fromEarlierRecords ?? false, forProvider, providerReported: false,
      recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.notices.tellOwner({ id, reference, ownerMembershipId, dueOn });
    if (forProvider) await this.notices.tellProvider({ id, reference, serviceId });
    return { id, version: 1, reference };
  }

  /** Its owner has begun, or an officer says so for them. */
  async begin({ id, version }: BeginAction): Promise<Outcome> {
    const before = await this.ownersOrOfficers(id, 'beginAction');
    return outcomeOf(await this.send('BEGIN', { id, version }, {}), before);
  }

  /** Its owner, or the provider whose plan it is part of, says that it is done. That closes nothing (R17). */
  async reportComplete({ id, version, evidence }: ReportActionComplete): Promise<Outcome> {
    const before = await this.ownersOrOfficers(id, 'reportActionComplete');
    const moved = await this.send('REPORT_COMPLETE', { id, version }, { reportedBy: this.unit.actor.membershipId, evidenceGiven: true });
    const again = `Reported again on ${dateInWords(londonDate(this.unit.at))}:`;
    await this.change(id, {
      evidence: before.evidence === null ? evidence : `${before.evidence}\n\n${again}\n${evidence}`,
      providerReported: this.unit.actor.role === 'provider' && (before.evidence === null || before.providerReported),
    });
    return outcomeOf(moved, before);
  }

  /** An officer checks it first hand: done and closed, or open again with a new date. */
  async verify({ id, version, done, checkedOn, method, newDueOn }: VerifyAction): Promise<Outcome> {
    const before = await this.action(id);
    const officer = { verifiedBy: this.unit.actor.membershipId, verifiedByIsOfficer: this.isOfficer() };
    if (done) {
      await this.send('VERIFY', { id, version }, { ...officer, verifiedOn: checkedOn, methodGiven: true });
      await this.change(id, { verification: method, verifiedOn: checkedOn });
      await this.checked(id, { done, checkedOn, method, newDueOn: null });
      return outcomeOf(await this.send('CLOSE', { id, version: 'latest' }, {}), before);
    }
    await this.send('REFUSE_VERIFICATION', { id, version }, { ...officer, refusalReasonGiven: true });
    const reopened = await this.send('REOPEN', { id, version: 'latest' }, { newDueOn: newDueOn ?? null });
    await this.change(id, { verification: method, dueOn: reopened.context.dueOn });
    await this.checked(id, { done, checkedOn, method, newDueOn: reopened.context.dueOn });
    return outcomeOf(reopened, before);
  }

  /** Its owner asks for more time. */
  async requestExtension({ id, version, newDueOn, reason }: RequestActionExtension): Promise<Outcome> {
    const before = await this.ownersOrOfficers(id, 'requestActionExtension');
    const requestedBy = this.unit.actor.membershipId;
    const moved = await this.send('REQUEST_EXTENSION', { id, version }, { requestedBy, requestedDueOn: newDueOn, extensionReasonGiven: true });
    await this.change(id, { extensionDueOn: newDueOn, extensionReason: reason, extensionRequestedBy: requestedBy, extensionRefusal: null });
    await this.timeAsked(id, 'asked', newDueOn, reason);
    return outcomeOf(moved, before);
  }

  /** An officer other than whoever asked agrees to more time or refuses it; asked for by word of mouth, it counts as the owner's request. */
  async extend({ id, version, agreed, newDueOn, reason }: ExtendAction): Promise<Outcome> {
    const before = await this.action(id);
    let at: At = { id, version };
    if (agreed && (await this.state(id)) !== 'extensionRequested') {
      await this.send('REQUEST_EXTENSION', at, { requestedBy: before.ownerMembershipId, requestedDueOn: newDueOn ?? '', extensionReasonGiven: reason !== undefined });
      at = { id, version: 'latest' };
    }
    if (!agreed) {
      const refused = await this.send('REFUSE_EXTENSION', at, { refusalReasonGiven: reason !== undefined });
      await this.change(id, { extensionRefusal: reason ?? null, extensionDueOn: null, extensionRequestedBy: null });
      await this.timeAsked(id, 'refused', null, reason ?? null);
      return outcomeOf(refused, before);
    }
    const moved = await this.send('AGREE_EXTENSION', at, {
      newDueOn: newDueOn ?? null, agreedBy: this.unit.actor.membershipId, agreedByIsOfficer: this.isOfficer(),
      requestedBy: before.extensionRequestedBy ?? before.ownerMembershipId, extensionReasonGiven: before.extensionRequestedBy !== null || reason !== undefined,
    });
    await this.change(id, { dueOn: moved.context.dueOn, extensionDueOn: null, extensionRequestedBy: null, extensionReason: reason ?? before.extensionReason });
    await this.timeAsked(id, 'agreed', moved.context.dueOn, reason ?? null);
    return outcomeOf(moved, before);
  }

  /** Something else does it now. */
  async supersede({ id, version, reason }: SupersedeAction): Promise<Outcome> {
    const moved = await this.send('SUPERSEDE', { id, version }, { supersedeReasonGiven: true });
    await this.change(id, { replacedBy: reason });
    return outcomeOf(moved);
  }

  /** Another has it from now on, also what its owner had asked for: they agree to no request of their own. */
  async give(id: string, ownerMembershipId: string): Promise<void> {
    const { ownerMembershipId: before, extensionRequestedBy } = await this.action(id);
    await this.send('HAND_OVER', { id, version: 'latest' }, { ownerId: ownerMembershipId });
    await this.change(id, { ownerMembershipId, ...(extensionRequestedBy === before && { extensionRequestedBy: ownerMembershipId }) });
  }

  /** Whether somebody was ruled out of the item that agreed it (R21). */
  async isOut(id: string, membershipId: string): Promise<boolean> {
    return (await this.unit.query(ruledOut, [this.unit.actor.councilId, id, membershipId])).length > 0;
  }

  /** By a job, when its day has passed: told to its owner's manager, or where none is named to the coordinator, and to its owner (R18). */
  async tellOverdue(id: string): Promise<void> {
    await this.notices.tellOverdue(await this.action(id));
  }

  private send<Event extends keyof ActionEvents>(event: Event, at: At, facts: ActionEvents[Event]): Promise<MovedCase<ActionContext>> {
    return this.runner.send(actionMachine, event, { ...at, facts });
  }

  private isOfficer(): boolean {
    return councilOfficers.includes(this.unit.actor.role);
  }

  private async action(id: string): Promise<Action> {
    const action = await this.unit.manager.findOneBy(Action, { councilId: this.unit.actor.councilId, id });
    if (action === null) throw new NotFound('action');
    return action;
  }

  private async ownersOrOfficers(id: string, act: string): Promise<Action> {
    const action = await this.action(id);
    const { actor } = this.unit;
    // A provider finds those of its own plan alone: row-level security.
    const isTheirs = action.ownerMembershipId === actor.membershipId || (actor.role === 'provider' && action.forProvider);
    if (!isTheirs && !this.isOfficer()) throw new NotPermitted(permissionOf(act)?.who ?? 'nobody');
    return action;
  }

  private async state(id: string): Promise<string | undefined> {
    const [found] = await this.unit.query<{ state: string }>(stateOf, [this.unit.actor.councilId, id]);
    return found?.state;
  }

  private async change(id: string, values: Partial<Action>): Promise<void> {
    await this.unit.manager.update(Action, { councilId: this.unit.actor.councilId, id }, values);
  }

  /** Every check stays, however often it is opened again (case 25). */
  private async checked(actionId: string, check: Pick<ActionCheck, 'done' | 'checkedOn' | 'method' | 'newDueOn'>): Promise<void> {
    await this.unit.manager.insert(ActionCheck, { ...check, ...this.written(actionId) });
  }

  private async timeAsked(actionId: string, step: ActionExtension['step'], until: string | null, words: string | null): Promise<void> {
    await this.unit.manager.insert(ActionExtension, { step, until, words, ...this.written(actionId) });
  }

  private written(actionId: string) {
    const { actor, at } = this.unit;
    return { councilId: actor.councilId, id: newId(), actionId, recordedBy: actor.membershipId, recordedAt: at.toString() };
  }

  /** What the provider reads names nothing that must not reach it (bad case 16). */
  private async demandTellable(serviceId: string | null, description: string, field: string): Promise<void> {
    if (serviceId === null) throw new InvalidInput([{ field: 'forProvider', message: 'An action for a provider is about one of its services: start from the service’s page' }]);
    const [held] = await this.unit.query<{ records: KeptRecord[] }>(kept, [this.unit.actor.councilId, serviceId]);
    const named = recordsNamed(description, held?.records ?? []);
    if (named.length > 0) throw new InvalidInput([{ field, message: `The provider reads this, and it names or repeats what must not reach the provider (${named.join(', ')})` }]);
  }

  private async demandKnown(serviceId: string | null, ownerMembershipId: string): Promise<void> {
    const { actor, at } = this.unit;
    const owners = panelCircle.filter((role) => role !== 'auditor');
    const [found] = await this.unit.query<{ service: true | null; owner: true | null }>(known, [actor.councilId, serviceId, ownerMembershipId, owners, londonDate(at).toString()]);
    const problems: FieldProblem[] = [
      ...(serviceId === null || found?.service ? [] : [{ field: 'serviceId', message: 'Choose a service of the list' }]),
      ...(found?.owner ? [] : [{ field: 'ownerMembershipId', message: 'Choose who does it' }]),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
  }
}

function outcomeOf({ id, version }: MovedCase<ActionContext>, action?: Pick<Action, 'reference'>): Outcome {
  return { id, version, reference: action?.reference ?? null };
}
