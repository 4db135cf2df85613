import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { answersOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { ImposedRestrictionFormDocument, type ImposedRestrictionFormQuery, RecordImposedRestrictionDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { codeWords } from '../decisions/decisions.page.js';

type Facts = NonNullable<ImposedRestrictionFormQuery['imposedRestrictionForm']>;
/** The two stops that are not the council's, by the last part of their address. */
const stops = {
  voluntary: { kind: 'voluntary', title: 'Record a voluntary stop', button: 'Record voluntary stop', source: 'The provider’s letter' },
  regulator: { kind: 'regulatorImposed', title: 'Record a condition of CQC', button: 'Record condition of CQC', source: 'CQC’s document' },
} as const;
type Stop = (typeof stops)[keyof typeof stops];
const template = 'pages/restrictions/record-stop';

/** Records a stop the provider makes itself, or one the regulator imposes (R06): reached from the service's page. */
@Controller('restrictions/record/:stop')
export class RecordStopPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async form(@Visited() visit: Visit, @Param('stop') name: string): Promise<string> {
    const stop = stopCalled(name);
    return this.pages.view(visit, template, { ...(await this.context(visit, name, stop)), form: new Form() });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('stop') name: string, @Body() body: Posted): Promise<string> {
    const stop = stopCalled(name);
    const context = await this.context(visit, name, stop);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const sent = await this.send(step === 'confirm' ? visit : rehearsing(visit), context.facts.serviceId, stop, body);
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/restrictions/${sent.done.id}`, `Recorded; brokerage and partners are alerted. Reference ${sent.done.reference ?? ''}`);
    const answers = [{ key: 'Service', value: context.facts.serviceName }, ...answersOf({ fields: fieldsOf(stop) }, body, (field, value) => wordsFor(context.facts, field, value))];
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers });
  }

  private send(visit: Visit, serviceId: string, stop: Stop, body: Posted): Promise<Sent> {
    const given = (field: string): string => text(body[field]);
    return this.pages.send(visit, RecordImposedRestrictionDocument, {
      idempotencyKey: given('idempotencyKey'), serviceId, kind: stop.kind, covers: given('covers'), coverDetail: given('coverDetail') || null, perWeek: null,
      source: given('source'), sourceOn: given('sourceOn'), endCondition: given('endCondition') || null, effect: given('effect') || null, reasonCode: given('reasonCode'),
      startsOn: given('startsOn'), reviewOn: given('reviewOn'), exceptions: given('exceptions'),
    });
  }

  private async context(visit: Visit, name: string, stop: Stop): Promise<{ title: string; facts: Facts; [name: string]: unknown }> {
    const serviceId = text((visit.request.query as Posted)['service']);
    const facts = await this.pages.readOne(visit, ImposedRestrictionFormDocument, { serviceId }, (data) => data.imposedRestrictionForm);
    return { title: `${stop.title}: ${facts.serviceName}`, facts, stop, action: `/restrictions/record/${name}?service=${facts.serviceId}` };
  }
}

function stopCalled(name: string): Stop {
  if (name !== 'voluntary' && name !== 'regulator') throw PageProblem.missing();
  return stops[name];
}

function fieldsOf({ kind, source }: Stop): Readonly<Record<string, string>> {
  const own = kind === 'voluntary' ? { endCondition: 'When it ends' } : { effect: 'Our review of its effect' };
  return {
    source, sourceOn: 'Dated', covers: 'What it covers', coverDetail: 'Which unit or need', ...own, reasonCode: 'Reason', startsOn: 'In force since',
    reviewOn: kind === 'voluntary' ? 'Checked on' : 'Reviewed on', exceptions: 'Who approves an exception',
  };
}

function wordsFor({ reasonChoices }: Facts, field: string, value: string): string {
  return field === 'reasonCode' ? (reasonChoices.find(({ code }) => code === value)?.words ?? value) : codeWords(field, value);
}
