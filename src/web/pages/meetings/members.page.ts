import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { AddMeetingMemberDocument, AddMeetingNameDocument, MeetingMemberChoicesDocument, type MeetingMemberChoicesQuery, MeetingPageDocument, TakeOffMeetingMemberDocument, TakeOffMeetingNameDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import type { MeetingOnPage } from './meetings.page.js';

type Choice = MeetingMemberChoicesQuery['meetingMemberChoices'][number];

/** Who is asked to one meeting, changed after it is scheduled: members, and those known by name alone. */
@Controller('meetings')
export class MembersPage {
  constructor(private readonly pages: Pages) {}

  @Get(':id/members/add')
  async form(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/add-member', { ...(await this.adding(visit, id)), form: new Form({}) });
  }

  @Post(':id/members/add')
  async add(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const [idempotencyKey, byName] = [text(body['idempotencyKey']), text(body['what']) === 'name'];
    const sent = byName
      ? await this.pages.send(visit, AddMeetingNameDocument, { id, idempotencyKey, name: text(body['name']) })
      : await this.pages.send(visit, AddMeetingMemberDocument, { id, idempotencyKey, membershipId: text(body['membershipId']), sharingReason: text(body['sharingReason']) || null });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}#members`, byName ? 'Name added' : 'Member added. They are invited by mail.');
    return this.pages.again(visit, 'pages/meetings/add-member', await this.adding(visit, id), body, sent.problems);
  }

  @Get(':id/members/:memberId/take-off')
  async takingOff(@Visited() visit: Visit, @Param('id') id: string, @Param('memberId') memberId: string): Promise<string> {
    const context = await this.leaving(visit, id, memberId);
    return this.pages.view(visit, 'pages/meetings/take-off-member', { ...context, form: new Form({}, [], context.member.version) });
  }

  @Post(':id/members/:memberId/take-off')
  async takeOff(@Visited() visit: Visit, @Param('id') id: string, @Param('memberId') memberId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, TakeOffMeetingMemberDocument, { memberId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}#members`, 'Member taken off. They are told by mail.');
    return this.pages.again(visit, 'pages/meetings/take-off-member', await this.leaving(visit, id, memberId), body, sent.problems);
  }

  @Post(':id/names/take-off')
  async takeOffName(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, TakeOffMeetingNameDocument, { id, idempotencyKey: text(body['idempotencyKey']), name: text(body['name']) });
    return this.pages.told(visit, `/meetings/${id}`, sent, 'Name taken off');
  }

  private async adding(visit: Visit, id: string) {
    const { meetingMemberChoices } = await this.pages.read(visit, MeetingMemberChoicesDocument, { meetingId: id });
    const meeting = await this.meeting(visit, id);
    const words = ({ name, jobTitle, agencyName, isGuest }: Choice): string => [name, jobTitle, agencyName, ...(isGuest ? ['guest'] : [])].filter(Boolean).join(', ');
    return { title: 'Add a member', meeting, hasGuests: meetingMemberChoices.some(({ isGuest }) => isGuest), people: meetingMemberChoices.map((one) => ({ value: one.id, text: words(one) })) };
  }

  private async leaving(visit: Visit, id: string, memberId: string) {
    const meeting = await this.meeting(visit, id);
    const member = meeting.members.find((one) => one.id === memberId);
    if (member === undefined) throw PageProblem.missing();
    return { title: `Take ${member.name} off`, meeting, member };
  }

  private meeting(visit: Visit, id: string): Promise<MeetingOnPage> {
    return this.pages.readOne(visit, MeetingPageDocument, { id }, (data) => data.meeting);
  }
}
