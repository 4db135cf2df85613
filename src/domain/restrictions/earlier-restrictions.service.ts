import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import type { RestrictionScope } from './effective-rule.js';
import { RestrictionRows } from './restriction-rows.js';
import { type RestrictionKind, restrictionMachine } from './restriction.machine.js';
import { contextOf, type PlacedRestriction } from './restrictions.service.js';

/** A restriction in force, as an earlier record states it. */
export interface StatedRestriction {
  readonly serviceId: string;
  readonly kind: RestrictionKind;
  readonly scope: RestrictionScope;
  readonly reasonCode: string | null;
  readonly reasons: string;
  readonly liftConditions: string | null;
  readonly exceptions: string;
  readonly startsOn: string;
  /** The review it states; where it states none, or one that R06 does not allow, it is reviewed at once. */
  readonly reviewOn: string | null;
  /** Null only where it is not the council’s. */
  readonly statedDecider: string | null;
}

/** Restrictions of earlier records: in force as they stand there, decided by nobody here (ADR 0030). Inside a unit of work. */
@Injectable()
export class EarlierRestrictions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly rows: RestrictionRows,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws TransitionRefused with what the record does not say. */
  async bringIn(stated: StatedRestriction): Promise<PlacedRestriction> {
    const { serviceId, kind, scope, reasonCode, reasons, liftConditions, exceptions, startsOn, statedDecider } = stated;
    const procedure = await this.procedures.current();
    const today = londonDate(this.unit.at);
    const latestReviewOn = today.add({ days: procedure.content.timescales.restrictionFirstReviewDays }).toString();
    const inTime = stated.reviewOn !== null && stated.reviewOn > today.toString() && stated.reviewOn <= latestReviewOn;
    const reviewOn = inTime && stated.reviewOn !== null ? stated.reviewOn : today.toString();
    const id = newId();
    const reasonCodes = reasonCode === null ? [] : [reasonCode];
    await this.runner.start(restrictionMachine, { id, procedureId: procedure.id, serviceId, context: contextOf({ kind, reasonCodes }) });
    const facts = { statedDeciderGiven: statedDecider !== null, scopeGiven: true, statedReasonGiven: reasons !== '', startsOn, today: today.toString(), reviewOn, latestReviewOn };
    let moved = await this.runner.send(restrictionMachine, 'BRING_IN', { id, version: 'latest', facts });
    if (!inTime) moved = await this.runner.send(restrictionMachine, 'START_REVIEW', { id, version: 'latest', facts: {} });
    const reference = await this.rows.insert(id, {
      serviceId, kind, scope, reasonCodes, exceptions, startsOn, reviewOn, decisionId: null, riskAssessmentId: null, confirmBy: null,
      fairness: 'fromEarlierRecords', fromEarlierRecords: true, statedDecider, grounds: { reasons, liftConditions },
    });
    return { id, reference, version: moved.version, state: moved.state };
  }
}
