import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CaseAct, changeOf, offeredActs } from '../../case-act.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  ChooseRecordsDocument, DisclosableRecordsDocument, DisclosurePreviewDocument, ExemptionLogDocument, InformationRequestDocument, type InformationRequestQuery, InformationRequestsDocument, RecordInformationRequestDocument,
  RemoveChosenRecordDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { requestActs } from './request-acts.js';

type Found = NonNullable<InformationRequestQuery['informationRequest']>;
const folder = 'pages/records';
const logColumns = [
  { key: 'position', header: 'Number' }, { key: 'reference', header: 'Record' }, { key: 'kind', header: 'Kind' }, { key: 'happenedOn', header: 'Date' }, { key: 'what', header: 'What is withheld' },
  { key: 'label', header: 'Exemption' }, { key: 'words', header: 'Why' }, { key: 'proposedBy', header: 'Proposed by' }, { key: 'approvedBy', header: 'Approved by' }, { key: 'approvedAt', header: 'Approved at' },
];

/** Requests for information: the list, one request with its steps, choosing records, what the requester will read, and the exemption log. */
@Controller('records')
export class RequestsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { informationRequests } = await this.pages.read(visit, InformationRequestsDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return this.pages.view(visit, `${folder}/requests`, { title: 'Requests for information', wide: true, requests: informationRequests, pagination: pagination(visit.request.url, informationRequests), works: isOfficer(visit) });
  }

  @Get('requests/add')
  async form(@Visited() visit: Visit): Promise<string> {
    if (!isOfficer(visit)) throw PageProblem.forbidden('You may not do this. It may be done by a records officer.');
    return this.pages.view(visit, `${folder}/request-add`, { title: 'Record a request', form: new Form() });
  }

  @Post('requests/add')
  async add(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordInformationRequestDocument, {
      idempotencyKey: text(body['idempotencyKey']), kind: text(body['kind']), receivedOn: text(body['receivedOn']), requesterReference: text(body['requesterReference']), requesterName: text(body['requesterName']) || null,
      asked: text(body['asked']), dueOn: text(body['dueOn']) || null,
    });
    if (sent.done !== null) return this.pages.onward(visit, `/records/requests/${sent.done.id}`, `Request ${sent.done.reference ?? ''} recorded`);
    return this.pages.again(visit, `${folder}/request-add`, { title: 'Record a request' }, body, sent.problems);
  }

  @Get('requests/:id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const request = await this.find(visit, id);
    const may = (event: string): boolean => request.allowedActions.some((step) => step.event === event && step.allowed);
    return this.pages.view(visit, `${folder}/request`, {
      title: `Request ${request.reference}`, wide: true, request, ...(await standingOf(this.pages, visit, 'informationRequest', id, request.allowedActions)), acts: offeredActs(`/records/requests/${id}/act`, requestActs, request.allowedActions), chooses: may('CHANGE_RECORDS'), form: new Form({}, [], request.version),
    });
  }

  @Post('requests/:id/remove')
  async remove(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RemoveChosenRecordDocument, { ...changeOf(id, body), itemId: text(body['itemId']) });
    if (sent.done !== null) return this.pages.onward(visit, `/records/requests/${id}`, 'Taken out of the set');
    const request = await this.find(visit, id);
    return this.pages.again(visit, `${folder}/request`, { title: `Request ${request.reference}`, wide: true, request, acts: [], chooses: false }, {}, sent.problems);
  }

  @Get('requests/:id/choose')
  async choose(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, `${folder}/choose`, { ...(await this.search(visit, id)), form: new Form(visit.request.query as Posted) });
  }

  @Post('requests/:id/choose')
  async copy(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ChooseRecordsDocument, { ...changeOf(id, body), recordIds: list(body['recordIds']) });
    if (sent.done !== null) return this.pages.onward(visit, `/records/requests/${id}`, 'The records are copied into the set');
    return this.pages.again(visit, `${folder}/choose`, await this.search(visit, id), { ...(visit.request.query as Posted), ...body }, sent.problems);
  }

  @Get('requests/:id/preview')
  async preview(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const preview = await this.pages.readOne(visit, DisclosurePreviewDocument, { id }, (data) => data.disclosurePreview);
    return this.pages.view(visit, `${folder}/preview`, { title: `As the requester will read it: ${preview.reference}`, preview });
  }

  @Get('requests/:id/exemptions')
  async log(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const log = await this.pages.readOne(visit, ExemptionLogDocument, { id }, (data) => data.exemptionLog);
    if (text((visit.request.query as Posted)['format']) === 'csv') {
      return this.pages.csv(visit, { name: `${log.reference}-exemptions.csv`, of: 'exemptionLog', subjectKind: 'informationRequest', subjectId: id }, logColumns, log.rows);
    }
    return this.pages.view(visit, `${folder}/exemptions`, { title: `Exemption log: ${log.reference}`, wide: true, log });
  }

  @Get('requests/:id/act/:name')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string): Promise<string> {
    const act = actNamed(name);
    const request = await this.find(visit, id);
    return this.pages.view(visit, `${folder}/act`, { ...contextOf(request, name, act), form: new Form({}, [], request.version) });
  }

  @Post('requests/:id/act/:name')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string, @Body() body: Posted): Promise<string> {
    const act = actNamed(name);
    const step = text(body['step']);
    if (step === 'change' || (act.check && step === '')) {
      const request = await this.find(visit, id);
      const answers = step === 'change' ? undefined : answersOf(act, body, (_, value) => value);
      return this.pages.view(visit, `${folder}/act`, { ...contextOf(request, name, act), form: new Form(body), ...(answers?.length === Object.keys(act.fields).length && { answers }) });
    }
    const sent = await act.send(this.pages, visit, changeOf(id, body), body);
    if (sent.done !== null) return this.pages.onward(visit, `/records/requests/${id}`, act.done);
    return this.pages.again(visit, `${folder}/act`, contextOf(await this.find(visit, id), name, act), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, InformationRequestDocument, { id }, (data) => data.informationRequest);
  }

  private async search(visit: Visit, id: string): Promise<{ title: string; [name: string]: unknown }> {
    const asked = visit.request.query as Posted;
    const service = text(asked['service']);
    const kind = text(asked['kind']);
    const found = await this.pages.readOne(visit, DisclosableRecordsDocument, {
      id, serviceIds: service === '' || service === noService ? [] : [service], ofNoService: service === noService, kinds: kind === '' ? null : [kind], from: text(asked['from']) || null, to: text(asked['to']) || null,
    }, (data) => data.disclosableRecords);
    const address = new URLSearchParams({ service, kind, from: text(asked['from']), to: text(asked['to']) }).toString();
    return { title: `Choose records: ${found.reference}`, wide: true, id, found, searched: service !== '', address, version: found.version };
  }
}

/** In place of a service: what is of none. */
const noService = 'none';

function actNamed(name: string): CaseAct {
  const act = Object.hasOwn(requestActs, name) ? requestActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(request: Found, name: string, act: CaseAct): { title: string; [name: string]: unknown } {
  const step = request.allowedActions.find(({ event }) => act.events.includes(event));
  return { title: `${act.title}: ${request.reference}`, heading: act.title, request, name, act, unmet: step?.allowed === false ? step.unmet : [], open: step !== undefined };
}

const isOfficer = (visit: Visit): boolean => visit.actor.role === 'recordsOfficer';
