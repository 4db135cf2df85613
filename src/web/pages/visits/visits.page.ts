import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { yesOrNo } from '../../case-act.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import { CancelVisitDocument, CorrectVisitDocument, DecideResponsiveVisitDocument, RecordVisitDocument, ShareVisitReportDocument, VisitFormDocument, type VisitFormQuery, VisitsDocument, VisitToReadDocument, type VisitToReadQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';

type Facts = NonNullable<VisitFormQuery['visitForm']>;
type Found = NonNullable<VisitToReadQuery['visit']>;
const template = 'pages/visits/form';

/** Visits to one service: the list, a responsive visit decided on, and what a visit found. */
@Controller('services/:id/visits')
export class ServiceVisitsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const visits = await this.pages.readOne(visit, VisitsDocument, { serviceId: id }, (data) => data.visits);
    return this.pages.view(visit, 'pages/visits/visits', { title: `Visits: ${visits.serviceName}`, visits });
  }

  @Get('decide')
  async decide(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await formOf(this.pages, visit, id), 'decide'), form: new Form() });
  }

  @Post('decide')
  async decided(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, DecideResponsiveVisitDocument, {
      ...common(body), serviceId: id, intelligenceId: text(body['intelligenceId']), plannedOn: text(body['plannedOn']), focus: text(body['focus']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/visits/${sent.done.id}`, `Responsive visit ${sent.done.reference ?? ''} decided on`);
    return this.pages.again(visit, template, contextOf(await formOf(this.pages, visit, id), 'decide'), body, sent.problems);
  }

  @Get('add')
  async add(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const plannedVisitId = text((visit.request.query as Posted)['visit']);
    return this.pages.view(visit, template, { ...contextOf(await formOf(this.pages, visit, id), 'add'), form: new Form({ plannedVisitId }) });
  }

  @Post('add')
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordVisitDocument, { ...found(body), serviceId: id, plannedVisitId: text(body['plannedVisitId']) || null });
    if (sent.done !== null) return this.pages.onward(visit, `/visits/${sent.done.id}`, `Visit ${sent.done.reference ?? ''} saved`);
    return this.pages.again(visit, template, contextOf(await formOf(this.pages, visit, id), 'add'), body, sent.problems);
  }
}

/** One visit, with what was corrected in its record. */
@Controller('visits/:id')
export class VisitPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const one = await this.find(visit, id);
    return this.pages.view(visit, 'pages/visits/visit', { title: `${one.reference}: ${one.serviceName}`, one, ...(await evidenceContext(this.pages, visit, 'visit', id)) });
  }

  @Get('correct')
  async form(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const one = await this.find(visit, id);
    const facts = await formOf(this.pages, visit, one.serviceId);
    return this.pages.view(visit, template, { ...contextOf(facts, 'correct', one), form: new Form(asTyped(one), [], one.version) });
  }

  @Post('correct')
  async correct(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CorrectVisitDocument, { ...found(body), id, version: whole(body['version']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/visits/${id}`, 'Corrected; what stood before is kept');
    const one = await this.find(visit, id);
    return this.pages.again(visit, template, contextOf(await formOf(this.pages, visit, one.serviceId), 'correct', one), body, sent.problems);
  }

  @Get('cancel')
  async cancelForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const one = await this.find(visit, id);
    return this.pages.view(visit, 'pages/visits/cancel', { title: `Cancel the visit: ${one.reference}`, one, form: new Form({}, [], one.version) });
  }

  @Post('cancel')
  async cancel(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CancelVisitDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/visits/${id}`, 'Cancelled; why stays on file');
    const one = await this.find(visit, id);
    return this.pages.again(visit, 'pages/visits/cancel', { title: `Cancel the visit: ${one.reference}`, one }, body, sent.problems);
  }

  @Get('share')
  async shareForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const one = await this.find(visit, id);
    return this.pages.view(visit, 'pages/visits/share', { title: `Give the provider this report: ${one.reference}`, one, form: new Form({}, [], one.version) });
  }

  @Post('share')
  async share(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ShareVisitReportDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/visits/${id}`, 'The provider has the report, and is told by mail');
    const one = await this.find(visit, id);
    return this.pages.again(visit, 'pages/visits/share', { title: `Give the provider this report: ${one.reference}`, one }, body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, VisitToReadDocument, { id }, (data) => data.visit);
  }
}

function formOf(pages: Pages, visit: Visit, serviceId: string): Promise<Facts> {
  return pages.readOne(visit, VisitFormDocument, { serviceId }, (data) => data.visitForm);
}

const titles = { decide: 'Decide on a responsive visit', add: 'Record a visit', correct: 'Correct the record of a visit' };
function contextOf(facts: Facts, name: keyof typeof titles, one?: Found): { title: string; [name: string]: unknown } {
  return { title: `${titles[name]}: ${facts.serviceName}`, heading: titles[name], facts, name, one, action: one === undefined ? `/services/${facts.serviceId}/visits/${name}` : `/visits/${one.id}/correct` };
}

function common(body: Posted) {
  return { idempotencyKey: text(body['idempotencyKey']), kind: text(body['kind']), announced: yesOrNo(body['announced']), outOfHours: yesOrNo(body['outOfHours']), officerIds: list(body['officerIds']) };
}

function found(body: Posted) {
  return { ...common(body), visitedOn: text(body['visitedOn']), finding: text(body['finding']), faultReasons: list(body['faultReasons']), verified: text(body['verified']) || null, actionIds: list(body['actionIds']) };
}

function asTyped({ kind, announced, outOfHours, visitedOn, finding, faultReasons, verified, officers, actions }: Found): Posted {
  const [year, month, day] = (visitedOn ?? '').split('-').map(Number);
  return {
    kind, announced: announced ? 'yes' : 'no', outOfHours: outOfHours ? 'yes' : 'no', visitedOn: day === undefined ? '' : `${day}/${month}/${year}`, finding: finding ?? '', verified: verified ?? '',
    faultReasons: [...faultReasons], officerIds: officers.map(({ id }) => id), actionIds: actions.map(({ id }) => id),
  };
}
