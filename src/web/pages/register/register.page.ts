import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { answersOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import {
  DismissSuccessorDocument, LikelySuccessorsDocument, RecordNovationDocument, RecordServiceLinkDocument, ServiceLinkFormDocument, type ServiceLinkFormQuery, ServiceLinksDocument, type ServiceLinksQuery, UndoServiceLinkDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { wordsFor } from '../../state-words.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Facts = NonNullable<ServiceLinkFormQuery['serviceLinkForm']>;
type Link = NonNullable<ServiceLinksQuery['serviceLinks']>['links'][number];
const template = 'pages/register/add';
const fields = {
  kind: 'What happened', otherId: 'The other service', formerName: 'It was called', newName: 'It is called now', happenedOn: 'When', source: 'Known from', note: 'Note', toldHow: 'How the new owner was told today',
};

/** What became of one service (R31): the list, a new entry with its check, an undoing and a novation. */
@Controller('services/:id/register')
export class RegisterPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const found = await this.pages.readOne(visit, ServiceLinksDocument, { serviceId: id }, (data) => data.serviceLinks);
    return this.pages.view(visit, 'pages/register/register', { title: `What became of it: ${found.serviceName}`, found });
  }

  @Get('add')
  async add(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const { search, other, kind } = visit.request.query as Posted;
    const facts = await this.form(visit, id, text(search));
    return this.pages.view(visit, template, { ...contextOf(facts, text(search)), form: new Form({ kind: text(kind), otherId: text(other), search: text(search) }) });
  }

  /** First the check, which says what follows; the record only on the second press. */
  @Post('add')
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const facts = await this.form(visit, id, text(body['search']));
    const context = contextOf(facts, text(body['search']));
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...context, form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), RecordServiceLinkDocument, inputOf(id, body));
    if (sent.done === null) return this.pages.again(visit, template, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/services/${id}/register`, `Recorded. Reference ${sent.done.reference ?? ''}`);
    const words = (field: string, value: string): string => (field === 'kind' ? wordsFor('link', value) : field === 'otherId' ? choiceWords(facts, value) : value);
    return this.pages.view(visit, 'pages/register/check', { ...context, title: 'Check your answers', form: new Form(body), kind: text(body['kind']), answers: answersOf({ fields }, body, words) });
  }

  @Get('dismiss/:other')
  async doubted(@Visited() visit: Visit, @Param('id') id: string, @Param('other') otherId: string): Promise<string> {
    return this.pages.view(visit, 'pages/register/dismiss', { ...(await this.suggested(visit, id, otherId)), form: new Form() });
  }

  @Post('dismiss/:other')
  async dismiss(@Visited() visit: Visit, @Param('id') id: string, @Param('other') otherId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, DismissSuccessorDocument, { idempotencyKey: text(body['idempotencyKey']), serviceId: id, otherId, reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, '/likely-successors', `Recorded. Reference ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, 'pages/register/dismiss', await this.suggested(visit, id, otherId), body, sent.problems);
  }

  @Get('links/:link/:act')
  async act(@Visited() visit: Visit, @Param('id') id: string, @Param('link') linkId: string, @Param('act') act: string): Promise<string> {
    return this.pages.view(visit, 'pages/register/act', { ...(await this.acting(visit, id, linkId, act)), form: new Form() });
  }

  @Post('links/:link/:act')
  async acted(@Visited() visit: Visit, @Param('id') id: string, @Param('link') linkId: string, @Param('act') act: string, @Body() body: Posted): Promise<string> {
    const idempotencyKey = text(body['idempotencyKey']);
    const sent = act === 'undo'
      ? await this.pages.send(visit, UndoServiceLinkDocument, { idempotencyKey, id: linkId, reason: text(body['reason']) })
      : await this.pages.send(visit, RecordNovationDocument, { idempotencyKey, linkId, contractId: text(body['contractId']), novatedOn: text(body['novatedOn']), source: text(body['source']) });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/register`, act === 'undo' ? `${sent.done.reference ?? ''} undone; it stays on the list as undone` : 'Novation recorded: its notices and defaults follow');
    return this.pages.again(visit, 'pages/register/act', await this.acting(visit, id, linkId, act), body, sent.problems);
  }

  private async acting(visit: Visit, serviceId: string, linkId: string, act: string): Promise<{ title: string; [name: string]: unknown }> {
    const facts = await this.form(visit, serviceId, '');
    const { links } = await this.pages.readOne(visit, ServiceLinksDocument, { serviceId }, (data) => data.serviceLinks);
    const link = links.find((one) => one.id === linkId);
    if (link === undefined || link.undoneAt != null || !(act === 'undo' || (act === 'novate' && link.kind === 'newOwner'))) throw PageProblem.missing();
    return { title: titleOf(act, link), act, link, facts: act === 'novate' && link.serviceId !== null && link.serviceId !== serviceId ? await this.form(visit, link.serviceId, '') : facts, serviceId };
  }

  private async suggested(visit: Visit, serviceId: string, otherId: string): Promise<{ title: string; [name: string]: unknown }> {
    const facts = await this.form(visit, serviceId, '');
    const other = facts.choices.find(({ id, likely }) => id === otherId && likely);
    if (other === undefined) throw PageProblem.missing();
    return { title: `${other.name} does not carry ${facts.serviceName} on`, facts, other };
  }

  private form(visit: Visit, serviceId: string, search: string): Promise<Facts> {
    return this.pages.readOne(visit, ServiceLinkFormDocument, { serviceId, search: search || null }, (data) => data.serviceLinkForm);
  }
}

/** What the register suggests across the council: an officer confirms each, on the form. */
@Controller('likely-successors')
export class LikelySuccessorsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { likelySuccessors } = await this.pages.read(visit, LikelySuccessorsDocument, {});
    return this.pages.view(visit, 'pages/register/likely', { title: 'Services that may carry others on', likely: likelySuccessors });
  }
}

function titleOf(act: string, { reference }: Link): string {
  return act === 'undo' ? `Undo ${reference}` : `Record a novated contract: ${reference}`;
}

function inputOf(serviceId: string, body: Posted) {
  const optional = (name: string): string | null => text(body[name]) || null;
  return {
    idempotencyKey: text(body['idempotencyKey']), serviceId, kind: text(body['kind']), otherId: optional('otherId'), happenedOn: text(body['happenedOn']), source: text(body['source']), note: optional('note'),
    formerName: optional('formerName'), newName: optional('newName'), toldHow: optional('toldHow'),
  };
}

function choiceWords({ choices }: Facts, id: string): string {
  const found = choices.find((one) => one.id === id);
  return found === undefined ? '' : `${found.name}, run by ${found.providerName}`;
}

function contextOf(facts: Facts, search: string): { title: string; [name: string]: unknown } {
  return { title: `Record what became of ${facts.serviceName}`, facts, search, action: `/services/${facts.serviceId}/register/add` };
}
