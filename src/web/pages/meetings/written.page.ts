import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { randomUUID } from 'node:crypto';
import type { CheckedAnswer } from '../../case-act.js';
import { standingOf } from '../../components/standing.js';
import { atCriterion, criteriaOf } from '../../criteria-fields.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  AnswerInWritingDocument, CloseWrittenProcedureDocument, EndWrittenProcedureDocument, PutInWritingDocument, RecommendInWritingDocument, ServiceChoicesDocument, WithdrawWrittenProcedureDocument,
  WrittenProcedureDocument, WrittenProcedureFormDocument, type WrittenProcedureFormQuery, type WrittenProcedureQuery, WrittenProceduresDocument,
} from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Written = NonNullable<WrittenProcedureQuery['writtenProcedure']>;
type Started = NonNullable<WrittenProcedureFormQuery['writtenProcedureForm']>;
type StepInput = { id: string; version: number; idempotencyKey: string; text: string; differingViews: string; independence: string } | { id: string; version: number; idempotencyKey: string; reason: string } | { id: string; version: number; idempotencyKey: string };

interface Act {
  readonly event: string;
  readonly title: string;
  readonly done: string;
  readonly document: TypedDocumentNode<unknown, { input: never }>;
  readonly fields: (body: Posted) => object;
}
const reason = (body: Posted) => ({ reason: text(body['reason']) });
/** Steps of a question, each on a page of its own. */
const acts: Readonly<Record<string, Act>> = {
  close: { event: 'CLOSE', title: 'Close the question', done: 'Question closed', document: CloseWrittenProcedureDocument as never, fields: () => ({}) },
  recommend: { event: 'RECOMMEND', title: 'Record what the panel recommends', done: 'Recommendation recorded. It waits for an authorised officer.', document: RecommendInWritingDocument as never, fields: (body) => ({ text: text(body['text']), differingViews: text(body['differingViews']), independence: text(body['independence']) }) },
  end: { event: 'END_WITHOUT', title: 'End without a recommendation', done: 'Ended without a recommendation', document: EndWrittenProcedureDocument as never, fields: reason },
  withdraw: { event: 'WITHDRAW', title: 'Withdraw the question', done: 'Question withdrawn', document: WithdrawWrittenProcedureDocument as never, fields: reason },
};
const screen = 'pages/meetings/written-one';

