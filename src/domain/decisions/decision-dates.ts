import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { WatchedDates } from '../assurance/watched-dates.service.js';

interface Decided {
  readonly id: string;
  readonly code: string;
  readonly serviceId: string;
  readonly restrictionId?: string | undefined;
  readonly outcomeWord: string;
  readonly terms: Readonly<Record<string, unknown>>;
}

/** Dates of domain.md 1.5 that a decision starts or ends by itself. Inside a unit of work. */
@Injectable()
export class DecisionDates {
  constructor(
    private readonly unit: WriteUnit,
    private readonly dates: WatchedDates,
  ) {}

  async follow(decided: Decided, reference: string): Promise<void> {
    const { id, code, serviceId, restrictionId, outcomeWord, terms } = decided;
    if (outcomeWord === 'declined') return;
    const on = londonDate(this.unit.at).toString();
    const isEmergency = terms['wayIn'] === 'emergency' || terms['emergencyRisk'] != null;
    if (code === 'D04' || code === 'D05' || (isEmergency && code !== 'D14')) await this.dates.watchOnce({ kind: 'strategyDiscussion', serviceId, on, originId: id, about: reference });
    if (restrictionId === undefined) return;
    // A caution is told to the provider, and becomes a decided restriction or ends within its days (domain.md 3.2).
    if (code === 'D08' && terms['kind'] === 'cautionary') await this.dates.watch({ kind: 'cautionDecided', serviceId, on, originId: restrictionId, about: reference });
    if (code === 'D09' && terms['outcome'] !== 'extend') await this.dates.finishOf(restrictionId, 'cautionDecided', on, `Decided: ${reference}`);
  }
}
