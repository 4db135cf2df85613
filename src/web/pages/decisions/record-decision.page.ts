import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { inOwnWords } from '../../../platform/access/own-words.js';
import { answersOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { RecordedDecisionFormDocument, type RecordedDecisionFormQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { codeWords } from './decisions.page.js';
import { type Question, questionsOf, type RecordAct, recordActs } from './record-acts.js';

type Facts = NonNullable<RecordedDecisionFormQuery['recordedDecisionForm']>;

/** Decisions an officer records on a service without a recommendation: first which, then its questions, then the check. */
@Controller('services/:id/decide')
export class RecordDecisionPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async choose(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const facts = await this.find(visit, id);
    const kinds = Object.entries(inOwnWords(visit.actor.stageNames, recordActs)).flatMap(([name, { code, hint }]) => facts.kinds.filter((kind) => kind.code === code).map((kind) => ({ ...kind, name, does: kind.name, hint })));
    return this.pages.view(visit, 'pages/decisions/record', { title: `Record a decision: ${facts.serviceName}`, facts, kinds });
  }

  @Get(':name')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string): Promise<string> {
    const act = actCalled(visit, name);
    const facts = await this.find(visit, id);
    return this.pages.view(visit, 'pages/decisions/record-one', { ...contextOf(facts, name, act), form: new Form() });
  }

  @Post(':name')
  async record(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(visit, name);
    const context = contextOf(await this.find(visit, id), name, act);
    const step = text(body['step']);
    const template = 'pages/decisions/record-one';
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const sent = await act.send(this.pages, step === 'confirm' ? visit : rehearsing(visit), id, body);
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/decisions/made/${sent.done.id}`, `Decision recorded. Reference ${sent.done.reference ?? ''}`);
    const fields = { ...Object.fromEntries(context.questions.map(({ name: field, key }) => [field, key])), confidentiality: 'Who may be told of it' };
    const answers = [{ key: 'Service', value: context.facts.serviceName }, ...answersOf({ fields }, body, (field, value) => (field === 'confidentiality' ? codeWords(field, value) : wordsFor(context.facts, context.questions, field, value)))];
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers });
  }

  private find(visit: Visit, serviceId: string): Promise<Facts> {
    return this.pages.readOne(visit, RecordedDecisionFormDocument, { serviceId }, (data) => data.recordedDecisionForm);
  }
}

function actCalled({ actor }: Visit, name: string): RecordAct {
  const act = Object.hasOwn(recordActs, name) ? recordActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return inOwnWords(actor.stageNames, act);
}

function contextOf(facts: Facts, name: string, act: RecordAct) {
  const kind = facts.kinds.find(({ code }) => code === act.code);
  if (kind === undefined) throw PageProblem.missing();
  return { title: `${kind.name}: ${facts.serviceName}`, facts, name, act, kind, questions: questionsOf(act), action: `/services/${facts.serviceId}/decide/${name}` };
}

function wordsFor({ officers }: Facts, questions: readonly Question[], field: string, value: string): string {
  const question = questions.find(({ name }) => name === field);
  if (question?.kind === 'yesNo') return value === 'yes' ? 'Yes' : 'No';
  if (question?.kind === 'officer') {
    const officer = officers.find(({ id }) => id === value);
    return officer === undefined ? value : `${officer.name}, ${officer.jobTitle}`;
  }
  return question?.choices?.find((choice) => choice.value === value)?.text ?? value;
}