/** Questions put to the panel in writing between two meetings (domain.md 2.4). */
@Controller('written')
export class WrittenPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { writtenProcedures } = await this.pages.read(visit, WrittenProceduresDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return this.pages.view(visit, 'pages/meetings/written', { title: 'Questions put in writing', wide: true, written: writtenProcedures, chairs: visit.actor.role === 'chair', pagination: pagination(visit.request.url, writtenProcedures) });
  }

  /** First the service, then the question. */
  @Get('new')
  async form(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const service = text(asked['service']);
    if (service === '') {
      const search = text(asked['search']);
      const { services } = await this.pages.read(visit, ServiceChoicesDocument, { search });
      return this.pages.view(visit, 'pages/meetings/written-service', { title: 'Put a question in writing', search, services });
    }
    return this.pages.view(visit, 'pages/meetings/written-new', { ...this.about(await this.started(visit, service)), form: new Form() });
  }

  /** First the answers are tried, then shown as members will read them, then the same form is sent. */
  @Post('new')
  async put(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const context = this.about(await this.started(visit, text(body['serviceId'])));
    const again = 'pages/meetings/written-new';
    if (text(body['step']) === 'change') return this.pages.view(visit, again, { ...context, form: new Form(body) });
    const confirmed = text(body['step']) === 'confirm';
    const sent = await this.pages.send(confirmed ? visit : rehearsing(visit), PutInWritingDocument, questionOf(body));
    if (sent.done === null) return this.pages.again(visit, again, context, body, atCriterion(sent.problems, list(body['criteria'])));
    if (confirmed) return this.pages.onward(visit, `/written/${sent.done.id}`, `${sent.done.reference ?? 'Question'} put to the panel. Members are told by mail.`);
    return this.pages.view(visit, 'pages/meetings/written-check', { ...context, title: 'Check the question', answers: answersOf(context.started, body), form: new Form(body) });
  }

  @Get(':id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const written = await this.written(visit, id);
    const mine = written.answers.find((one) => one.membershipId === visit.actor.membershipId);
    return this.pages.view(visit, screen, { ...this.of(visit, written), ...(await standingOf(this.pages, visit, 'writtenProcedure', id, written.allowedActions)), form: new Form({ answer: mine?.answer ?? '', words: mine?.words ?? '' }, [], mine?.version ?? 0) });
  }

  @Post(':id/answer')
  async answer(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AnswerInWritingDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), answer: text(body['answer']), words: text(body['words']) });
    if (sent.done !== null) return this.pages.onward(visit, `/written/${id}`, 'Your answer is recorded');
    return this.pages.again(visit, screen, this.of(visit, await this.written(visit, id)), body, sent.problems);
  }

  @Get(':id/:act')
  async actForm(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string): Promise<string> {
    const written = await this.written(visit, id);
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (act === undefined || written.youAreOut) return this.pages.onward(visit, `/written/${id}`);
    const differing = written.answers.filter((one) => one.answer === 'differ').map((one) => `${one.name}, ${one.jobTitle}: ${one.words ?? ''}`).join('\n');
    return this.pages.view(visit, 'pages/meetings/written-act', { title: act.title, written, name, form: new Form({ text: written.question ?? '', differingViews: differing }, [], written.version) });
  }

  @Post(':id/:act')
  async act(@Visited() visit: Visit, @Param('id') id: string, @Param('act') name: string, @Body() body: Posted): Promise<string> {
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (act === undefined) return this.pages.onward(visit, `/written/${id}`);
    const input = { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), ...act.fields(body) };
    const sent = await this.pages.send(visit, act.document as unknown as TypedDocumentNode<unknown, { input: StepInput }>, input);
    if (sent.done !== null) return this.pages.onward(visit, `/written/${id}`, act.done);
    return this.pages.again(visit, 'pages/meetings/written-act', { title: act.title, written: await this.written(visit, id), name }, body, sent.problems);
  }

  private written(visit: Visit, id: string): Promise<Written> {
    return this.pages.readOne(visit, WrittenProcedureDocument, { id }, (data) => data.writtenProcedure);
  }

  private started(visit: Visit, serviceId: string): Promise<Started> {
    return this.pages.readOne(visit, WrittenProcedureFormDocument, { serviceId }, (data) => data.writtenProcedureForm);
  }

  private about(started: Started) {
    return { title: `Put a question in writing: ${started.serviceName}`, started, choices: started.choices, live: started.restrictions.map(({ code, words }) => ({ value: code, text: words })) };
  }

  private of(visit: Visit, written: Written) {
    const steps = Object.entries(acts).flatMap(([name, { event, title }]) => {
      const step = written.allowedActions.find((one) => one.event === event);
      return step === undefined || visit.actor.role !== 'chair' ? [] : [{ href: `/written/${written.id}/${name}`, text: title, allowed: step.allowed, unmet: step.unmet.map((one) => one.sentence) }];
    });
    return { title: `Question in writing ${written.reference}`, written, me: written.answers.find((one) => one.membershipId === visit.actor.membershipId) ?? null, acts: steps, newKey: randomUUID };
  }
}

function questionOf(body: Posted) {
  const field = (name: string): string => text(body[name]);
  return {
    serviceId: field('serviceId'), idempotencyKey: field('idempotencyKey'), code: field('code'), text: field('text'), whyNow: field('whyNow'), closesOn: field('closesOn'), criteria: criteriaOf(body),
    restrictionId: field('restrictionId') || null, noticeKind: field('noticeKind') || null, restrictionKind: field('restrictionKind') || null, covers: field('covers') || null, coverDetail: field('coverDetail') || null, reasonCodes: list(body['reasonCodes']),
  };
}

function answersOf({ choices }: Started, body: Posted): CheckedAnswer[] {
  const words = (among: readonly { code: string; words: string }[], code: string): string => among.find((one) => one.code === code)?.words ?? code;
  const line = (name: string, key: string, value: string): CheckedAnswer[] => (value === '' ? [] : [{ name, key, value }]);
  return [
    ...line('code', 'To recommend', words(choices.decisions, text(body['code']))), ...line('text', 'Question', text(body['text'])), ...line('whyNow', 'Why now', text(body['whyNow'])), ...line('closesOn', 'Last day for an answer', text(body['closesOn'])),
    ...list(body['criteria']).flatMap((code) => line('criteria', 'Criterion', `${words(choices.criteria, code)}: ${text(body[`evidence_${code}`])}`)),
    ...(text(body['code']) === 'D08' ? [...line('restrictionKind', 'Restriction', words(choices.restrictionKinds, text(body['restrictionKind']))), ...list(body['reasonCodes']).flatMap((code) => line('reasonCodes', 'Reason', words(choices.reasons, code)))] : []),
  ];
}
