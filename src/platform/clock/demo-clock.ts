import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Clock } from './clock.js';

/** Kept beside the demonstration's other files. */
export const demoClockFile = (dataDir: string): string => join(dataDir, 'demo-clock.json');

/**
 * The clock of the demonstration: the machine's, and ahead of it by the days that were let pass. What one process moves the others see:
 * how far ahead it is stands in a file.
 */
export class DemoClock extends Clock {
  private readonly file: string;
  private ahead = 0;
  private readAt: number | null = null;

  constructor(private readonly dataDir: string) {
    super();
    this.file = demoClockFile(dataDir);
  }

  override now(): Temporal.Instant {
    this.look();
    return super.now().add({ milliseconds: this.ahead });
  }

  /** Moves to an instant, from where it goes on. */
  set(instant: Temporal.Instant): void {
    this.ahead = Math.max(0, Math.round(instant.since(super.now()).total('milliseconds')));
    mkdirSync(this.dataDir, { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify({ aheadMilliseconds: this.ahead }));
    renameSync(`${this.file}.new`, this.file);
    this.readAt = statSync(this.file).mtimeMs;
  }

  private look(): void {
    const changedAt = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? null;
    if (changedAt === this.readAt) return;
    this.readAt = changedAt;
    this.ahead = changedAt === null ? 0 : (JSON.parse(readFileSync(this.file, 'utf8')) as { aheadMilliseconds: number }).aheadMilliseconds;
  }
}

/** The clock of a process: the machine's own, but for the demonstration. */
export const clockOf = ({ demo, dataDir }: { readonly demo: boolean; readonly dataDir: string }): Clock => (demo ? new DemoClock(dataDir) : new Clock());
