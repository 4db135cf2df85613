import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../app.module.js';
import type { Settings } from '../../config/settings.js';
import type { Actor } from '../../platform/access/actor.js';
import { nobodyIn } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import { MovingClock } from '../../platform/clock/moving-clock.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { StoryCalendar } from '../calendar.js';
import { STORY_TOLD } from '../demo-state.js';
import { foundCouncil } from '../founding.js';
import { contractStrand } from './contract.strand.js';
import { evidenceStrand } from './evidence.strand.js';
import { accuracyStrand } from './accuracy.strand.js';
import { concernsStrand } from './concerns.strand.js';
import { forumStrand, improvementBoardStrand } from './forum.strand.js';
import { intelligenceStrand } from './intelligence.strand.js';
import { nextPanelStrand, panelStrand } from './panel.strand.js';
import { peopleStrand } from './people.strand.js';
import { firstPanel } from './plan-first.js';
import { secondPanel } from './plan-second.js';
import { thirdPanel } from './plan-third.js';
import { registerStrand } from './register.strand.js';
import { recordsStrand } from './records.strand.js';
import { sharingStrand } from './sharing.strand.js';
import { sourceStrand } from './source.strand.js';
import { visitStrand } from './visit.strand.js';
import { openQuestionStrand, writtenStrand } from './written.strand.js';
import { eveningStrand, officersStrand, outbreakStrand, reportStrand, riskStrands } from './side.strands.js';
import { mainTales } from './tales-main.js';
import { otherTales } from './tales-others.js';
import { type Strand, Teller } from './teller.js';

interface Telling {
  /** Hears how much is told. */
  readonly telling?: (done: number, all: number) => void;
  /** Cuts it off between two beats: then it is not marked as told. */
  readonly signal?: AbortSignal;
}

/**
 * Tells the whole story into an empty database, as people would have lived it: only through the service itself, with the clock moved
 * from beat to beat, deadlines swept every morning and consequences delivered as they come.
 * @param toldOn the day it is first told; it ends the evening before
 */
export async function tellStory(settings: Settings, appUrl: string, toldOn: Temporal.PlainDate, { telling = () => undefined, signal }: Telling = {}): Promise<void> {
  const calendar = new StoryCalendar(toldOn);
  const clock = new MovingClock(calendar.at(calendar.firstDay, '08:00'));
  const app = await NestFactory.createApplicationContext(AppModule.with(settings, appUrl, clock), { logger: ['fatal', 'error'], abortOnError: false });
  try {
    const cast = await foundCouncil(app, calendar);
    const teller = new Teller(app, clock, calendar, cast);
    await teller.tell(strandsOf(teller), calendar.at(calendar.lastDay, '23:00'), (done, all) => {
      signal?.throwIfAborted();
      telling(done, all);
    });
    await markTold(app, cast.chair);
  } finally {
    await app.close();
  }
}

function strandsOf(teller: Teller): Strand[] {
  return [
    registerStrand(teller), ...[...mainTales, ...otherTales].map((tale) => intelligenceStrand(teller, tale)), ...riskStrands(teller),
    panelStrand(teller, 1, firstPanel), panelStrand(teller, 2, secondPanel), panelStrand(teller, 3, thirdPanel), nextPanelStrand(teller),
    outbreakStrand(teller), officersStrand(teller), reportStrand(teller), eveningStrand(teller), sourceStrand(teller), recordsStrand(teller),
    peopleStrand(teller), sharingStrand(teller), evidenceStrand(teller), visitStrand(teller), contractStrand(teller), forumStrand(teller), improvementBoardStrand(teller), accuracyStrand(teller), concernsStrand(teller), writtenStrand(teller), openQuestionStrand(teller),
  ];
}

async function markTold(app: INestApplicationContext, { councilId }: Actor): Promise<void> {
  await app.get(WriteUnit, { strict: false }).run(nobodyIn(councilId), () =>
    app.get(Trail, { strict: false }).record({ subjectKind: 'council', subjectId: councilId, action: STORY_TOLD }));
}
