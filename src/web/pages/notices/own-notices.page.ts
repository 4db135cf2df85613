import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { MyNoticesDocument, type MyNoticesQuery, SubmitNoticePlanDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { planLines } from './notice-acts.js';

type Own = MyNoticesQuery['myNotices'][number];
const template = 'pages/notices/own';

/** A provider's own notices: what each asks, by when, and the plan it sends under every step. */
@Controller('my-notices')
export class OwnNoticesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { myNotices } = await this.pages.read(visit, MyNoticesDocument, {});
    return this.pages.view(visit, 'pages/notices/mine', { title: 'Your notices', notices: myNotices });
  }

  @Get(':id')
  async notice(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), ...(await evidenceContext(this.pages, visit, 'notice', id)), form: new Form() });
  }

  /** Shown once more before it goes: what is sent cannot be taken back. */
  @Post(':id/plan')
  async plan(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const notice = await this.find(visit, id);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(notice), form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), SubmitNoticePlanDocument, { id, idempotencyKey: text(body['idempotencyKey']), lines: planLines(body) });
    if (sent.done === null) return this.pages.again(visit, template, contextOf(notice), body, atTheirSteps(body, sent.problems));
    if (step === 'confirm') return this.pages.onward(visit, `/my-notices/${id}`, 'Your plan is sent. You are told when it is answered');
    const names = contextOf(notice).stepNames;
    return this.pages.view(visit, 'pages/notices/check-plan', { ...contextOf(notice), title: 'Check your plan', form: new Form(body), answers: planLines(body).map(({ stepId, text: said }) => ({ name: `plan-${stepId}`, key: names[stepId] ?? '', value: said })) });
  }

  private find(visit: Visit, id: string): Promise<Own> {
    return this.pages.readOne(visit, MyNoticesDocument, {}, ({ myNotices }) => myNotices.find((one) => one.id === id));
  }
}

function contextOf(notice: Own): { title: string; notice: Own; stepNames: Record<string, string> } {
  return { title: `${notice.name}: ${notice.serviceName}`, notice, stepNames: Object.fromEntries(notice.clauses.flatMap(({ clause, steps }) => steps.map(({ id, number }) => [id, `Clause ${clause}, step ${number}`]))) };
}
/** A problem of the second line of the plan is shown at the step it answers. */
function atTheirSteps<Problem extends { field: string }>(body: Posted, problems: readonly Problem[]): Problem[] {
  const fields = planLines(body).map(({ stepId }) => `plan-${stepId}`);
  return problems.map((problem) => ({ ...problem, field: fields[Number(/^lines\.(\d+)/.exec(problem.field)?.[1] ?? -1)] ?? problem.field }));
}
