import type { INestApplicationContext } from '@nestjs/common';
import { CommandFailed, type RegisterCommand, say } from './command.js';
import { progressDisplay } from './progress.js';

/**
 * `cli simulate --until DATE`: lets days pass for a demonstration, by the code that runs every day: deadlines fire, mornings remind, consequences
 * are delivered and mailed. What it writes stays, dated as it happened then.
 */
export const simulateCommand: RegisterCommand = (program) => {
  program
    .command('simulate')
    .description('let days pass for the demonstration: deadlines, reminders and their consequences, until a date')
    .requiredOption('--until <date>', 'the last day, as 2026-12-31')
    .action(async ({ until }: { readonly until: string }) => {
      const [{ readSettings }, { withApplication }, { MovingClock }, { Clock }] = await Promise.all([
        import('../config/settings.js'), import('./with-application.js'), import('../platform/clock/moving-clock.js'), import('../platform/clock/clock.js'),
      ]);
      const settings = readSettings();
      if (!settings.demo) throw new CommandFailed('Days pass by themselves here: simulate is for the demonstration, with DEMO=on.');
      const day = dayOf(until);
      const today = new Clock().today();
      if (Temporal.PlainDate.compare(day, today) <= 0) throw new CommandFailed(`Give a day after today: --until ${today.add({ days: 30 }).toString()}`);
      const clock = new MovingClock(new Clock().now());
      const passed = await withApplication((app) => letPass(app, clock, today, day), settings, clock);
      say(`${passed.days} days passed: ${passed.fired} deadlines came due, ${passed.reminded} reminders went out, ${passed.delivered} consequences were delivered.`);
    });
};

/** Every day at seven, when reminders go out, and at six in the evening. */
export async function letPass(app: INestApplicationContext, clock: { set(instant: Temporal.Instant): void }, from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<{ days: number; fired: number; reminded: number; delivered: number }> {
  const [{ DeadlineSweeper }, { DeadlineReminders }, { Jobs }, { londonInstant }] = await Promise.all([
    import('../platform/workflow/deadline-sweeper.js'), import('../domain/dossiers/deadline-reminders.js'), import('../platform/jobs/jobs.service.js'), import('../platform/clock/london.js'),
  ]);
  const [sweeper, reminders, jobs] = [app.get(DeadlineSweeper, { strict: false }), app.get(DeadlineReminders, { strict: false }), app.get(Jobs, { strict: false })];
  const days = from.until(until).days;
  const passed = { days, fired: 0, reminded: 0, delivered: 0 };
  const shown = progressDisplay('Days passing');
  for (let day = 1; day <= days; day += 1) {
    for (const time of ['07:00', '18:00']) {
      clock.set(londonInstant(from.add({ days: day }), time));
      passed.fired += await sweeper.sweep();
      if (time === '07:00') passed.reminded += await reminders.remind();
      passed.delivered += await jobs.drain();
    }
    shown.update(day, days);
  }
  shown.stop();
  return passed;
}

function dayOf(typed: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(typed);
  } catch {
    throw new CommandFailed('Give the last day as year, month and day: --until 2026-12-31');
  }
}
