import { dateInWords } from '../../platform/clock/words.js';
import type { LiftPhase } from './restriction.requirements.js';
import type { RestrictionKind } from './restriction.machine.js';

export const coverages = ['all', 'nursing', 'residential', 'respite', 'unit', 'need', 'clientGroup', 'area'] as const;

/** What a restriction covers of a service's new placements (R06). */
export interface RestrictionScope {
  readonly covers: (typeof coverages)[number];
  /** Which unit, need, client group or area, as it reads on from "placements": "in Willow unit", "of people who need two carers". */
  readonly detail: string | null;
  /** New placements a week that a cap allows; null for any other kind. */
  readonly perWeek: number | null;
}

/** A restriction in force, as far as placing goes. */
export interface LiveRestriction {
  readonly id: string;
  readonly reference: string;
  readonly kind: RestrictionKind;
  readonly scope: RestrictionScope;
  readonly startsOn: string;
  /** Job title of the officer who decided it; null where it is not the council's. */
  readonly decidedBy: string | null;
  /** Where it was brought in: who decided it, as an earlier record states it. */
  readonly statedDecider?: string | null;
  readonly exceptions: string;
  /** The phase of a lift: so many may be placed again, whatever it barred before. */
  readonly phase?: Pick<LiftPhase, 'placements' | 'weeks'> | null;
}

/** One thing that is barred, by every restriction that bars it. */
export interface Barred {
  /** "No new nursing placements". */
  readonly what: string;
  /** Since when, by the earliest of them. */
  readonly since: string;
  readonly by: readonly string[];
  readonly exceptions: readonly string[];
  readonly references: readonly string[];
}
export interface EffectiveRule {
  /** `no`: nobody may be placed; `partly`: some may not, or only under a condition; `yes`: nothing restricts. */
  readonly mayPlace: 'no' | 'partly' | 'yes';
  readonly sentence: string;
  readonly barred: readonly Barred[];
}

/**
 * What may not be placed, in one sentence: the union of what every restriction in force bars (R10). A stop on all placements
 * says it all; otherwise each bar stands with its own date, decider and exceptions, so that lifting one leaves the others.
 */
export function effectiveRule(restrictions: readonly LiveRestriction[]): EffectiveRule {
  const stops = restrictions.filter(stopsAll);
  const bars = [...Map.groupBy(stops.length > 0 ? stops : restrictions, whatItBars)].map(([what, all]) => barOf(what, all));
  if (bars.length === 0) return { mayPlace: 'yes', sentence: 'No restriction on new placements.', barred: [] };
  return { mayPlace: stops.length > 0 ? 'no' : 'partly', sentence: `${bars.map(inWords).join('; ')}.`, barred: bars };
}

/** What one restriction bars, as the beginning of a sentence. */
export function whatItBars({ kind, scope, phase }: Pick<LiveRestriction, 'kind' | 'scope' | 'phase'>): string {
  if (phase) return `No more than ${phase.placements} new ${named(scope, phase.placements === 1 ? 'placement' : 'placements')} in ${phase.weeks === 1 ? 'a week' : `${phase.weeks} weeks`}, while the restriction is lifted in phases`;
  if (kind === 'cautionary') return `Check with the quality team before any new ${named(scope, 'placement')}`;
  if (kind !== 'cap') return `No new ${named(scope, 'placements')}`;
  return scope.perWeek === null ? `Manager sign-off for each new ${named(scope, 'placement')}` : `No more than ${scope.perWeek} new ${named(scope, 'placements')} a week`;
}

function named({ covers, detail }: RestrictionScope, noun: 'placement' | 'placements'): string {
  if (covers === 'nursing' || covers === 'residential' || covers === 'respite') return `${covers} ${noun}`;
  return detail === null || covers === 'all' ? noun : `${noun} ${detail}`;
}

function stopsAll({ kind, scope, phase }: LiveRestriction): boolean {
  return !phase && scope.covers === 'all' && kind !== 'cap' && kind !== 'cautionary';
}

function barOf(what: string, restrictions: readonly LiveRestriction[]): Barred {
  const byDate = restrictions.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn) || a.reference.localeCompare(b.reference));
  return {
    what,
    since: byDate[0]?.startsOn ?? '',
    by: unique(byDate.map(deciderOf)),
    exceptions: unique(byDate.map(({ exceptions }) => exceptions)),
    references: byDate.map(({ reference }) => reference),
  };
}

function deciderOf({ kind, decidedBy, statedDecider }: LiveRestriction): string {
  if (statedDecider) return `${statedDecider} (from earlier records, evidence not held)`;
  if (kind === 'voluntary') return 'the provider itself';
  return kind === 'regulatorImposed' ? 'the Care Quality Commission' : (decidedBy ?? 'the council');
}

function inWords({ what, since, by, exceptions }: Barred): string {
  return `${what}, since ${dateInWords(since)}, by ${by.join(' and ')}, exceptions to ${exceptions.join(' and ')}`;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
