import type { INestApplicationContext } from '@nestjs/common';
import { nobodyIn } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { isWorkingDay } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { letPass, type Movable } from '../days.js';
import type { Cast } from '../founding.js';
import { Player } from './player.js';
import type { ChronologyStep } from './step.js';
import { firstDays } from './steps-first-days.js';
import { hearing } from './steps-hearing.js';
import { notice, noticeEnds } from './steps-notice.js';
import { recovery } from './steps-recovery.js';
import { sale } from './steps-sale.js';

/** Every moment of the worked chronology (domain.md 14), in order. */
export const chronology: readonly ChronologyStep[] = [...firstDays, ...hearing, ...notice, ...sale, ...noticeEnds, ...recovery];

const played = `select content -> 'after' ->> 'dayZero' as "dayZero", (content -> 'after' ->> 'step')::int as step from trail
  where council_id = $1 and subject_kind = 'council' and subject_id = $1 and action = 'chronologyPlayed' order by seq desc limit 1`;

export interface Played {
  readonly dayZero: Temporal.PlainDate;
  /** How many moments have been played. */
  readonly steps: number;
}

/** Day 0 is a Monday, with no bank holiday on the way as far as the deadlines counted in working days go. */
export function dayZeroAfter(today: Temporal.PlainDate): Temporal.PlainDate {
  const counted = 80;
  const monday = today.add({ days: 8 - today.dayOfWeek });
  for (let weeks = 0; weeks < 53; weeks += 1) {
    const from = monday.add({ weeks });
    const days = Array.from({ length: counted }, (_, day) => from.add({ days: day }));
    if (days.every((day) => day.dayOfWeek > 5 || isWorkingDay(day))) return from;
  }
  return monday;
}

export async function chronologyPlayed(app: INestApplicationContext, councilId: string): Promise<Played | null> {
  const unit = app.get(WriteUnit, { strict: false });
  const [last] = await unit.run(nobodyIn(councilId), () => unit.query<{ dayZero: string; step: number }>(played, [councilId]));
  return last === undefined ? null : { dayZero: Temporal.PlainDate.from(last.dayZero), steps: last.step + 1 };
}

interface Playing {
  /** The last day to play, counted from day 0. */
  readonly untilDay?: number;
  /** How many moments at most. */
  readonly moments?: number;
  /** Hears each moment once it has been played. */
  readonly hears?: (step: ChronologyStep, player: Player) => void | Promise<void>;
}

/** Plays the chronology on from where it was left: moves the clock to each moment, by the days between, and lets its people act. */
export async function playChronology(app: INestApplicationContext, clock: Movable, cast: Cast, { untilDay = Infinity, moments = Infinity, hears = () => undefined }: Playing = {}): Promise<Played> {
  const before = await chronologyPlayed(app, cast.chair.councilId);
  const dayZero = before?.dayZero ?? dayZeroAfter(londonDate(clock.now()));
  const player = await Player.open(app, clock, cast, dayZero);
  let steps = before?.steps ?? 0;
  for (const step of chronology.slice(steps, steps + moments)) {
    if (step.day > untilDay) break;
    await letPass(app, clock, player.at(step.day, step.time));
    await step.play(player);
    await app.get(Jobs, { strict: false }).drain();
    await app.get(WriteUnit, { strict: false }).run(nobodyIn(cast.chair.councilId), () => app.get(Trail, { strict: false }).record({
      subjectKind: 'council', subjectId: cast.chair.councilId, action: 'chronologyPlayed', after: { dayZero: dayZero.toString(), step: steps },
    }));
    steps += 1;
    await hears(step, player);
  }
  return { dayZero, steps };
}
