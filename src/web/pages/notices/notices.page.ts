import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CaseAct, changeOf, offeredActs } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  ConsiderNoticeDocument, LetterPreviewedDocument, NoticeDocument, NoticeFormDocument, type NoticeFormQuery, type NoticeQuery, NoticesDocument, RepresentationPageDocument, type RepresentationPageQuery, RepresentationsOfServiceDocument, SetDefaultTermsDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { pagination } from '../../pagination.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { noticeChangeAct, toAnswer } from '../decisions/decision-acts.js';
import { lettersAbout } from '../decisions/letters-about.js';
import { decisionAnswers } from '../decisions/decisions.page.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { clausePlaces, noticeActs, noticeWords } from './notice-acts.js';

type Notice = NonNullable<NoticeQuery['notice']>;
type Waiting = NonNullable<RepresentationPageQuery['representation']>;
type Facts = NonNullable<NoticeFormQuery['noticeForm']>;
const actTemplate = 'pages/notices/act';

/** Notices under contracts: those that run, each whole with what may be done now, and the decision to give more time or withdraw (D11). */
@Controller('notices')
export class NoticesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const ended = text(asked['ended']) === 'yes';
    const { notices } = await this.pages.read(visit, NoticesDocument, { ended, serviceId: null, page: Math.max(1, whole(asked['page'])) });
    return this.pages.view(visit, 'pages/notices/notices', { title: 'Notices', wide: true, notices, ended, pagination: pagination(visit.request.url, notices) });
  }

  @Get('add')
  async add(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, 'pages/notices/add', { ...addingTo(await this.facts(visit, text((visit.request.query as Posted)['service']))), form: new Form() });
  }

  @Post('add')
  async consider(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const given = (field: string): string => text(body[field]);
    const sent = await this.pages.send(visit, ConsiderNoticeDocument, {
      idempotencyKey: given('idempotencyKey'), serviceId: given('serviceId'), kind: given('kind'), contractId: given('contractId'), followsId: given('followsId') || null, because: given('because'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/notices/${sent.done.id}`, `${sent.done.reference ?? ''} is under consideration`);
    return this.pages.again(visit, 'pages/notices/add', addingTo(await this.facts(visit, given('serviceId'))), body, sent.problems);
  }

  @Get('defaults')
  async defaults(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, 'pages/notices/defaults', { ...countingFor(await this.facts(visit, text((visit.request.query as Posted)['service']))), form: new Form() });
  }

  @Post('defaults')
  async setDefaults(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const number = (field: string): number | null => (text(body[field]) === '' ? null : whole(body[field]));
    const sent = await this.pages.send(visit, SetDefaultTermsDocument, { idempotencyKey: text(body['idempotencyKey']), contractId: text(body['contractId']), defaults: number('defaults'), months: number('months'), clause: text(body['clause']) || null });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${text(body['serviceId'])}/restrictions`, 'The contract’s count of defaults is saved');
    return this.pages.again(visit, 'pages/notices/defaults', countingFor(await this.facts(visit, text(body['serviceId']))), body, sent.problems);
  }

  @Get(':id')
  async notice(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const notice = await this.find(visit, id);
    const changes = notice.allowedActions.filter(({ event }) => event === 'EXTEND' || event === 'WITHDRAW' || event === 'WITHDRAW_CLAUSES');
    return this.pages.view(visit, 'pages/notices/notice', {
      title: `${notice.name} ${notice.reference}`, notice, stepNames: stepNames(notice), decides: changes.some(({ allowed }) => allowed),
      ...(await standingOf(this.pages, visit, 'notice', id, notice.allowedActions)), ...(await evidenceContext(this.pages, visit, 'notice', id)), letters: await lettersAbout(this.pages, visit, { noticeId: id }),
      acts: offeredActs(`/notices/${id}`, noticeActs, notice.allowedActions),
    });
  }

  /** D11: more time or withdrawal. */
  @Get(':id/decide')
  async deciding(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const notice = await this.find(visit, id);
    return this.pages.view(visit, 'pages/notices/decide', { ...decidingOn(notice, await this.waiting(visit, notice)), form: new Form({}, [], notice.version) });
  }

  /** First the check, with the letter as the provider will see it; the decision only on the second press. */
  @Post(':id/decide')
  async decide(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const notice = await this.find(visit, id);
    const waiting = await this.waiting(visit, notice);
    const template = 'pages/notices/decide';
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...decidingOn(notice, waiting), form: new Form(body) });
    const sent = await noticeChangeAct.send(this.pages, step === 'confirm' ? visit : rehearsing(visit), id, body);
    if (sent.done === null) return this.pages.again(visit, template, decidingOn(notice, waiting), body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/decisions/made/${sent.done.id}`, `${noticeChangeAct.done}. Reference ${sent.done.reference ?? ''}`);
    const { letterPreview } = await this.pages.read(visit, LetterPreviewedDocument, noticeChangeAct.preview(id, body));
    if (letterPreview == null) throw PageProblem.missing();
    const clause = (value: string): string => notice.clauses.find((one) => one.id === value)?.clause ?? value;
    return this.pages.view(visit, 'pages/decisions/check', {
      title: 'Check your answers', letter: letterPreview, form: new Form(body), action: `/notices/${id}/decide`, button: noticeChangeAct.button(body),
      answers: decisionAnswers(notice.serviceName, noticeChangeAct, body, waiting, (field, value) => (field === 'clauseIds' ? clause(value) : noticeWords(field, value))),
    });
  }

  @Get(':id/:act')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const act = actCalled(name);
    const notice = await this.find(visit, id);
    return this.pages.view(visit, actTemplate, { ...contextOf(notice, name, act), form: new Form(name === 'draft' ? draftOf(notice) : {}, [], notice.version) });
  }

  @Post(':id/:act')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = actCalled(name);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, actTemplate, { ...contextOf(await this.find(visit, id), name, act), form: new Form(body) });
    const forGood = !act.check || step === 'confirm';
    const sent = await act.send(this.pages, forGood ? visit : rehearsing(visit), changeOf(id, body), body);
    if (sent.done !== null && forGood) return this.pages.onward(visit, `/notices/${id}`, act.done);
    const notice = await this.find(visit, id);
    if (sent.done === null) return this.pages.again(visit, actTemplate, contextOf(notice, name, act), body, sent.problems);
    const answers = [{ key: 'Service', value: notice.serviceName }, ...answersOf(act, body, noticeWords)];
    return this.pages.view(visit, actTemplate, { ...contextOf(notice, name, act), form: new Form(body), answers });
  }

  private find(visit: Visit, id: string): Promise<Notice> {
    return this.pages.readOne(visit, NoticeDocument, { id }, (data) => data.notice);
  }

  /** What the provider said that no decision has answered yet. */
  private async waiting(visit: Visit, { serviceId }: Notice): Promise<Waiting[]> {
    const { representations } = await this.pages.readOne(visit, RepresentationsOfServiceDocument, { serviceId }, (data) => data.service);
    const received = representations.filter(({ state }) => state === 'received');
    return Promise.all(received.map(({ id }) => this.pages.readOne(visit, RepresentationPageDocument, { id }, (data) => data.representation)));
  }

  private facts(visit: Visit, serviceId: string): Promise<Facts> {
    return this.pages.readOne(visit, NoticeFormDocument, { serviceId }, (data) => data.noticeForm);
  }
}

function actCalled(name: string): CaseAct {
  const act = Object.hasOwn(noticeActs, name) ? noticeActs[name] : undefined;
  if (act === undefined) throw PageProblem.missing();
  return act;
}
const addingTo = (facts: Facts): { title: string; facts: Facts } => ({ title: `Consider a notice: ${facts.serviceName}`, facts });
const countingFor = (facts: Facts): { title: string; facts: Facts } => ({ title: `A contract’s own count of defaults: ${facts.serviceName}`, facts });
function contextOf(notice: Notice, name: string, act: CaseAct): { title: string; [name: string]: unknown } {
  const clauses = notice.clauses.filter(({ withdrawnOn }) => withdrawnOn === null);
  return { title: `${act.title}: ${notice.reference}`, notice, act, name, clauses, places: clausePlaces, plan: notice.plans[0], stepNames: stepNames(notice) };
}
function decidingOn(notice: Notice, waiting: readonly Waiting[]): { title: string; [name: string]: unknown } {
  return { title: `More time or withdrawal: ${notice.reference}`, notice, waiting: toAnswer(waiting), clauses: notice.clauses.filter(({ withdrawnOn }) => withdrawnOn === null) };
}
/** "Clause 12.1, step 1", by the step's id. */
function stepNames({ clauses }: Pick<Notice, 'clauses'>): Record<string, string> {
  return Object.fromEntries(clauses.flatMap(({ clause, steps }) => steps.map(({ id, number }) => [id, `Clause ${clause}, step ${number}`])));
}
/** The draft's form as it was saved. */
function draftOf(notice: Notice): Posted {
  const clauses = notice.clauses.flatMap(({ clause, facts, steps }, at) => [[`clause${at + 1}`, clause], [`facts${at + 1}`, facts], [`steps${at + 1}`, steps.map(({ step }) => step).join('\n')]]);
  const typed = (date: string | null): string => (date === null ? '' : date.split('-').map(Number).toReversed().join('/'));
  // As the provider's own record has it, until somebody says otherwise here.
  const administration = notice.inAdministration ?? (notice.practitionerOnRecord === null ? null : true);
  const asked = administration === null ? '' : administration ? 'yes' : 'no';
  return {
    ...Object.fromEntries(clauses), periodCount: String(notice.periodCount ?? ''), periodUnit: notice.periodUnit ?? '', periodClause: notice.periodClause ?? '', shortReason: notice.shortReason ?? '',
    warnedOn: typed(notice.warnedOn), warnedHow: notice.warnedHow ?? '', notWarnedReason: notice.notWarnedReason ?? '', supportOffered: notice.supportOffered ?? '', inAdministration: asked, practitioner: notice.practitioner ?? notice.practitionerOnRecord ?? '',
  };
}
