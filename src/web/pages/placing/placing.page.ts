import { Controller, Get } from '@nestjs/common';
import { type Body, text } from '../../form.js';
import { PlacingDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** "May we place here today?": one box, one sentence. */
@Controller('placing')
export class PlacingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Visited() visit: Visit): Promise<string> {
    const asked = text((visit.request.query as Body)['text']);
    const { placingSearch } = await this.pages.read(visit, PlacingDocument, { text: asked });
    return this.pages.view(visit, 'pages/placing/placing', { title: 'May we place here today?', asked, ...placingSearch });
  }
}
