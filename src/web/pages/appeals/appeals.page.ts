import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  AppealFormDocument, type AppealFormQuery, AppealPageDocument, type AppealPageQuery, DecideAppealDocument, GiveAppealGroundsDocument, LodgeAppealDocument, MyAppealsDocument, RecordAppealDocument,
  RestrictionToConfirmDocument, WithdrawAppealDocument,
} from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import type { Sent } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { decisionAnswers } from '../decisions/decisions.page.js';
import { toAnswer } from '../decisions/decision-acts.js';
import { appealInput, decideAppealFields, decideAppealWords } from './appeal-forms.js';

type Appeal = NonNullable<AppealPageQuery['appeal']>;
type AppealForm = NonNullable<AppealFormQuery['appealForm']>;
const template = 'pages/appeals/appeal';
const lodging = { text: 'What is appealed against, and why', groundsFollow: 'Grounds', receivedOn: 'Received on', how: 'How it came' };

/** Appeals against decisions on placing (R11): a provider's own, the form that lodges one, and the case with its hearing. */
@Controller('appeals')
export class AppealsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async mine(@Visited() visit: Visit): Promise<string> {
    return this.own(visit);
  }

  @Get('lodge/:id')
  async form(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/appeals/lodge', { ...lodgingOf(visit, await this.formFor(visit, id)), form: new Form() });
  }

  /** Shown once more before it goes: what is sent cannot be taken back. */
  @Post('lodge/:id')
  async lodge(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const context = lodgingOf(visit, await this.formFor(visit, id));
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, 'pages/appeals/lodge', { ...context, form: new Form(body) });
    const sent = await this.sendAppeal(step === 'confirm' ? visit : rehearsing(visit), id, body);
    if (sent.done === null) return this.pages.again(visit, 'pages/appeals/lodge', context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, context.own ? '/appeals' : `/appeals/${sent.done.id}`, `The appeal is received. Its reference is ${sent.done.reference ?? ''}`);
    const answers = answersOf({ fields: lodging }, body, (field, value) => (field === 'groundsFollow' ? 'They follow later' : value));
    return this.pages.view(visit, 'pages/appeals/lodge', { ...context, form: new Form(body), answers });
  }

  @Get(':id')
  async appeal(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const appeal = await this.find(visit, id);
    return this.pages.view(visit, template, { ...(await this.contextOf(visit, appeal)), ...(await standingOf(this.pages, visit, 'appeal', id)), form: new Form({}, [], appeal.version) });
  }

  @Post(':id/grounds')
  async grounds(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, GiveAppealGroundsDocument, { id, idempotencyKey: text(body['idempotencyKey']), text: text(body['text']) });
    const own = visit.actor.role === 'provider';
    if (sent.done !== null) return this.pages.onward(visit, own ? '/appeals' : `/appeals/${id}`, 'The grounds are received');
    return own ? this.own(visit, { id, body, problems: sent.problems }) : this.pages.again(visit, template, await this.contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  @Post(':id/withdraw')
  async withdraw(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, WithdrawAppealDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), how: text(body['how']) });
    if (sent.done !== null) return this.pages.onward(visit, `/appeals/${id}`, 'Recorded as withdrawn');
    return this.pages.again(visit, template, await this.contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  @Post(':id/decide')
  async decide(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const appeal = await this.find(visit, id);
    const context = await this.contextOf(visit, appeal);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), DecideAppealDocument, appealInput(id, body));
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/decisions/made/${sent.done.id}`, `The appeal is decided. Reference ${sent.done.reference ?? ''}`);
    const answers = decisionAnswers(appeal.serviceName, { fields: decideAppealFields }, body, context.waiting, decideAppealWords);
    return this.pages.view(visit, template, { ...context, form: new Form(body), answers });
  }

  private async own(visit: Visit, failed?: { id: string; body: Posted; problems: ConstructorParameters<typeof Form>[1] }): Promise<string> {
    if (failed !== undefined) void visit.reply.status(422);
    const { myAppeals } = await this.pages.read(visit, MyAppealsDocument, {});
    const formOf = (id: string): Form => (failed?.id === id ? new Form(failed.body, failed.problems) : new Form());
    const appeals = myAppeals.appeals.map((one) => ({ ...one, key: randomUUID(), form: formOf(one.id) }));
    return this.pages.view(visit, 'pages/appeals/mine', { title: 'Your appeals', appeals, open: myAppeals.open, ...(failed !== undefined && { form: formOf(failed.id) }) });
  }

  private sendAppeal(visit: Visit, decisionId: string, body: Posted): Promise<Sent> {
    const input = { decisionId, idempotencyKey: text(body['idempotencyKey']), text: text(body['text']), groundsFollow: text(body['groundsFollow']) === 'yes' };
    if (visit.actor.role === 'provider') return this.pages.send(visit, LodgeAppealDocument, input);
    return this.pages.send(visit, RecordAppealDocument, { ...input, receivedOn: text(body['receivedOn']), how: text(body['how']) });
  }

  private formFor(visit: Visit, id: string): Promise<AppealForm> {
    return this.pages.readOne(visit, AppealFormDocument, { id }, (data) => data.appealForm);
  }

  private find(visit: Visit, id: string): Promise<Appeal> {
    return this.pages.readOne(visit, AppealPageDocument, { id }, (data) => data.appeal);
  }

  private async contextOf(visit: Visit, appeal: Appeal) {
    const { role } = visit.actor;
    const restriction = await this.pages.readOne(visit, RestrictionToConfirmDocument, { id: appeal.restrictionId }, (data) => data.standingRestriction);
    return {
      title: `${appeal.reference}: ${appeal.serviceName}`, appeal, restriction, decider: role === 'authorisedOfficer', records: role === 'coordinator' || role === 'qaOfficer',
      waiting: toAnswer(restriction.waiting), kinds: restriction.kindChoices.map(({ code, words }) => ({ value: code, text: words })),
    };
  }
}

function lodgingOf(visit: Visit, appeal: AppealForm): { title: string; own: boolean; appeal: AppealForm } {
  const own = visit.actor.role === 'provider';
  return { title: own ? 'Appeal against the decision' : 'Record an appeal', own, appeal };
}
