import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { answersOf, changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { RestrictionToChangeDocument, type RestrictionToChangeQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { codeWords } from '../decisions/decisions.page.js';
import { type RestrictionAct, restrictionActs } from './restriction-acts.js';

type Restriction = NonNullable<RestrictionToChangeQuery['standingRestriction']>;
const template = 'pages/restrictions/act';

/** What is recorded about a restriction: a disclosure (R07), and the review and the end of a stop that is not the council's (R06, R09). */
@Controller('restrictions/:id/:act')
export class RestrictionActsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const restriction = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(restriction, name, act), form: new Form({}, [], restriction.version) });
  }

  @Post()
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id), name, act), form: new Form(body) });
    const sent = await act.send(this.pages, step === 'confirm' ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && step === 'confirm') return this.pages.onward(visit, `/restrictions/${id}`, `${act.done}. Reference ${sent.done.reference ?? ''}`);
    const restriction = await this.find(visit, id);
    const context = contextOf(restriction, name, act);
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    const answers = [{ key: 'Service', value: restriction.serviceName }, ...answersOf(act, body, (field, value) => (field === 'replacedById' ? (restriction.others.find(({ id: other }) => other === value)?.reference ?? value) : codeWords(field, value)))];
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers });
  }

  private find(visit: Visit, id: string): Promise<Restriction> {
    return this.pages.readOne(visit, RestrictionToChangeDocument, { id }, (data) => data.standingRestriction);
  }
}

function actCalled(name: string): RestrictionAct {
  const act = Object.hasOwn(restrictionActs, name) ? restrictionActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(restriction: Restriction, name: string, act: RestrictionAct): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${restriction.reference}`, restriction, act, name };
}
