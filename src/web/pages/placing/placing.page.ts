import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { AcknowledgeAlertDocument, AlertsToAcknowledgeDocument, PlacingDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { groundWords } from './placing-acts.js';

/** "May we place here today?": one box, one sentence; above it the alerts that wait for whoever asks (R40). */
@Controller('placing')
export class PlacingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, 'pages/placing/placing', { ...(await this.context(visit)), form: new Form() });
  }

  @Post('alerts/:id')
  async acknowledge(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AcknowledgeAlertDocument, { id, idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done === null) return this.pages.again(visit, 'pages/placing/placing', await this.context(visit), body, sent.problems);
    return this.pages.onward(visit, '/placing', 'Alert acknowledged');
  }

  private async context(visit: Visit): Promise<{ title: string; [name: string]: unknown }> {
    const asked = text((visit.request.query as Posted)['text']);
    const { placingSearch } = await this.pages.read(visit, PlacingDocument, { text: asked });
    const { alertsToAcknowledge } = await this.pages.read(visit, AlertsToAcknowledgeDocument, {});
    return { title: 'May we place here today?', asked, alerts: alertsToAcknowledge, groundWords, recordsRefusals: ['brokerage', 'hospitalDischarge'].includes(visit.actor.role), ...placingSearch };
  }
}
