import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { RestrictionScope } from './effective-rule.js';
import { Restriction, RestrictionGrounds } from './restriction.entity.js';
import type { RestrictionKind } from './restriction.machine.js';

export type WayIn = 'afterRepresentation' | 'precautionary' | 'emergency';

/** A restriction as it begins: what brokerage needs of it, and what people wrote about it. */
export interface NewRestriction {
  readonly serviceId: string;
  readonly decisionId: string | null;
  readonly kind: RestrictionKind;
  readonly scope: RestrictionScope;
  readonly reasonCodes: readonly string[];
  readonly exceptions: string;
  readonly riskAssessmentId: string | null;
  readonly fairness: WayIn | 'notApplicable' | 'fromEarlierRecords';
  readonly fromEarlierRecords?: true;
  readonly statedDecider?: string | null;
  readonly startsOn: string;
  readonly reviewOn: string;
  readonly confirmBy: string | null;
  readonly grounds: Pick<RestrictionGrounds, 'reasons' | 'liftConditions'> & Partial<Pick<RestrictionGrounds, 'notHeardReason' | 'sourceOn' | 'effect'>>;
}
/** How a restriction ended, as it was written down. */
export interface Ending {
  readonly endReason?: string;
  readonly evidence?: string;
  readonly evidenceOn?: string | null;
}

/** The rows of restrictions, for the services of this room: what one bars, and beside it, for the panel's circle alone, why. */
@Injectable()
export class RestrictionRows {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @returns its reference. The trail says what it bars and since when, never what people wrote. */
  async insert(id: string, { grounds, reasonCodes, ...row }: NewRestriction): Promise<string> {
    const { actor, at } = this.unit;
    const reference = await this.unit.reference('RES');
    await this.unit.manager.insert(Restriction, { ...row, councilId: actor.councilId, id, reference, reasonCodes: [...reasonCodes], recordedAt: at.toString() });
    await this.unit.manager.insert(RestrictionGrounds, { ...grounds, councilId: actor.councilId, restrictionId: id });
    const { kind, scope, startsOn, reviewOn, confirmBy, decisionId, fairness } = row;
    await this.trail.record({ subjectKind: 'restriction', subjectId: id, action: 'restrictionRecorded', after: { reference, kind, scope, reasonCodes, startsOn, reviewOn, confirmBy, decisionId, fairness } });
    return reference;
  }

  async update(id: string, change: Partial<Restriction>, grounds: Partial<RestrictionGrounds> = {}): Promise<void> {
    const { councilId } = this.unit.actor;
    await this.unit.manager.update(Restriction, { councilId, id }, change);
    if (Object.keys(grounds).length > 0) await this.unit.manager.update(RestrictionGrounds, { councilId, restrictionId: id }, grounds);
  }

  end(id: string, ending: Ending): Promise<void> {
    return this.update(id, { endedOn: londonDate(this.unit.at).toString() }, ending);
  }
}
