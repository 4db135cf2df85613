import type { INestApplicationContext } from '@nestjs/common';
import { ActionDigest } from '../domain/actions/action-digest.js';
import { DeadlineReminders } from '../domain/dossiers/deadline-reminders.js';
import { londonDate, londonInstant } from '../platform/clock/london.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { DeadlineSweeper } from '../platform/workflow/deadline-sweeper.js';

/** A clock that a demonstration moves. */
export interface Movable {
  now(): Temporal.Instant;
  set(instant: Temporal.Instant): void;
}
export interface Passed {
  readonly days: number;
  readonly fired: number;
  readonly reminded: number;
  readonly delivered: number;
}

const hours = ['07:00', '18:00'] as const;

/**
 * Lets days pass by the code that runs every day: at seven deadlines fire and mornings remind, at six in the evening deadlines fire again,
 * and what follows is delivered. Ends at `until`, or stays where it is when that has been.
 * @param shown hears how many days of all have passed
 */
export async function letPass(app: INestApplicationContext, clock: Movable, until: Temporal.Instant, shown: (done: number, all: number) => void = () => undefined): Promise<Passed> {
  const [sweeper, reminders, digest, jobs] = [app.get(DeadlineSweeper, { strict: false }), app.get(DeadlineReminders, { strict: false }), app.get(ActionDigest, { strict: false }), app.get(Jobs, { strict: false })];
  const start = clock.now();
  const today = londonDate(start);
  const days = today.until(londonDate(until)).days;
  const passed = { days: Math.max(days, 0), fired: 0, reminded: 0, delivered: 0 };
  for (let day = 0; day <= days; day += 1) {
    for (const time of hours) {
      const at = londonInstant(today.add({ days: day }), time);
      if (Temporal.Instant.compare(at, start) <= 0 || Temporal.Instant.compare(at, until) > 0) continue;
      clock.set(at);
      passed.fired += await sweeper.sweep();
      if (time === '07:00') passed.reminded += (await reminders.remind()) + (await digest.send());
      passed.delivered += await jobs.drain();
    }
    shown(day, days);
  }
  if (Temporal.Instant.compare(until, start) > 0) clock.set(until);
  return passed;
}
