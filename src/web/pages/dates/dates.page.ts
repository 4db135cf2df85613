import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type CaseAct, offeredActs } from '../../case-act.js';
import { standingOf } from '../../components/standing.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { FinishWatchedDateDocument, StartWatchedDateDocument, WatchedDateDocument, WatchedDateFormDocument, type WatchedDateFormQuery, type WatchedDateQuery, WithdrawWatchedDateDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Watched = NonNullable<WatchedDateQuery['watchedDate']>;
type Facts = NonNullable<WatchedDateFormQuery['watchedDateForm']>;

/** How a date ends, each on a page of its own. */
const acts: Readonly<Record<string, Pick<CaseAct, 'title' | 'events' | 'button' | 'done' | 'send'> & Partial<CaseAct>>> = {
  done: {
    title: 'Record what was done, or what came', events: ['FINISH'], button: 'Record as done', done: 'Recorded',
    send: (pages, visit, at, body) => pages.send(visit, FinishWatchedDateDocument, { ...at, doneOn: text(body['doneOn']), outcome: text(body['outcome']) }),
  },
  withdraw: {
    title: 'Stop waiting for it', events: ['WITHDRAW'], button: 'Stop waiting for it', done: 'Nobody waits for it any more',
    send: (pages, visit, at, body) => pages.send(visit, WithdrawWatchedDateDocument, { ...at, reason: text(body['reason']) }),
  },
};

/** Dates that somebody waits for: at a service, or of the whole council. */
@Controller('dates')
export class DatesPage {
  constructor(private readonly pages: Pages) {}

  @Get('add')
  async form(@Visited() visit: Visit): Promise<string> {
    const serviceId = text((visit.request.query as Posted)['service']);
    return this.pages.view(visit, 'pages/dates/add', { ...aboutOf(await this.facts(visit, serviceId), serviceId), form: new Form({ serviceId }) });
  }

  @Post('add')
  async start(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const serviceId = text(body['serviceId']);
    const sent = await this.pages.send(visit, StartWatchedDateDocument, {
      idempotencyKey: text(body['idempotencyKey']), serviceId: serviceId || null, kind: text(body['kind']), happenedOn: text(body['happenedOn']), about: text(body['about']) || null,
    });
    if (sent.done !== null) return this.pages.onward(visit, `/dates/${sent.done.id}`, `${sent.done.reference ?? 'The date'} is watched`);
    return this.pages.again(visit, 'pages/dates/add', aboutOf(await this.facts(visit, serviceId), serviceId), body, sent.problems);
  }

  @Get(':id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const date = await this.find(visit, id);
    return this.pages.view(visit, 'pages/dates/date', {
      title: `${date.reference}: ${date.kindWords}`, date, acts: offeredActs(`/dates/${id}`, acts as Readonly<Record<string, CaseAct>>, date.allowedActions), ...(await standingOf(this.pages, visit, 'watchedDate', id)),
    });
  }

  @Get(':id/:act')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actOf(name);
    const date = await this.find(visit, id);
    if (act === undefined) return this.pages.onward(visit, `/dates/${id}`);
    return this.pages.view(visit, 'pages/dates/act', { title: act.title, date, act, name, form: new Form({}, [], date.version) });
  }

  @Post(':id/:act')
  async act(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actOf(name);
    if (act === undefined) return this.pages.onward(visit, `/dates/${id}`);
    const sent = await act.send(this.pages, visit, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) }, body);
    if (sent.done !== null) return this.pages.onward(visit, `/dates/${id}`, act.done);
    return this.pages.again(visit, 'pages/dates/act', { title: act.title, date: await this.find(visit, id), act, name }, body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Watched> {
    return this.pages.readOne(visit, WatchedDateDocument, { id }, (data) => data.watchedDate);
  }

  private facts(visit: Visit, serviceId: string): Promise<Facts> {
    return this.pages.readOne(visit, WatchedDateFormDocument, { serviceId: serviceId || null }, (data) => data.watchedDateForm);
  }
}

const actOf = (name: string) => (Object.hasOwn(acts, name) ? acts[name] : undefined);

function aboutOf(facts: Facts, serviceId: string) {
  return { title: facts.serviceName == null ? 'Watch a date of the council' : `Watch a date: ${facts.serviceName}`, facts, serviceId };
}
