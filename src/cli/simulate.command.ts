import { CommandFailed, type RegisterCommand, say } from './command.js';
import { progressDisplay } from './progress.js';

interface Options {
  readonly until?: string;
  readonly chronology?: string;
}

/**
 * Lets the demonstration's days pass by the code that runs every day, or plays the worked chronology (domain.md 14) as far as a day. Its clock stays
 * where this ends: a service that runs goes on from there.
 */
export const simulateCommand: RegisterCommand = (program) => {
  program
    .command('simulate')
    .description('let the demonstration’s days pass, or play one case from beginning to end')
    .option('--until <date>', 'let days pass: the last day, as 2026-12-31')
    .option('--chronology <day>', 'play the worked chronology on: the last day, counted from its first, up to 220')
    .action(async ({ until, chronology }: Options) => {
      if ((until === undefined) === (chronology === undefined)) throw new CommandFailed('Give one of the two: --until 2026-12-31, or --chronology 220');
      const [{ readSettings }, { withApplication }, { DemoClock }, { withDatabase }, { demoState }] = await Promise.all([
        import('../config/settings.js'), import('./with-application.js'), import('../platform/clock/demo-clock.js'), import('./with-database.js'), import('../demo/demo-state.js'),
      ]);
      const settings = readSettings();
      if (!settings.demo) throw new CommandFailed('Days pass by themselves here: simulate is for the demonstration, with DEMO=on.');
      const { councilId, told } = await withDatabase(demoState);
      if (councilId === null || !told) throw new CommandFailed('There is no demonstration yet: npm start makes it.');
      const clock = new DemoClock(settings.dataDir);
      await withApplication((app) => (until === undefined ? play(app, clock, councilId, dayNumber(chronology ?? '')) : pass(app, clock, dayOf(until))), settings, clock);
    });
};

type Application = Parameters<Parameters<typeof import('./with-application.js').withApplication>[0]>[0];
type DemoClock = import('../platform/clock/demo-clock.js').DemoClock;

async function pass(app: Application, clock: DemoClock, day: Temporal.PlainDate): Promise<void> {
  const [{ letPass }, { londonInstant }] = await Promise.all([import('../demo/days.js'), import('../platform/clock/london.js')]);
  const today = clock.today();
  if (Temporal.PlainDate.compare(day, today) <= 0) throw new CommandFailed(`It is ${today.toString()} in the demonstration. Give a day after that: --until ${today.add({ days: 30 }).toString()}`);
  const shown = progressDisplay('Days passing');
  const passed = await letPass(app, clock, londonInstant(day, '18:00'), shown.update).finally(shown.stop);
  say(`${passed.days} days passed: ${passed.fired} deadlines came due, ${passed.reminded} reminders went out, ${passed.delivered} consequences were delivered.`);
}

async function play(app: Application, clock: DemoClock, councilId: string, untilDay: number): Promise<void> {
  const [{ playChronology }, { CastIncomplete, castOf }] = await Promise.all([import('../demo/chronology/chronology.js'), import('../demo/founding.js')]);
  const cast = await castOf(app, councilId).catch((error: unknown) => {
    throw error instanceof CastIncomplete ? new CommandFailed(error.message) : error;
  });
  const { dayZero, steps } = await playChronology(app, clock, cast, {
    untilDay, hears: ({ day, words }, player) => say(`Day ${day}, ${player.on(day)}: ${words}`),
  });
  say(`${steps} moments have been played; day 0 is ${dayZero.toString()}. It is ${clock.today().toString()} in the demonstration.`);
}

function dayNumber(typed: string): number {
  if (!/^\d{1,3}$/.test(typed)) throw new CommandFailed('Give the last day as a number: --chronology 37');
  return Number(typed);
}

function dayOf(typed: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(typed);
  } catch {
    throw new CommandFailed('Give the last day as year, month and day: --until 2026-12-31');
  }
}
