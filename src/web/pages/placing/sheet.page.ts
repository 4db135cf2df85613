import { Controller, Get, StreamableFile } from '@nestjs/common';
import { within } from '../../../platform/access/own-words.js';
import { dateTimeInWords } from '../../../platform/clock/words.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import { OnCallSheetDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const name = 'On-call sheet: where people may not be placed';

/** The on-call sheet as it stands at this moment: to read, and on paper for the night. */
@Controller('placing')
export class SheetPage {
  constructor(private readonly pages: Pages) {}

  @Get('sheet')
  async sheet(@Visited() visit: Visit): Promise<string> {
    const { onCallSheet } = await this.pages.read(visit, OnCallSheetDocument, {});
    return this.pages.view(visit, 'pages/placing/sheet', { title: name, wide: true, sheet: onCallSheet });
  }

  @Get('sheet.pdf')
  async paper(@Visited() visit: Visit): Promise<StreamableFile> {
    const { onCallSheet: { asAt, ...sheet } } = await this.pages.read(visit, OnCallSheetDocument, {});
    const day = asAt.slice(0, 10);
    const bytes = await compilePaper(new URL('on-call-sheet.typ', import.meta.url), {
      ...sheet, seriousConcerns: within(visit.actor.stageNames.seriousConcerns), council: visit.actor.councilName, title: name, reference: `On-call sheet ${day}`, producedAt: asAt, when: dateTimeInWords(asAt), marking: 'Official: for officers on call only',
    });
    void visit.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="on-call-sheet-${day}.pdf"`, length: bytes.length });
  }
}
