import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  AcceptLateItemDocument, AddAgendaItemDocument, AgendaPreviewDocument, ArrangeAgendaItemDocument, DeclareInterestDocument, DeferAgendaItemDocument, MeetingPackDocument, MeetingPageDocument, MoveAgendaItemDocument, NoteTogetherDocument, RuleOnInterestDocument, ServiceChoicesDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { type MeetingOnPage, whereItIsRun } from './meetings.page.js';

/** Items of an agenda: added, moved, put off, taken in late; and interests declared in them. */
@Controller('meetings/:id')
export class AgendaPage {
  constructor(private readonly pages: Pages) {}

  @Get('add-item')
  async addForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/add-item', { ...(await this.choosing(visit, id, false)), form: new Form({ minutesEstimate: '10' }) });
  }

  /** The agenda as somebody else will see it, before it is published. */
  @Get('agenda-preview')
  async preview(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const as = text((visit.request.query as Posted)['as']) || null;
    const preview = await this.pages.readOne(visit, AgendaPreviewDocument, { id, as }, (data) => data.agendaPreview);
    return this.pages.view(visit, 'pages/meetings/agenda-preview', { title: `Preview of the agenda, ${preview.reference}`, wide: true, preview, form: new Form({ as: as ?? '' }) });
  }

  /** The papers, read on a page: as they may be seen by whoever opens the link, when they open it. */
  @Get('pack')
  async pack(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const pack = await this.pages.readOne(visit, MeetingPackDocument, { id }, (data) => data.meetingPack);
    return this.pages.view(visit, 'pages/meetings/pack', { title: `Papers, ${pack.reference}`, wide: true, pack });
  }

  @Post('add-item')
  async add(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, AddAgendaItemDocument, {
      id, idempotencyKey: field('idempotencyKey'), serviceId: field('serviceId') || null, title: field('subject'), section: whole(body['section']), minutesEstimate: whole(body['minutesEstimate']), reason: field('reason'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}`, 'Item added');
    return this.pages.again(visit, 'pages/meetings/add-item', await this.choosing(visit, id, false), body, subject(sent.problems));
  }

  @Get('late-item')
  async lateForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const context = await this.choosing(visit, id, true);
    return this.pages.view(visit, 'pages/meetings/add-item', { ...context, form: new Form({ minutesEstimate: '10' }, [], context.meeting.version) });
  }

  @Post('late-item')
  async late(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, AcceptLateItemDocument, {
      id, version: whole(body['version']), idempotencyKey: field('idempotencyKey'), serviceId: field('serviceId') || null, title: field('subject'), minutesEstimate: whole(body['minutesEstimate']), urgency: field('urgency'),
    });
    const context = await this.choosing(visit, id, true);
    if (sent.done !== null) return this.pages.onward(visit, whereItIsRun(context.meeting), 'Late item accepted. The agenda goes out as a new version.');
    return this.pages.again(visit, 'pages/meetings/add-item', context, body, subject(sent.problems));
  }

  @Post('items/:itemId/move')
  async move(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string, @Body() body: Posted): Promise<string> {
    const direction = text(body['direction']);
    const position = direction === 'to' ? whole(body['position']) : null;
    const sent = await this.pages.send(visit, MoveAgendaItemDocument, { id: itemId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), direction, position });
    // The list changed under the press: it is shown as it is now, with why.
    return this.pages.told(visit, `/meetings/${id}#agenda`, sent, 'Item moved');
  }

  @Get('items/:itemId/defer')
  async deferForm(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string): Promise<string> {
    const context = await this.item(visit, id, itemId, 'Defer an item');
    return this.pages.view(visit, 'pages/meetings/defer', { ...context, form: new Form({}, [], context.line.version) });
  }

  @Post('items/:itemId/defer')
  async defer(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, DeferAgendaItemDocument, { id: itemId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    const context = await this.item(visit, id, itemId, 'Defer an item');
    if (sent.done !== null) return this.pages.onward(visit, whereItIsRun(context.meeting, itemId), 'Item deferred to the next meeting');
    return this.pages.again(visit, 'pages/meetings/defer', context, body, sent.problems);
  }

  @Get('items/:itemId/arrange')
  async arrangeForm(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string): Promise<string> {
    const context = await this.item(visit, id, itemId, 'Arrange an item');
    const { presenterId, minutesEstimate, audience, version } = context.line;
    return this.pages.view(visit, 'pages/meetings/arrange', { ...context, form: new Form({ presenterId: presenterId ?? '', minutesEstimate: String(minutesEstimate), audience }, [], version) });
  }

  @Post('items/:itemId/arrange')
  async arrange(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ArrangeAgendaItemDocument, {
      id: itemId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), presenterId: text(body['presenterId']) || null, minutesEstimate: whole(body['minutesEstimate']), audience: text(body['audience']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}#agenda`, 'Item arranged');
    return this.pages.again(visit, 'pages/meetings/arrange', await this.item(visit, id, itemId, 'Arrange an item'), body, sent.problems);
  }

  /** Everything for noting, in one press. */
  @Post('note-together')
  async noteTogether(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, NoteTogetherDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    return this.pages.told(visit, `/meetings/${id}/run`, sent, 'Noted together');
  }

  @Get('items/:itemId/interest')
  async interestForm(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/interest', { ...(await this.interestIn(visit, id, itemId)), form: new Form() });
  }

  @Post('items/:itemId/interest')
  async declare(@Visited() visit: Visit, @Param('id') id: string, @Param('itemId') itemId: string, @Body() body: Posted): Promise<string> {
    // Nobody chosen is nobody, never whoever fills the form in.
    const member = ofAnother(visit) ? { membershipId: text(body['membershipId']) || 'nobody' } : {};
    const sent = await this.pages.send(visit, DeclareInterestDocument, { agendaItemId: itemId, idempotencyKey: text(body['idempotencyKey']), nature: text(body['nature']), details: text(body['details']), ...member });
    const context = await this.interestIn(visit, id, itemId);
    if (sent.done !== null) return this.pages.onward(visit, whereItIsRun(context.meeting, itemId, '#interests'), ofAnother(visit) ? 'Interest recorded. The chair rules on it.' : 'Interest declared. The chair rules on it.');
    return this.pages.again(visit, 'pages/meetings/interest', context, body, sent.problems);
  }

  @Post('interests/:interestId/ruling')
  async rule(@Visited() visit: Visit, @Param('id') id: string, @Param('interestId') interestId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RuleOnInterestDocument, { id: interestId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), ruling: text(body['ruling']) });
    const item = text(body['item']);
    const path = item === '' ? `/meetings/${id}#interests` : `/meetings/${id}/run?item=${encodeURIComponent(item)}`;
    return this.pages.told(visit, path, sent, 'Ruling recorded. The quorum for the item follows it.');
  }

  private async choosing(visit: Visit, id: string, late: boolean) {
    const meeting = await this.meeting(visit, id);
    const search = text((visit.request.query as Posted)['search']);
    const { services } = await this.pages.read(visit, ServiceChoicesDocument, { search });
    return { title: late ? 'Accept a late item' : 'Add an item', late, meeting, search, services };
  }

  private async interestIn(visit: Visit, id: string, itemId: string) {
    const item = await this.item(visit, id, itemId, ofAnother(visit) ? 'Record an interest that came out' : 'Declare an interest');
    if (!ofAnother(visit)) return item;
    const sitting = item.meeting.members.flatMap(({ membershipId, name, jobTitle, standIn }) => [
      { value: membershipId, text: `${name}, ${jobTitle}` }, ...(standIn?.membershipId == null ? [] : [{ value: standIn.membershipId, text: `${standIn.name}, for ${name}` }]),
    ]);
    return { ...item, anothers: sitting.filter(({ value }, index) => value !== visit.actor.membershipId && sitting.findIndex((one) => one.value === value) === index) };
  }

  private async item(visit: Visit, id: string, itemId: string, title: string) {
    const meeting = await this.meeting(visit, id);
    const line = meeting.agenda.find((one) => one.id === itemId);
    if (line === undefined || line.youAreOut !== null) throw PageProblem.missing();
    return { title, meeting, line };
  }

  private meeting(visit: Visit, id: string): Promise<MeetingOnPage> {
    return this.pages.readOne(visit, MeetingPageDocument, { id }, (data) => data.meeting);
  }
}

/** Whether the form is about somebody else’s interest, which came out. */
const ofAnother = (visit: Visit): boolean => text((visit.request.query as Posted)['whose']) === 'anothers';

/** The page's field is called subject: `title` is the page's own. */
function subject(problems: readonly { field: string; message: string }[]): { field: string; message: string }[] {
  return problems.map(({ field, message }) => ({ field: field === 'title' ? 'subject' : field, message }));
}
