import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { councilOfficers } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { endOfDay, londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { dateInWords } from '../../platform/clock/words.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { isNarrow } from './caveats.js';
import { IntelligenceNotices } from './intelligence-notices.js';
import { Intelligence, type Severity } from './intelligence.entity.js';
import type {
  AllocateIntelligence, AssessIntelligence, CloseIntelligence, DisposeIntelligence, RetractIntelligence, TriageIntelligence,
} from './intelligence.inputs.js';
import { type IntelligenceContext, type IntelligenceEvents, intelligenceMachine } from './intelligence.machine.js';

type Disposition = Procedure['intelligence']['dispositions'][number];
type Steps = 'TAKE_NO_FURTHER_ACTION' | 'TAKE_ACTION' | 'LINK_TO_S42' | 'SEND_TO_PANEL' | 'PASS_TO_OTHER_BODY' | 'MARK_DUPLICATE';
const stepOf: Readonly<Record<string, Steps>> = {
  duplicate: 'MARK_DUPLICATE', safeguardingReferral: 'LINK_TO_S42', otherBodyTold: 'PASS_TO_OTHER_BODY', toPanel: 'SEND_TO_PANEL',
};

/** Who reads a record changes by an act of its own, with a reason and its history (ADR 0020). */
const onItsOwnPage = 'Keep it as it is here: change who may see this on its own page, with the reason';
const isOfficer = `select true as found from memberships where council_id = $1 and id = $2 and role = any ($3)
  and valid_from <= $4::date and (valid_to is null or valid_to >= $4::date)`;
const untriaged = `select from workflows where council_id = $1 and id = $2 and machine = 'intelligence' and state in ('received', 'logged')`;

/** What the council makes of a record after it was received: the machine of domain.md 1.3 D, step by step. Inside a unit of work. */
@Injectable()
export class IntelligenceService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly notices: IntelligenceNotices,
  ) {}

  /** Says how serious it is and who handles it, and gives it to an officer: two steps in one. */
  async triage({ id, version, severity, caveat, lawfulBasis, note, allocatedTo }: TriageIntelligence): Promise<Outcome> {
    const { content } = await this.procedures.current();
    this.demandCode(content.intelligence.caveats, caveat, 'caveat', 'Choose who may see it');
    const before = await this.record(id);
    this.demandProtection(before, caveat);
    if (caveat !== before.caveat && (isNarrow(caveat) || isNarrow(before.caveat))) throw new InvalidInput([{ field: 'caveat', message: onItsOwnPage }]);
    const answerBy = respondBy(content, severity, before.receivedAt);
    await this.send('TRIAGE', { id, version }, { severity, caveatGiven: true, lawfulBasisGiven: true, rationaleGiven: true, respondBy: answerBy });
    const moved = await this.send('ALLOCATE', { id, version: 'latest' }, await this.officer(allocatedTo));
    await this.change(id, { severity, caveat, lawfulBasis, triageNote: note, allocatedTo });
    await this.trail.record({
      subjectKind: 'intelligence', subjectId: id, action: 'intelligenceTriaged',
      before: { severity: before.severity, caveat: before.caveat }, after: { severity, caveat, allocatedTo },
    });
    if (severity === 'P1' && before.severity !== 'P1') await this.notices.alertDutyOfficers(before);
    return outcomeOf(moved, before);
  }

  /** Gives it to another officer. */
  async allocate({ id, version, allocatedTo }: Pick<AllocateIntelligence, 'id' | 'allocatedTo'> & { readonly version: number | 'latest' }): Promise<Outcome> {
    const moved = await this.send('ALLOCATE', { id, version }, await this.officer(allocatedTo));
    await this.change(id, { allocatedTo });
    return outcomeOf(moved);
  }

  /** The officer's judgement. One made again stands below the earlier ones: nothing written is lost. */
  async assess({ id, version, assessment, needsAction }: Pick<AssessIntelligence, 'id' | 'assessment' | 'needsAction'> & { readonly version: number | 'latest' }): Promise<Outcome> {
    const moved = await this.send('ASSESS', { id, version }, { assessedBy: this.unit.actor.membershipId, assessmentGiven: true, needsAction });
    const before = await this.record(id);
    const again = `Assessed again on ${dateInWords(londonDate(this.unit.at))}:`;
    await this.change(id, { assessment: before.assessment === null ? assessment : `${before.assessment}\n\n${again}\n${assessment}`, needsAction });
    return outcomeOf(moved, before);
  }

  /** What becomes of it (domain.md 4.5). A duplicate is linked to the record it repeats (R26). */
  async dispose({ id, version, disposition, reason, ...named }: Pick<DisposeIntelligence, 'id' | 'disposition' | 'reason'> & Partial<Pick<DisposeIntelligence, 'duplicateOf' | 'safeguardingReference' | 'passedTo'>> & { readonly version: number | 'latest' }): Promise<Outcome> {
    const { content } = await this.procedures.current();
    const chosen = this.demandCode(content.intelligence.dispositions, disposition, 'disposition', 'Choose what becomes of it');
    const original = disposition === 'duplicate' ? await this.original(named.duplicateOf) : null;
    const { safeguardingReference, passedTo } = named;
    const facts = {
      dispositionReasonGiven: true, safeguardingReferenceGiven: safeguardingReference !== undefined, otherBodyGiven: passedTo !== undefined,
      duplicateOf: original, isSameRecord: original === id,
    };
    const moved = await this.send(stepFor(chosen), { id, version }, facts);
    await this.change(id, {
      disposition, dispositionReason: reason, safeguardingReference: safeguardingReference ?? null, passedTo: passedTo ?? null, duplicateOf: original,
    });
    await this.trail.record({ subjectKind: 'intelligence', subjectId: id, action: 'intelligenceDisposed', after: { disposition, duplicateOf: original } });
    return outcomeOf(moved);
  }

  /** Whoever told us takes it back, or it was a mistake: it stays, and says so. */
  async retract({ id, version, reason }: RetractIntelligence): Promise<Outcome> {
    const moved = await this.send('RETRACT', { id, version }, { retractionReasonGiven: true });
    await this.change(id, { retractionReason: reason });
    return outcomeOf(moved);
  }

  /** By a job, when its time has passed: the duty officers are told, unless it was triaged meanwhile. */
  async tellTriageOverdue(id: string): Promise<void> {
    const [waiting] = await this.unit.query(untriaged, [this.unit.actor.councilId, id]);
    if (waiting !== undefined) await this.notices.tellTriageOverdue(await this.record(id));
  }

  /** What came of it, and the recorder is told that there is an answer. */
  async close({ id, version, outcome }: CloseIntelligence): Promise<Outcome> {
    const record = await this.record(id);
    const moved = await this.send('CLOSE', { id, version }, { outcomeGiven: true, takenByPanel: record.panelTakenAt !== null });
    await this.change(id, { outcome, closedAt: this.unit.at.toString() });
    await this.notices.tellOutcome(record);
    return outcomeOf(moved, record);
  }

  /** The panel has taken its item on this service: what was sent to it may now be closed, also what whoever takes it may not read. Called by meetings/. */
  async takenByPanel(serviceId: string): Promise<void> {
    await this.unit.query('select take_by_panel($1, $2)', [serviceId, this.unit.at.toString()]);
  }

  private send<Event extends keyof IntelligenceEvents>(
    event: Event, at: { id: string; version: number | 'latest' }, facts: IntelligenceEvents[Event],
  ): Promise<MovedCase<IntelligenceContext>> {
    return this.runner.send(intelligenceMachine, event, { ...at, facts });
  }

  private async record(id: string): Promise<Intelligence> {
    const record = await this.unit.manager.findOneBy(Intelligence, { councilId: this.unit.actor.councilId, id });
    if (record === null) throw new NotFound('record');
    return record;
  }

  private async change(id: string, values: Partial<Intelligence>): Promise<void> {
    await this.unit.manager.update(Intelligence, { councilId: this.unit.actor.councilId, id }, values);
  }

  private async officer(allocatedTo: string): Promise<{ allocatedTo: string; isCouncilOfficer: boolean }> {
    const { actor, at } = this.unit;
    const found = await this.unit.query(isOfficer, [actor.councilId, allocatedTo, councilOfficers, londonDate(at).toString()]);
    return { allocatedTo, isCouncilOfficer: found.length > 0 };
  }

  /** Whoever triages cannot see why a source is protected, so only the safeguarding lead takes the protection away (R25). */
  private demandProtection(before: Pick<Intelligence, 'caveat'>, caveat: string): void {
    if (before.caveat !== 'sourceProtected' || caveat === 'sourceProtected' || this.unit.actor.role === 'safeguardingLead') return;
    throw new InvalidInput([{ field: 'caveat', message: 'Keep "Source protected": only the safeguarding lead may take it away' }]);
  }

  /**
   * The record that a duplicate repeats: one that is no duplicate itself, or two could each be the other's and neither be read (R26).
   * Locked: two disposed at once cannot both be found to be originals.
   */
  private async original(reference: string | undefined): Promise<string> {
    const { councilId } = this.unit.actor;
    const where = { councilId, reference: reference?.toUpperCase() ?? '' };
    const found = await this.unit.manager.findOne(Intelligence, { where, lock: { mode: 'pessimistic_read' } });
    if (found === null) throw new InvalidInput([{ field: 'duplicateOf', message: 'Enter the reference of a record you can see, for example INT-2026-00042' }]);
    if (found.duplicateOf === null) return found.id;
    const repeated = await this.record(found.duplicateOf);
    throw new InvalidInput([{ field: 'duplicateOf', message: `${found.reference} is itself a duplicate: link to the record it repeats, ${repeated.reference}` }]);
  }

  private demandCode<Entry extends { code: string }>(list: readonly Entry[], code: string, field: string, message: string): Entry {
    const entry = list.find((one) => one.code === code);
    if (entry === undefined) throw new InvalidInput([{ field, message }]);
    return entry;
  }
}

