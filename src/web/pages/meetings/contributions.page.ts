import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  AnswerProposalDocument, CallForItemsDocument, ContributeDocument, MeetingContributionsDocument, type MeetingContributionsQuery, ProposeItemDocument, RemindSilentDocument, ReturnNothingDocument, ServiceChoicesDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Before = NonNullable<MeetingContributionsQuery['meetingContributions']>;
const list = 'pages/meetings/contributions';

/** Before a meeting: the call for items, what members bring service by service, and what they propose. */
@Controller('meetings/:id/contributions')
export class ContributionsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const before = await this.before(visit, id);
    return this.pages.view(visit, list, { ...about(visit, before), form: new Form({ contributionsBy: typed(before.contributionsBy ?? before.proposedClosing) }, [], before.version) });
  }

  @Post('call')
  async call(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CallForItemsDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), contributionsBy: text(body['contributionsBy']) });
    return this.after(visit, id, body, sent, 'Items are called for. Members are told by mail.');
  }

  @Post('remind')
  async remind(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RemindSilentDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    return this.after(visit, id, body, sent, 'Those who have returned nothing are reminded by mail.');
  }

  @Post('nil')
  async nothing(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ReturnNothingDocument, { id, idempotencyKey: text(body['idempotencyKey']), serviceId: text(body['serviceId']) || null });
    return this.after(visit, id, body, sent, 'Nil return recorded');
  }

  @Get('services/:serviceId')
  async form(@Visited() visit: Visit, @Param('id') id: string, @Param('serviceId') serviceId: string): Promise<string> {
    const context = await this.service(visit, id, serviceId);
    const [last] = context.service.own;
    const values = { caveat: last?.caveat ?? 'none', audience: last?.audience ?? 'members', ...Object.fromEntries((last?.entries ?? []).map(({ code, words }) => [`entry_${code}`, words])) };
    const [draft] = await this.pages.typedInto(visit, draftOf(id, serviceId));
    if (draft === undefined) return this.pages.view(visit, 'pages/meetings/contribute', { ...context, form: new Form(values, [], last?.number ?? 0) });
    return this.pages.view(visit, 'pages/meetings/contribute', { ...context, draftFrom: draft.savedAt, form: new Form(draft.fields) });
  }

  @Post('services/:serviceId')
  async contribute(@Visited() visit: Visit, @Param('id') id: string, @Param('serviceId') serviceId: string, @Body() body: Posted): Promise<string> {
    const entries = Object.keys(body).filter((name) => name.startsWith('entry_')).map((name) => ({ code: name.slice('entry_'.length), words: text(body[name]) }));
    const sent = await this.pages.send(visit, ContributeDocument, {
      id, serviceId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), entries, caveat: text(body['caveat']), audience: text(body['audience']), reason: text(body['reason']),
    });
    if (sent.done !== null) {
      await this.pages.dropDraft(visit, draftOf(id, serviceId));
      return this.pages.onward(visit, `/meetings/${id}/contributions`, 'Your contribution is recorded');
    }
    const context = await this.service(visit, id, serviceId);
    // A problem of all parts stands at the first of them, one of a part at its own field.
    const [first] = context.before.form?.asks ?? [];
    const problems = sent.problems.map(({ field, message }) => {
      const [, index] = /^entries(?:\.(\d+))?/.exec(field) ?? [];
      return field.startsWith('entries') ? { field: `entry_${entries[Number(index)]?.code ?? first?.code ?? ''}`, message } : { field, message };
    });
    return this.pages.again(visit, 'pages/meetings/contribute', { ...context, conflict: sent.code === 'STALE_VERSION' }, { ...body, ...(sent.code === 'STALE_VERSION' && { version: String(context.service.own[0]?.number ?? 0), idempotencyKey: undefined }) }, problems);
  }

  @Get('propose')
  async proposeForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/propose', { ...(await this.proposing(visit, id)), form: new Form({ minutesWanted: '10' }) });
  }

  @Post('propose')
  async propose(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ProposeItemDocument, {
      id, idempotencyKey: text(body['idempotencyKey']), serviceId: text(body['serviceId']) || null, title: text(body['subject']), why: text(body['why']), minutesWanted: whole(body['minutesWanted']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/contributions#proposals`, 'Item proposed. You read here whether it is taken, and why.');
    return this.pages.again(visit, 'pages/meetings/propose', await this.proposing(visit, id), body, sent.problems.map(({ field, message }) => ({ field: field === 'title' ? 'subject' : field, message })));
  }

  @Get('proposals/:proposalId')
  async answerForm(@Visited() visit: Visit, @Param('id') id: string, @Param('proposalId') proposalId: string): Promise<string> {
    const context = await this.proposal(visit, id, proposalId);
    return this.pages.view(visit, 'pages/meetings/answer-proposal', { ...context, form: new Form({ minutesEstimate: String(context.proposal.minutesWanted) }, [], context.proposal.version) });
  }

  @Post('proposals/:proposalId')
  async answer(@Visited() visit: Visit, @Param('id') id: string, @Param('proposalId') proposalId: string, @Body() body: Posted): Promise<string> {
    const accepted = text(body['answer']) === 'accept';
    const chosen = ['accept', 'decline'].includes(text(body['answer']));
    const sent = await this.pages.send(visit, AnswerProposalDocument, {
      id: proposalId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), accepted, section: accepted && text(body['section']) !== '' ? whole(body['section']) : null,
      minutesEstimate: accepted && text(body['minutesEstimate']) !== '' ? whole(body['minutesEstimate']) : null, reason: text(body['reason']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/contributions#proposals`, accepted ? 'Taken onto the agenda' : 'Declined. Whoever proposed it reads why.');
    const problems = chosen ? sent.problems : [{ field: 'answer', message: 'Choose whether it goes on the agenda' }];
    return this.pages.again(visit, 'pages/meetings/answer-proposal', await this.proposal(visit, id, proposalId), body, problems);
  }

  private async proposing(visit: Visit, id: string) {
    const before = await this.before(visit, id);
    const search = text((visit.request.query as Posted)['search']);
    const { services } = await this.pages.read(visit, ServiceChoicesDocument, { search });
    return { title: 'Propose an item', before, search, services };
  }

  private async service(visit: Visit, id: string, serviceId: string) {
    const before = await this.before(visit, id);
    const service = before.services.find((one) => one.serviceId === serviceId);
    if (service === undefined || before.form === null) throw PageProblem.missing();
    return { ...about(visit, before), title: `Your contribution: ${service.title}`, service, conflict: false };
  }

  private async proposal(visit: Visit, id: string, proposalId: string) {
    const before = await this.before(visit, id);
    const proposal = before.proposals.find((one) => one.id === proposalId);
    if (proposal === undefined) throw PageProblem.missing();
    return { title: 'Answer a proposed item', before, proposal };
  }

  private before(visit: Visit, id: string): Promise<Before> {
    return this.pages.readOne(visit, MeetingContributionsDocument, { id }, (data) => data.meetingContributions);
  }

  private async after(visit: Visit, id: string, body: Posted, sent: Sent, said: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/contributions`, said);
    return this.pages.again(visit, list, about(visit, await this.before(visit, id)), body, sent.problems);
  }
}

/** The name its draft is kept under: what is typed for one meeting is not brought to another. */
const draftOf = (meetingId: string, serviceId: string): string => `contribution:${meetingId}:${serviceId}`;

function about(visit: Visit, before: Before) {
  const runs = visit.actor.role === 'chair' || visit.actor.role === 'coordinator';
  return {
    title: `Contributions, ${before.reference}`, wide: true, before, runs, newKey: randomUUID, silent: before.members.filter((one) => one.contribution === 'none'), caught: before.members.filter((one) => one.contribution !== 'none').length,
    mayCall: runs && ['scheduled', 'callForItems'].includes(before.state), mayRemind: runs && ['callForItems', 'agendaDraft', 'agendaPublished'].includes(before.state),
  };
}

/** As the date field of a form shows it. */
function typed(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)}/${Number(month)}/${year}`;
}
