import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Appeal } from './appeal.entity.js';
import type { GiveAppealGrounds, LodgeAppeal, RecordAppeal, WithdrawAppeal } from './appeal.inputs.js';
import { type AppealEvents, appealMachine, type HearingOfficer } from './appeal.machine.js';
import { type Appealable, appealable, appealableStates, appealDates, exclusionOf } from './appealable.js';
import { RepresentationsService } from './representations.service.js';

/** How and when an appeal came. */
interface Coming {
  readonly at: Temporal.Instant;
  readonly how: string;
}
/** What whoever hears it decides. */
export interface Hearing {
  readonly outcome: 'upheld' | 'partlyUpheld' | 'dismissed';
  readonly restrictionChanged: boolean;
  readonly restrictionEnded: boolean;
  readonly everyArgumentAnswered: boolean;
  /** Over the Director: the Chief Executive's nominee, by name and post. */
  readonly nominee: string | undefined;
}
export interface KnownAppeal {
  readonly reference: string;
  readonly serviceId: string;
  readonly restrictionId: string;
  readonly decisionId: string;
  readonly procedureId: string;
  readonly restrictionState: string;
}

// One appeal for each decision: whoever comes second, in whatever way, is told so.
const add = `
  insert into appeals (council_id, id, reference, service_id, provider_id, restriction_id, decision_id, served_on, lodged_on, lodged_how, lodged_by, grounds, grounds_received_at, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (council_id, decision_id) do nothing returning id`;
const groundsOf = 'select grounds from appeals where council_id = $1 and id = $2 for update';
const appealById = `
  select a.reference, a.service_id as "serviceId", a.restriction_id as "restrictionId", a.decision_id as "decisionId", w.procedure_id as "procedureId", xw.state as "restrictionState"
  from appeals a join workflows w on w.council_id = a.council_id and w.id = a.id join workflows xw on xw.council_id = a.council_id and xw.id = a.restriction_id where a.council_id = $1 and a.id = $2`;
const lodgedBefore = { requirement: 'isFirst', sentence: 'An appeal against this decision was lodged before: add its grounds to that one, or say more as a representation.' };
const events = { upheld: 'UPHOLD', partlyUpheld: 'UPHOLD_IN_PART', dismissed: 'DISMISS' } as const;

