import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CaseAct, changeOf, offeredActs } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  LetterPreviewedDocument, ProposeTerminationDocument, TerminationDocument, TerminationFormDocument, type TerminationFormQuery, type TerminationQuery, TerminationsDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { pagination } from '../../pagination.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { toAnswer } from '../decisions/decision-acts.js';
import { decisionAnswers } from '../decisions/decisions.page.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { proposalOf, terminationActs, type TerminationDecision, terminationDecisions, terminationWords } from './termination-acts.js';

type Termination = NonNullable<TerminationQuery['termination']>;
type Facts = NonNullable<TerminationFormQuery['terminationForm']>;
const actTemplate = 'pages/terminations/act';
const decideTemplate = 'pages/terminations/decide';

/** Contracts that are ended: each whole, with what may be done now, and the decisions that rest on no recommendation of a panel. */
@Controller('terminations')
export class TerminationsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const ended = text(asked['ended']) === 'yes';
    const { terminations } = await this.pages.read(visit, TerminationsDocument, { ended, page: Math.max(1, whole(asked['page'])) });
    return this.pages.view(visit, 'pages/terminations/terminations', { title: 'Ending contracts', wide: true, terminations, ended, pagination: pagination(visit.request.url, terminations) });
  }

  @Get('add')
  async add(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, 'pages/terminations/add', { ...proposingFor(await this.facts(visit, text((visit.request.query as Posted)['service']))), form: new Form() });
  }

  @Post('add')
  async propose(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const given = (field: string): string => text(body[field]);
    const sent = await this.pages.send(visit, ProposeTerminationDocument, { idempotencyKey: given('idempotencyKey'), serviceId: given('serviceId'), contractId: given('contractId'), ...proposalOf(body) });
    if (sent.done !== null) return this.pages.onward(visit, `/terminations/${sent.done.id}`, `${sent.done.reference ?? ''} is proposed, and stands on the next panel’s agenda`);
    return this.pages.again(visit, 'pages/terminations/add', proposingFor(await this.facts(visit, given('serviceId'))), body, sent.problems);
  }

  @Get(':id')
  async termination(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const termination = await this.find(visit, id);
    const open = (event: string): boolean => termination.allowedActions.some((one) => one.event === event && one.allowed);
    const decisions = Object.fromEntries(Object.entries(terminationDecisions).map(([name, { title, events }]) => [`decision/${name}`, { title, events }]));
    return this.pages.view(visit, 'pages/terminations/termination', {
      title: `Ending contract ${termination.contract}: ${termination.serviceName}`, wide: true, termination, settles: open('SETTLE_PERSON'), ...(await evidenceContext(this.pages, visit, 'termination', id)),
      ...(await standingOf(this.pages, visit, 'termination', id, termination.allowedActions)),
      acts: offeredActs(`/terminations/${id}`, { ...terminationActs, ...decisions } as Readonly<Record<string, CaseAct>>, termination.allowedActions),
    });
  }

  @Get(':id/decision/:name')
  async deciding(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string): Promise<string> {
    const act = decisionCalled(name);
    const termination = await this.find(visit, id);
    return this.pages.view(visit, decideTemplate, { ...decidingOn(termination, name, act), form: new Form({}, [], termination.version) });
  }

  /** First the check, with the letter as the provider will see it; the decision only on the second press. */
  @Post(':id/decision/:name')
  async decide(@Visited() visit: Visit, @Param('id') id: string, @Param('name') name: string, @Body() body: Posted): Promise<string> {
    const act = decisionCalled(name);
    const termination = await this.find(visit, id);
    const context = decidingOn(termination, name, act);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, decideTemplate, { ...context, form: new Form(body) });
    const sent = await act.send(this.pages, step === 'confirm' ? visit : rehearsing(visit), id, body);
    if (sent.done === null) return this.pages.again(visit, decideTemplate, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/decisions/made/${sent.done.id}`, `${act.done}. Reference ${sent.done.reference ?? ''}`);
    const { letterPreview } = await this.pages.read(visit, LetterPreviewedDocument, act.preview(id, body));
    if (letterPreview == null) throw PageProblem.missing();
    return this.pages.view(visit, 'pages/decisions/check', {
      title: 'Check your answers', letter: letterPreview, form: new Form(body), action: `/terminations/${id}/decision/${name}`, button: act.button(body),
      answers: decisionAnswers(termination.serviceName, act, body, termination.waiting, terminationWords),
    });
  }

  @Get(':id/:act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const termination = await this.find(visit, id);
    return this.pages.view(visit, actTemplate, { ...(await this.context(visit, termination, name, act)), form: new Form(beginning(visit, termination, name), [], termination.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, actTemplate, { ...(await this.context(visit, await this.find(visit, id), name, act)), form: new Form(body) });
    const forGood = !act.check || step === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/terminations/${id}`, act.done);
    const termination = await this.find(visit, id);
    const context = await this.context(visit, termination, name, act);
    if (sent.done === null) return this.pages.again(visit, actTemplate, context, body, sent.problems);
    const answers = [{ key: 'Service', value: termination.serviceName }, ...answersOf(act, body, (field, value) => wordsFor(termination, field, value))];
    return this.pages.view(visit, actTemplate, { ...context, form: new Form(body), answers });
  }

  private find(visit: Visit, id: string): Promise<Termination> {
    return this.pages.readOne(visit, TerminationDocument, { id }, (data) => data.termination);
  }

  private facts(visit: Visit, serviceId: string): Promise<Facts> {
    return this.pages.readOne(visit, TerminationFormDocument, { serviceId }, (data) => data.terminationForm);
  }

  private async context(visit: Visit, termination: Termination, name: string, act: CaseAct): Promise<{ title: string; [name: string]: unknown }> {
    const facts = name === 'edit' ? await this.facts(visit, termination.serviceId) : null;
    return { title: `${act.title}: ${termination.reference}`, termination, act, name, facts };
  }
}

