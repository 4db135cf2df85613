import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { DisposeIntelligenceDocument, SettleAtTriageDocument, TriageMeetingDocument } from '../../generated/documents.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/intelligence/triage-meeting';

/** The triage before a panel: the log becomes items, duplicates are put together, the rest needs nothing further (domain.md 2). */
@Controller('triage')
export class TriageMeetingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, template, { ...(await this.about(visit)), form: new Form() });
  }

  @Post(':id/settle')
  async settle(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SettleAtTriageDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), outcome: text(body['outcome']), reason: text(body['reason']) });
    return this.after(visit, id, body, sent, text(body['outcome']) === 'toPanel' ? 'Put to the panel: its reason stands on the agenda' : 'No further action');
  }

  @Post(':id/duplicate')
  async duplicate(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const duplicateOf = text(body['duplicateOf']);
    const sent = await this.pages.send(visit, DisposeIntelligenceDocument, {
      id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), disposition: 'duplicate', reason: text(body['reason']) || `The same event as ${duplicateOf}`, duplicateOf, safeguardingReference: null, passedTo: null,
    });
    return this.after(visit, id, body, sent, `Put together with ${duplicateOf}: counted once`);
  }

  private async after(visit: Visit, id: string, body: Posted, sent: Sent, said: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, '/triage', said);
    // Each record has its own fields on the page: a problem is shown at those of the record it is about.
    const values = Object.fromEntries(Object.entries(body).filter(([name]) => name !== '_csrf' && name !== 'idempotencyKey').map(([name, value]) => [`${name}_${id}`, value]));
    return this.pages.again(visit, template, await this.about(visit), values, sent.problems.map(({ field, message }) => ({ field: `${field}_${id}`, message })));
  }

  private async about(visit: Visit) {
    const since = text((visit.request.query as Posted)['since']);
    const { triageMeeting } = await this.pages.read(visit, TriageMeetingDocument, { since: since || null });
    return { title: 'Triage meeting', wide: true, triage: triageMeeting, settles: visit.actor.role !== 'auditor', newKey: randomUUID };
  }
}
