import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../app.module.js';
import type { Settings } from '../../config/settings.js';
import type { Actor } from '../../platform/access/actor.js';
import { nobodyIn } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import { MovingClock } from '../../platform/clock/moving-clock.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { DeadlineSweeper } from '../../platform/workflow/deadline-sweeper.js';
import { StoryCalendar } from '../calendar.js';
import { STORY_TOLD } from '../demo-state.js';
import { foundCouncil } from '../founding.js';

/**
 * Tells the whole story into an empty database, as people would have lived it: only through services, with the clock moved from
 * beat to beat, deadlines swept every morning and consequences delivered as they come.
 * @param toldOn the day it is first told; it ends the day before
 */
export async function tellStory(settings: Settings, appUrl: string, toldOn: Temporal.PlainDate, telling: (done: number, all: number) => void = () => undefined): Promise<void> {
  const calendar = new StoryCalendar(toldOn);
  const clock = new MovingClock(calendar.at(calendar.firstDay, '08:00'));
  const app = await NestFactory.createApplicationContext(AppModule.with(settings, appUrl, clock), { logger: ['fatal', 'error'], abortOnError: false });
  try {
    telling(0, 1);
    const cast = await foundCouncil(app, calendar.firstDay, calendar.lastDay);
    await app.get(Jobs, { strict: false }).drain();
    await app.get(DeadlineSweeper, { strict: false }).sweep();
    await markTold(app, cast.chair);
    telling(1, 1);
  } finally {
    await app.close();
  }
}

async function markTold(app: INestApplicationContext, { councilId }: Actor): Promise<void> {
  await app.get(WriteUnit, { strict: false }).run(nobodyIn(councilId), () =>
    app.get(Trail, { strict: false }).record({ subjectKind: 'council', subjectId: councilId, action: STORY_TOLD }));
}
