import type { Rejection } from './csv-file.js';
import type { Outcome } from './register-plan.js';

/**
 * What an import did. `rows` is lines read; the other numbers count locations, each once: those the file gives to another
 * council under `otherCouncils`, the council's own under the three outcomes.
 */
export interface ImportResult {
  readonly rows: number;
  readonly otherCouncils: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: readonly Rejection[];
}

export interface ImportReport {
  readonly result: ImportResult;
  /** What the person who runs the import should know, in sentences. */
  readonly notes: readonly string[];
}
/** Hears how many bytes of all the reading are done. */
export type Progress = (done: number, all: number) => void;

const weight: Readonly<Record<Outcome, number>> = { unchanged: 0, updated: 1, created: 2 };

/** Counts as an import goes. A location of several rows counts once, by the most that happened to it. */
export class ImportTally {
  rows = 0;
  private readonly others = new Set<string>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly rejected: Rejection[] = [];

  other(location: string): void {
    this.others.add(location);
  }
  /** How many of the other councils' locations changed here, because this council has a service there. */
  get changedElsewhere(): number {
    return [...this.outcomes].filter(([location, outcome]) => this.others.has(location) && outcome !== 'unchanged').length;
  }
  reject({ line, reason }: Rejection): void {
    this.rejected.push({ line, reason });
  }
  add(outcomes: ReadonlyMap<string, Outcome>): void {
    for (const [location, outcome] of outcomes) {
      const before = this.outcomes.get(location);
      if (before === undefined || weight[outcome] > weight[before]) this.outcomes.set(location, outcome);
    }
  }

  result(): ImportResult {
    const own = [...this.outcomes].filter(([location]) => !this.others.has(location));
    const count = (wanted: Outcome): number => own.filter(([, outcome]) => outcome === wanted).length;
    return {
      rows: this.rows, otherCouncils: this.others.size, created: count('created'), updated: count('updated'), unchanged: count('unchanged'),
      rejected: this.rejected.toSorted((a, b) => a.line - b.line),
    };
  }
}
