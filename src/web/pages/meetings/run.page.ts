import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { yesOrNo } from '../../case-act.js';
import { atCriterion, criteriaOf } from '../../criteria-fields.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  ItemContributionsDocument, BeginItemDocument, ItemDossierDocument, RecordAttendanceDocument, RecordItemActionDocument, RecordRecommendationDocument, RunningMeetingDocument, type RunningMeetingQuery, SaveItemRecordDocument, TakeItemDocument,
} from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { bothTexts, recordFields, saysMore, together, wasOf } from './record-fields.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Running = NonNullable<RunningMeetingQuery['runningMeeting']>;
const screen = 'pages/meetings/run';
const recommend = 'pages/meetings/recommendation';

/** The one screen a meeting is run from: agenda, dossier of the item, record (pages.md "Running the meeting"). */
@Controller('meetings/:id/run')
export class RunPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const running = await this.running(visit, id, text((visit.request.query as Posted)['item']));
    const { values, ...context } = await this.withTyped(visit, running);
    return this.pages.view(visit, screen, { ...context, form: new Form(values) });
  }

  /** The same for the screen in the room: without what is restricted, and nothing to press. */
  @Get('projector')
  async projector(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const running = await this.running(visit, id, text((visit.request.query as Posted)['item']));
    const about = await this.about(visit, running, true);
    return this.pages.view(visit, screen, { ...about, title: `On screen: ${about.title}`, projected: true, runs: false, chairs: false, form: new Form() });
  }

  /** "Save and next item": the record is written, the item is taken, and the meeting turns to the next one. */
  @Post()
  async save(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const itemId = text(body['item']);
    const sent = await this.pages.send(visit, SaveItemRecordDocument, {
      id: itemId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), summary: text(body['summary']), differingViews: text(body['differingViews']), nextDate: text(body['nextDate']), onTrack: yesOrNo(body['onTrack']), was: wasOf(body),
    });
    const running = await this.running(visit, id, itemId);
    if (sent.done !== null) {
      await this.pages.dropDraft(visit, recordDraft(itemId));
      return this.onwardTo(visit, running, nextAfter(running, itemId), 'Saved');
    }
    const context = { ...(await this.about(visit, running)), unsaved: body };
    // Somebody else wrote in the same field meanwhile: both texts stand on the page, and saving again keeps what is in the fields.
    if (sent.code !== 'STALE_VERSION') return this.pages.again(visit, screen, context, body, sent.problems);
    const { values, theirs } = together(body, running.item?.record);
    const [field = 'summary'] = Object.keys(theirs);
    return this.pages.again(visit, screen, { ...context, theirs }, { ...body, ...values, idempotencyKey: undefined }, [{ field, message: bothTexts(running.item?.record?.changedBy) }]);
  }

  /** The meeting turns to this item. */
  @Post('begin')
  async begin(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const itemId = text(body['item']);
    const sent = await this.pages.send(visit, BeginItemDocument, { id: itemId, idempotencyKey: text(body['idempotencyKey']) });
    return this.pages.told(visit, `/meetings/${id}/run?item=${itemId}`, sent);
  }

  /** One press: somebody has left the room, or is back. */
  @Post('room')
  async room(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const [attendance = '', left = ''] = text(body['now']).split(' ');
    const sent = await this.pages.send(visit, RecordAttendanceDocument, {
      id, idempotencyKey: text(body['idempotencyKey']), entries: [{ memberId: text(body['member']), version: whole(body['version']), attendance, deputyName: text(body['deputyName']) || null, left: left === 'left' }],
    });
    return this.pages.told(visit, `/meetings/${id}/run?item=${text(body['item'])}`, sent);
  }

  @Post('take')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const itemId = text(body['item']);
    const sent = await this.pages.send(visit, TakeItemDocument, { id: itemId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    const running = await this.running(visit, id, itemId);
    if (sent.done !== null) return this.onwardTo(visit, running, nextAfter(running, itemId), 'Item taken');
    return this.pages.told(visit, `/meetings/${id}/run?item=${itemId}`, sent);
  }

  @Post('action')
  async action(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const itemId = text(body['item']);
    const sent = await this.pages.send(visit, RecordItemActionDocument, {
      agendaItemId: itemId, idempotencyKey: text(body['idempotencyKey']), description: text(body['description']), ownerMembershipId: text(body['ownerMembershipId']), dueOn: text(body['dueOn']), mustDo: text(body['mustDo']) === 'yes',
    });
    if (sent.done !== null) {
      await this.pages.dropDraft(visit, actionDraft(itemId));
      return this.pages.onward(visit, `/meetings/${id}/run?item=${itemId}#actions`, `${sent.done.reference ?? 'Action'} recorded`);
    }
    const { values, ...context } = await this.withTyped(visit, await this.running(visit, id, itemId));
    return this.pages.again(visit, screen, { ...context, actionOpen: true, actionText: text(body['description']) }, { ...values, ...body, version: values['version'] }, sent.problems);
  }

  @Get('recommendation')
  async recommendForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const running = await this.running(visit, id, text((visit.request.query as Posted)['item']));
    const [draft] = running.item?.line.id ? await this.pages.typedInto(visit, recommendationDraft(running.item.line.id)) : [];
    const values = Object.fromEntries(Object.entries(draft?.fields ?? {}).map(([name, value]) => [name, ['criteria', 'reasonCodes'].includes(name) ? value.split('\n') : value]));
    return this.pages.view(visit, recommend, { ...(await this.about(visit, running)), title: 'Record a recommendation', draftFrom: draft?.savedAt, form: new Form(values) });
  }

  /** First the answers are tried, then shown as they will be minuted, then the same form is sent. */
  @Post('recommendation')
  async recommendation(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const itemId = text(body['item']);
    const running = await this.running(visit, id, itemId);
    const context = { ...(await this.about(visit, running)), title: 'Record a recommendation' };
    if (text(body['step']) === 'check') {
      const tried = await this.pages.send(rehearsing(visit), RecordRecommendationDocument, recommendationOf(body));
      if (tried.done === null) return this.pages.again(visit, recommend, context, body, atCriterion(tried.problems, list(body['criteria'])));
      const evidence = Object.fromEntries(list(body['criteria']).map((code) => [code, text(body[`evidence_${code}`])]));
      return this.pages.view(visit, 'pages/meetings/recommendation-check', { ...context, title: 'Check the recommendation', body, evidence, form: new Form(body) });
    }
    if (text(body['step']) === 'change') return this.pages.view(visit, recommend, { ...context, form: new Form(body) });
    const sent = await this.pages.send(visit, RecordRecommendationDocument, recommendationOf(body));
    if (sent.done !== null) {
      await this.pages.dropDraft(visit, recommendationDraft(itemId));
      return this.pages.onward(visit, `/meetings/${id}/run?item=${itemId}`, `${sent.done.reference ?? 'Recommendation'} recorded. It waits for an authorised officer.`);
    }
    return this.pages.again(visit, recommend, context, body, atCriterion(sent.problems, list(body['criteria'])));
  }

  private async running(visit: Visit, id: string, itemId: string): Promise<Running> {
    const running = await this.pages.readOne(visit, RunningMeetingDocument, { id, itemId: itemId || null }, (data) => data.runningMeeting);
    if (itemId !== '' || running.item !== null) return running;
    const { agenda } = running.meeting;
    const first = agenda.find((line) => line.isNow) ?? agenda.find((line) => line.id !== null && line.takenAt === null && line.deferredReason === null) ?? agenda[0];
    return first?.id == null ? running : this.running(visit, id, first.id);
  }

  /** On to an item. The meeting turns to it too, unless whoever pressed is out of it. */
  private async onwardTo(visit: Visit, { meeting }: Running, itemId: string, said: string): Promise<string> {
    const next = meeting.agenda.find((line) => line.id === itemId);
    if (next?.youAreOut === null && !next.isNow) await this.pages.send(visit, BeginItemDocument, { id: itemId, idempotencyKey: randomUUID() });
    return this.pages.onward(visit, `/meetings/${meeting.id}/run?item=${itemId}`, said);
  }

  /** The screen with what its reader typed and has not sent: back in the fields, or beside a record that takes nothing at the moment. */
  private async withTyped(visit: Visit, running: Running) {
    const about = await this.about(visit, running);
    const record = running.item?.record;
    const itemId = about.runs && running.item?.line.youAreOut === null ? running.item.line.id : null;
    const [draft, action] = itemId === null ? [] : await this.pages.typedInto(visit, recordDraft(itemId), actionDraft(itemId));
    const unsaved = draft !== undefined && saysMore(draft.fields, record) ? draft : undefined;
    const { values, theirs } = unsaved === undefined ? { values: recordFields(record), theirs: {} } : together(unsaved.fields, record);
    return { ...about, theirs, draftFrom: unsaved?.savedAt, unsaved: unsaved?.fields, actionOpen: action !== undefined, actionText: action?.fields['description'], values: { ...action?.fields, ...values } };
  }

  /** The screen's facts. The dossier is read only by somebody who is in for the item (R21). */
  private async about(visit: Visit, running: Running, projected = false) {
    const { meeting, item, choices, decidedAlone } = running;
    const serviceId = item?.line.youAreOut === null ? item.line.serviceId : null;
    const dossier = serviceId === null ? null : (await this.pages.read(visit, ItemDossierDocument, { id: serviceId, projected })).service;
    const contributions = serviceId === null || item === null ? [] : (await this.pages.read(visit, ItemContributionsDocument, { itemId: item.line.id ?? '', projected })).itemContributions;
    const runs = visit.actor.role === 'chair' || visit.actor.role === 'coordinator';
    return {
      title: item === null ? meeting.title : `${item.line.place}. ${item.line.title}`, full: true, wide: true, meeting, item, choices, decidedAlone, dossier, contributions, runs, chairs: visit.actor.role === 'chair',
      inSession: meeting.state === 'inProgress' || meeting.state === 'inquorate', me: visit.actor.membershipId, yourPlace: meeting.members.some((one) => one.isYours), theirs: {}, actionOpen: false, newKey: randomUUID,
    };
  }
}