function stepFor({ code, needsAction }: Disposition): Steps {
  return stepOf[code] ?? (needsAction ? 'TAKE_ACTION' : 'TAKE_NO_FURTHER_ACTION');
}

function outcomeOf({ id, version }: MovedCase<IntelligenceContext>, record?: Pick<Intelligence, 'reference'>): Outcome {
  return { id, version, reference: record?.reference ?? null };
}

/** By when it is triaged, counted from when it was received (domain.md 4.4): its severity's own time, or for the lowest the next triage. */
export function triageBy(procedure: Procedure, severity: Severity, received: Temporal.Instant): { on: string; at: string } {
  const response = procedure.intelligence.severities.find(({ code }) => code === severity)?.response;
  const day = londonDate(received);
  if (response?.within === 'hours') {
    const at = received.add({ hours: response.hours });
    return { on: londonDate(at).toString(), at: at.toString() };
  }
  const on = response?.within === 'workingDays' ? addWorkingDays(day, response.workingDays) : day.add({ days: procedure.timescales.triageEveryDays });
  return { on: on.toString(), at: endOfDay(on).toString() };
}

/** The date by which its severity asks for an answer, counted from when it was received (domain.md 4.4); null: at the next triage. */
export function respondBy(procedure: Procedure, severity: Severity, receivedAt: string | Date): string | null {
  const response = procedure.intelligence.severities.find(({ code }) => code === severity)?.response;
  const received = Temporal.Instant.fromEpochMilliseconds(new Date(receivedAt).getTime());
  if (response?.within === 'hours') return londonDate(received.add({ hours: response.hours })).toString();
  if (response?.within === 'workingDays') return addWorkingDays(londonDate(received), response.workingDays).toString();
  return null;
}
