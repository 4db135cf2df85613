import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  ApprovePurgeDocument, EndLegalHoldDocument, LegalHoldsDocument, ProposePurgeDocument, PurgeDocument, type PurgeQuery, PurgesDocument, RetentionPreviewDocument, ReturnPurgeDocument, ServiceRecordsDocument, SetLegalHoldDocument,
} from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<PurgeQuery['purge']>;
const folder = 'pages/records';

/** Legal holds, what falls due by the retention schedule, and purges (R34). */
@Controller('records')
export class RetentionPage {
  constructor(private readonly pages: Pages) {}

  @Get('holds')
  async holds(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, `${folder}/holds`, { ...(await this.holdsOf(visit)), form: new Form({ serviceId: text((visit.request.query as Posted)['service']) }) });
  }

  @Post('holds')
  async set(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SetLegalHoldDocument, {
      idempotencyKey: text(body['idempotencyKey']), serviceId: text(body['serviceId']) || null, recordReference: text(body['recordReference']) || null, reason: text(body['reason']), reviewOn: text(body['reviewOn']),
    });
    if (sent.done !== null) return this.pages.onward(visit, '/records/holds', `Hold ${sent.done.reference ?? ''} set: no purge takes it`);
    return this.pages.again(visit, `${folder}/holds`, await this.holdsOf(visit), body, sent.problems);
  }

  @Post('holds/end')
  async end(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndLegalHoldDocument, { id: text(body['id']), version: whole(body['holdVersion']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['endReason']) });
    if (sent.done !== null) return this.pages.onward(visit, '/records/holds', `Hold ${sent.done.reference ?? ''} ended`);
    return this.pages.again(visit, `${folder}/holds`, await this.holdsOf(visit), {}, sent.problems);
  }

  @Get('services/:id')
  async service(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const kept = await this.pages.readOne(visit, ServiceRecordsDocument, { serviceId: id }, (data) => data.serviceRecords);
    return this.pages.view(visit, `${folder}/service`, { title: `Records of ${kept.serviceName}`, kept, office: inOffice(visit), holds: mayHold(visit) });
  }

  @Get('retention')
  async preview(@Visited() visit: Visit): Promise<string> {
    const until = text((visit.request.query as Posted)['until']);
    return this.pages.view(visit, `${folder}/retention`, { ...(await this.previewOf(visit, until)), form: new Form({ until }) });
  }

  @Post('retention')
  async propose(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const until = text(body['until']);
    const sent = await this.pages.send(visit, ProposePurgeDocument, { idempotencyKey: text(body['idempotencyKey']), until });
    if (sent.done !== null) return this.pages.onward(visit, `/records/purges/${sent.done.id}`, `Purge ${sent.done.reference ?? ''} proposed: a second person approves it`);
    return this.pages.again(visit, `${folder}/retention`, await this.previewOf(visit, until), body, sent.problems);
  }

  @Get('purges')
  async purges(@Visited() visit: Visit): Promise<string> {
    const { purges } = await this.pages.read(visit, PurgesDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return this.pages.view(visit, `${folder}/purges`, { title: 'Purges', wide: true, purges, pagination: pagination(visit.request.url, purges) });
  }

  @Get('purges/:id')
  async purge(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const purge = await this.find(visit, id);
    return this.pages.view(visit, `${folder}/purge`, { ...purgeOf(visit, purge), form: new Form({}, [], purge.version) });
  }

  @Post('purges/:id')
  async settle(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const change = { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
    const approves = text(body['step']) === 'approve';
    const sent = approves ? await this.pages.send(visit, ApprovePurgeDocument, change) : await this.pages.send(visit, ReturnPurgeDocument, { ...change, reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/records/purges/${id}`, approves ? 'Approved: the purge runs now, one subject after the other' : 'Returned');
    return this.pages.again(visit, `${folder}/purge`, purgeOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  private async holdsOf(visit: Visit): Promise<{ title: string; [name: string]: unknown }> {
    const { legalHolds } = await this.pages.read(visit, LegalHoldsDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return { title: 'Legal holds', wide: true, list: legalHolds, works: mayHold(visit), pagination: pagination(visit.request.url, legalHolds) };
  }

  private async previewOf(visit: Visit, until: string): Promise<{ title: string; [name: string]: unknown }> {
    const { retentionPreview } = await this.pages.read(visit, RetentionPreviewDocument, { until });
    return { title: 'Retention', wide: true, preview: retentionPreview, proposes: visit.actor.role === 'recordsOfficer' };
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, PurgeDocument, { id }, (data) => data.purge);
  }
}

function purgeOf(visit: Visit, purge: Found): { title: string; [name: string]: unknown } {
  return { title: `Purge ${purge.reference}`, wide: true, purge, settles: purge.state === 'proposed' && !purge.own && ['recordsOfficer', 'legal', 'safeguardingLead'].includes(visit.actor.role) };
}
const inOffice = (visit: Visit): boolean => ['recordsOfficer', 'legal', 'safeguardingLead', 'auditor'].includes(visit.actor.role);
const mayHold = (visit: Visit): boolean => ['recordsOfficer', 'legal'].includes(visit.actor.role);