function recommendationOf(body: Posted) {
  const field = (name: string): string => text(body[name]);
  return {
    agendaItemId: field('item'), idempotencyKey: field('idempotencyKey'), code: field('code'), text: field('text'), differingViews: field('differingViews'), independence: field('independence'),
    criteria: criteriaOf(body),
    restrictionId: field('restrictionId') || null, noticeKind: field('noticeKind') || null, restrictionKind: field('restrictionKind') || null, covers: field('covers') || null, coverDetail: field('coverDetail') || null, reasonCodes: list(body['reasonCodes']),
  };
}

/** The next item that is still to be taken after this one; this one where it was the last. */
function nextAfter({ meeting }: Running, itemId: string): string {
  const at = meeting.agenda.findIndex((line) => line.id === itemId);
  const open = (line: Running['meeting']['agenda'][number]): boolean => line.id !== null && line.takenAt === null && line.deferredReason === null;
  return (meeting.agenda.slice(at + 1).find(open) ?? meeting.agenda.find(open))?.id ?? itemId;
}

/** The names that drafts of its forms are kept under. */
const recordDraft = (itemId: string): string => `itemRecord:${itemId}`;
const actionDraft = (itemId: string): string => `itemAction:${itemId}`;
const recommendationDraft = (itemId: string): string => `recommendation:${itemId}`;
