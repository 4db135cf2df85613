import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { ListPersonDocument, PeopleListDocument, type PeopleListQuery, RecordFunderAnswerDocument, RecordFunderRequestDocument, RecordPersonReviewDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type List = NonNullable<PeopleListQuery['peopleList']>;
const folder = 'pages/people-list/';
const writers = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'];
const optional = (value: Posted[string]): string | null => text(value) || null;

interface ListAct {
  readonly title: string;
  readonly done: string;
  readonly send: (pages: Pages, visit: Visit, serviceId: string, body: Posted) => Promise<Sent>;
}
const keyOf = (body: Posted): { idempotencyKey: string } => ({ idempotencyKey: text(body['idempotencyKey']) });

/** What is written on the list, one page each; `of` names the person or the request. */
const acts: Readonly<Record<string, ListAct>> = {
  add: {
    title: 'Add somebody to the list', done: 'Added to the list',
    send: (pages, visit, serviceId, body) => pages.send(visit, ListPersonDocument, {
      ...keyOf(body), serviceId, caseReference: text(body['caseReference']), funder: text(body['funder']), funderName: optional(body['funderName']), reviewer: text(body['reviewer']), priority: text(body['priority']),
    }),
  },
  review: {
    title: 'Record a review, or the answer to the offer of one', done: 'Recorded',
    send: (pages, visit, _serviceId, body) => pages.send(visit, RecordPersonReviewDocument, {
      ...keyOf(body), id: text(body['of']), offer: optional(body['offer']), offeredOn: optional(body['offeredOn']), reviewedOn: optional(body['reviewedOn']),
    }),
  },
  ask: {
    title: 'Record a request to another funder', done: 'Request recorded',
    send: (pages, visit, serviceId, body) => pages.send(visit, RecordFunderRequestDocument, {
      ...keyOf(body), serviceId, funder: text(body['funder']), funderName: text(body['funderName']), sentOn: text(body['sentOn']),
    }),
  },
  answer: {
    title: 'Record a funder’s answer', done: 'Answer recorded',
    send: (pages, visit, _serviceId, body) => pages.send(visit, RecordFunderAnswerDocument, { ...keyOf(body), id: text(body['of']), answeredOn: text(body['answeredOn']), answer: optional(body['answer']) }),
  },
};

/** The people using a service who are reviewed because they may not be safe (R08). */
@Controller('services/:id/reviews')
export class PeopleListPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const list = await this.find(visit, id);
    return this.pages.view(visit, `${folder}people-list`, { title: `People to review: ${list.serviceName}`, list, base: `/services/${id}/reviews`, writer: writers.includes(visit.actor.role) && list.open });
  }

  @Get(':act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const of = text((visit.request.query as Posted)['of']);
    return this.pages.view(visit, `${folder}act`, { ...contextOf(await this.find(visit, id), name, of), form: new Form({ of }) });
  }

  @Post(':act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const context = contextOf(await this.find(visit, id), name, text(body['of']));
    const sent = await context.act.send(this.pages, visit, id, body);
    return sent.done === null ? this.pages.again(visit, `${folder}act`, context, body, sent.problems) : this.pages.onward(visit, `/services/${id}/reviews`, context.act.done);
  }

  private find(visit: Visit, serviceId: string): Promise<List> {
    return this.pages.readOne(visit, PeopleListDocument, { serviceId }, (data) => data.peopleList);
  }
}

function contextOf(list: List, name: string, of: string) {
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  const person = list.people.find(({ id }) => id === of);
  const request = list.requests.find(({ id }) => id === of);
  if (act === undefined || (name === 'review' && person === undefined) || (name === 'answer' && request === undefined)) throw PageProblem.missing();
  return { title: `${act.title}: ${list.serviceName}`, list, act, name, person, request, base: `/services/${list.serviceId}/reviews` };
}
