import { Injectable } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import type { MovedCase } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { defaultCounts } from '../notices/default-counts.js';
import { NoticeRows } from '../notices/notice-rows.js';
import { insolvencyRow } from '../providers/insolvency.js';
import { Termination, TerminationNote } from './termination.entity.js';
import type { TerminationContext } from './termination.machine.js';

/** What a ground rests on in the records. */
export type Ground = Pick<Termination, 'ground' | 'serviceId' | 'providerId' | 'contractId' | 'noticeId'>;

// A notice concluded was breached before. One withdrawn, or remedied, carries no termination (R15).
const unremedied = `
  select from notices n join workflows w on w.council_id = n.council_id and w.id = n.id
  where n.council_id = $1 and n.id = $2 and n.contract_id = $3 and n.kind in ('remedy', 'breach') and n.served_on is not null and w.state in ('breached', 'concluded')`;
const countReached = `select from (${defaultCounts('$1', '$2', '$3::date')}) t where t."contractId" = $4 and t.counted >= t.defaults`;

// Whether it is in administration is on record, and with it who is served (case 23).
const insolvencyKnown = `select from ${insolvencyRow('$1', '$2::date')} held`;

/** The rows of terminations, for the services of this room and `decisions/`. */
@Injectable()
export class TerminationRows {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
    private readonly notices: NoticeRows,
  ) {}

  /** @throws NotFound */
  async known(id: string): Promise<Termination> {
    const termination = await this.unit.manager.findOneBy(Termination, { councilId: this.unit.actor.councilId, id });
    if (termination === null) throw new NotFound('termination');
    return termination;
  }

  async update(id: string, change: Partial<Termination>): Promise<void> {
    await this.unit.manager.update(Termination, { councilId: this.unit.actor.councilId, id }, change);
  }

  async note(terminationId: string, kind: TerminationNote['kind'], text: string, happenedOn = this.today.toString()): Promise<void> {
    await this.unit.manager.insert(TerminationNote, { ...this.notices.written, terminationId, kind, text, happenedOn });
  }

  /** Whether the ground stands in the records (R14, R15). */
  async groundStands({ ground, serviceId, providerId, contractId, noticeId }: Ground): Promise<boolean> {
    const { councilId } = this.unit.actor;
    if (ground === 'unremediedNotice') return (await this.unit.query(unremedied, [councilId, noticeId, contractId])).length > 0;
    if (ground === 'insolvency') return (await this.unit.query(insolvencyKnown, [providerId, this.today.toString()])).length > 0;
    if (ground === 'defaultCount') return (await this.unit.query(countReached, [councilId, serviceId, this.today.toString(), contractId])).length > 0;
    return true;
  }

  /** What the proposal holds, counted now. */
  async proposalFacts(termination: Termination, procedureId: string) {
    const { timescales } = (await this.procedures.of(procedureId)).content;
    return {
      contractInForce: (await this.notices.contractInForce(termination)) !== null,
      groundStands: await this.groundStands(termination),
      factsGiven: termination.facts !== '', optionsGiven: termination.options !== '', equalityNoteGiven: termination.equalityNote !== '', proportionalityGiven: termination.proportionality !== '',
      periodGiven: termination.periodClause !== '',
      planBy: addWorkingDays(this.today, timescales.exitPlanWorkingDays).toString(),
    };
  }

  get officer(): { officer: string; isOfficer: boolean } {
    const { membershipId, role } = this.unit.actor;
    return { officer: membershipId, isOfficer: councilOfficers.includes(role) };
  }

  get today(): Temporal.PlainDate {
    return this.notices.today;
  }

  /** The first columns of a new row that keeps who wrote it and when. */
  get written(): { councilId: string; id: string; recordedBy: string; recordedAt: string } {
    return this.notices.written;
  }
}

export function outcomeOf({ id, version }: MovedCase<TerminationContext>, { reference }: Pick<Termination, 'reference'>): Outcome {
  return { id, version, reference };
}