/** The only writer of appeals: lodged, grounded, withdrawn, and decided by what comes down from `decisions/` (D19). */
@Injectable()
export class AppealsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly representations: RepresentationsService,
  ) {}

  lodge(input: LodgeAppeal): Promise<Outcome> {
    return this.take(input, { at: this.unit.at, how: 'On the provider’s own page' });
  }

  /** @throws InvalidInput when it came later than now. */
  record(input: RecordAppeal): Promise<Outcome> {
    const day = Temporal.PlainDate.from(input.receivedOn);
    const today = londonDate(this.unit.at);
    if (Temporal.PlainDate.compare(day, today) > 0) throw new InvalidInput([{ field: 'receivedOn', message: 'Enter a date that has come: the appeal is not here yet' }]);
    return this.take(input, { at: day.equals(today) ? this.unit.at : londonInstant(day, '12:00'), how: input.how });
  }

  async giveGrounds({ id, text }: GiveAppealGrounds): Promise<Outcome> {
    const { actor, at } = this.unit;
    const moved = await this.runner.send(appealMachine, 'GIVE_GROUNDS', { id, version: 'latest', facts: { groundsGiven: text !== '' } });
    const [before] = await this.unit.query<{ grounds: string | null }>(groundsOf, [actor.councilId, id]);
    const grounds = before?.grounds ? `${before.grounds}\n\nAdded on ${dateInWords(londonDate(at))}:\n${text}` : text;
    await this.unit.manager.update(Appeal, { councilId: actor.councilId, id }, { grounds, groundsReceivedAt: at.toString() });
    return { id, version: moved.version };
  }

  async withdraw({ id, version, how }: WithdrawAppeal): Promise<Outcome> {
    const moved = await this.runner.send(appealMachine, 'WITHDRAW', { id, version, facts: { providersWordsGiven: how !== '' } });
    await this.unit.manager.update(Appeal, { councilId: this.unit.actor.councilId, id }, { withdrawnHow: how });
    return { id, version: moved.version };
  }

  /** @throws NotFound */
  async known(id: string): Promise<KnownAppeal> {
    const [appeal] = await this.unit.query<KnownAppeal>(appealById, [this.unit.actor.councilId, id]);
    if (appeal === undefined) throw new NotFound('appeal');
    return appeal;
  }

  /** D19: whoever hears it has decided. @throws TransitionRefused where they took part in the decision, or are of lower rank (R11) */
  async decide(appeal: { id: string; version: number; decisionId: string }, outcomeDecisionId: string, hearing: Hearing): Promise<void> {
    const { id, version } = appeal;
    const { outcome, restrictionChanged, restrictionEnded, everyArgumentAnswered, nominee } = hearing;
    const { actor } = this.unit;
    const facts: AppealEvents['UPHOLD'] = { ...this.hearer(await this.ground(appeal.decisionId), nominee), everyArgumentAnswered, reasonsGiven: true, restrictionChanged, restrictionEnded };
    await this.runner.send(appealMachine, events[outcome], { id, version, decisionId: outcomeDecisionId, facts });
    await this.unit.manager.update(Appeal, { councilId: actor.councilId, id }, { outcomeDecisionId, heardBy: actor.membershipId, nominee: nominee ?? null });
  }

  private async take({ decisionId, text, groundsFollow }: LodgeAppeal, { at, how }: Coming): Promise<Outcome> {
    const { actor } = this.unit;
    const ground = await this.ground(decisionId);
    const { content } = await this.procedures.of(ground.procedureId);
    const lodgedOn = londonDate(at);
    const dates = appealDates(content, ground.servedOn);
    const groundsBy = dates?.groundsBy ?? addWorkingDays(lodgedOn, content.timescales.appealGroundsWorkingDays).toString();
    const hearBy = addWorkingDays(groundsFollow ? Temporal.PlainDate.from(groundsBy) : lodgedOn, content.timescales.decideSanctionWorkingDays).toString();
    const id = newId();
    const reference = await this.unit.reference('APP');
    const { serviceId, providerId, restrictionId, procedureId, servedOn, decidedGrade } = ground;
    const [added] = await this.unit.query(add, [
      actor.councilId, id, reference, serviceId, providerId, restrictionId, decisionId, servedOn, lodgedOn.toString(), how, actor.membershipId, text, at.toString(), this.unit.at.toString(),
    ]);
    if (added === undefined) throw new TransitionRefused({ from: 'lodged', event: 'ADMIT', unmet: [lodgedBefore] });
    await this.runner.start(appealMachine, { id, procedureId, serviceId, sharedWithProviderId: providerId, context: { appealBy: dates?.appealBy ?? null, groundsBy, hearBy, decidedGrade }, happenedAt: at });
    const late = dates !== null && lodgedOn.toString() > dates.appealBy;
    const version = await this.admit(id, ground, { lodgedOn: lodgedOn.toString(), excluded: exclusionOf(content, ground.reasonCodes) !== null, late, groundsFollow, at });
    if (late) await this.takeAsRepresentation(id, ground, text, at);
    await this.trail.record({ subjectKind: 'appeal', subjectId: id, action: late ? 'appealOutOfTime' : 'appealLodged', after: { reference, decisionId, restrictionId, lodgedOn: lodgedOn.toString() } });
    return { id, version, reference };
  }

  private async admit(id: string, ground: Appealable, how: { lodgedOn: string; excluded: boolean; late: boolean; groundsFollow: boolean; at: Temporal.Instant }): Promise<number> {
    const { lodgedOn, excluded, late, groundsFollow, at: happenedAt } = how;
    const facts = { lodgedOn, excluded, stands: appealableStates.includes(ground.restrictionState) };
    const step = { id, version: 'latest', happenedAt } as const;
    if (late) return (await this.runner.send(appealMachine, 'RULE_OUT_OF_TIME', { ...step, facts })).version;
    if (groundsFollow) return (await this.runner.send(appealMachine, 'AWAIT_GROUNDS', { ...step, facts })).version;
    return (await this.runner.send(appealMachine, 'ADMIT', { ...step, facts: { ...facts, groundsGiven: true } })).version;
  }

  /** Too late for an appeal, never for a representation: it is read and answered in the next decision (R05, R11). */
  private async takeAsRepresentation(id: string, { serviceId, decisionId, servedOn }: Appealable, text: string, at: Temporal.Instant): Promise<void> {
    const toldOn = Temporal.PlainDate.from(servedOn ?? londonDate(at));
    const representationId = await this.representations.takeOnDecision({ serviceId, decisionId, subject: 'A restriction on new placements', toldOn, toldHow: 'By letter' }, text, at);
    await this.unit.manager.update(Appeal, { councilId: this.unit.actor.councilId, id }, { representationId });
  }

  private hearer({ decided, recommended, attended }: Appealable, nominee: string | undefined): HearingOfficer {
    const { membershipId, personId, grade } = this.unit.actor;
    const isOf = (people: readonly string[]): boolean => personId === null || people.includes(personId);
    return { heardBy: membershipId, hearerGrade: grade, decided: isOf(decided), recommended: isOf(recommended), attended: isOf(attended), nomineeNamed: nominee !== undefined };
  }

  private async ground(decisionId: string): Promise<Appealable> {
    const [row] = await this.unit.query<{ result: Appealable | null }>(appealable, [decisionId]);
    if (!row?.result) throw new NotFound('decision');
    return row.result;
  }
}
