import { Controller, Get, Inject, StreamableFile } from '@nestjs/common';
import { type Settings, SETTINGS } from '../../../config/settings.js';
import { within } from '../../../platform/access/own-words.js';
import { OnCallSheetDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { onCallPaper } from './on-call-paper.js';

const title = 'On-call sheet: where people may not be placed';

/** The on-call sheet as it stands at this moment: to read, and on paper for the night. */
@Controller('placing')
export class SheetPage {
  constructor(
    private readonly pages: Pages,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('sheet')
  async sheet(@Visited() visit: Visit): Promise<string> {
    const { onCallSheet } = await this.pages.read(visit, OnCallSheetDocument, {});
    return this.pages.view(visit, 'pages/placing/sheet', { title, wide: true, sheet: onCallSheet });
  }

  @Get('sheet.pdf')
  async paper(@Visited() visit: Visit): Promise<StreamableFile> {
    const { onCallSheet } = await this.pages.read(visit, OnCallSheetDocument, {});
    const bytes = await onCallPaper(onCallSheet, { title, council: visit.actor.councilName, address: `${this.settings.publicUrl}/placing/sheet`, seriousConcerns: within(visit.actor.stageNames.seriousConcerns) });
    void visit.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="on-call-sheet-${onCallSheet.asAt.slice(0, 10)}.pdf"`, length: bytes.length });
  }
}