function actCalled(name: string): CaseAct {
  const act = Object.hasOwn(terminationActs, name) ? terminationActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}
function decisionCalled(name: string): TerminationDecision {
  const act = Object.hasOwn(terminationDecisions, name) ? terminationDecisions[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}
const proposingFor = (facts: Facts): { title: string; facts: Facts } => ({ title: `Propose to end the contract: ${facts.serviceName}`, facts });
function decidingOn(termination: Termination, name: string, act: TerminationDecision): { title: string; [name: string]: unknown } {
  return { title: `${act.title}: ${termination.reference}`, termination, name, act, waiting: toAnswer(termination.waiting) };
}
const typed = (date: string): string => date.split('-').map(Number).toReversed().join('/');
/** A form as it begins: the proposal as it was saved, the plan that counts, the person whose link was followed. */
function beginning(visit: Visit, { plans, ...termination }: Termination, name: string): Posted {
  const [plan] = plans;
  if (name === 'settle') return { exitPersonId: text((visit.request.query as Posted)['person']) };
  if (name === 'plan' && plan !== undefined) return { leadOfficerId: termination.leadOfficerId ?? '', endsOn: typed(plan.endsOn), telling: plan.telling, moving: plan.moving, funders: plan.funders, records: plan.records, staff: plan.staff, communications: plan.communications };
  if (name !== 'edit') return {};
  const { ground, noticeId, facts, options, equalityNote, proportionality, periodCount, periodUnit, periodClause } = termination;
  return { ground, noticeId: noticeId ?? '', facts, options, equalityNote, proportionality, periodCount: String(periodCount), periodUnit, periodClause };
}
function wordsFor({ officers, people }: Termination, field: string, value: string): string {
  if (field === 'leadOfficerId' || field === 'safeguardingOwnerId') return officers.find(({ code }) => code === value)?.words ?? value;
  if (field === 'exitPersonId') return people.find(({ id }) => id === value)?.caseReference ?? value;
  return terminationWords(field, value);
}
