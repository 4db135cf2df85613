import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type CaseAct, changeOf } from '../../case-act.js';
import { type Body as Posted, Form, whole } from '../../form.js';
import { MyPlanActionDocument, type MyPlanActionQuery, MyPlanDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { pagination } from '../../pagination.js';
import { type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { actionActs } from './action-acts.js';

type Found = NonNullable<MyPlanActionQuery['myPlanAction']>;
const acts = ['complete', 'more-time'];
const template = 'pages/actions/own-act';

/** A provider's own plan: what it is to do by when, and how it says that it is done. */
@Controller('my-plan')
export class OwnPlanPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { myPlan } = await this.pages.read(visit, MyPlanDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return this.pages.view(visit, 'pages/actions/own-plan', { title: 'Your plan', plan: myPlan, pagination: pagination(visit.request.url, myPlan) });
  }

  @Get(':id')
  async action(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const action = await this.find(visit, id);
    return this.pages.view(visit, 'pages/actions/own-action', { title: action.reference, action, ...(await evidenceContext(this.pages, visit, 'action', id)) });
  }

  @Get(':id/:act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const action = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(action, name, act), form: new Form({}, [], action.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const action = await this.find(visit, id);
    const sent = await act.send(this.pages, visit, changeOf(id, body), body);
    if (sent.done !== null) return this.pages.onward(visit, `/my-plan/${id}`, act.done);
    return this.pages.again(visit, template, contextOf(action, name, act), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, MyPlanActionDocument, { id }, (data) => data.myPlanAction);
  }
}

function actCalled(name: string): CaseAct {
  const act = acts.includes(name) ? actionActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(action: Found, name: string, act: CaseAct): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${action.reference}`, action, act, name };
}
