import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { AddMeetingGuestDocument, ArrangePartsDocument, MeetingRoomDocument, type MeetingRoomQuery, RecordMeetingGuestDocument, RemoveMeetingGuestDocument, SuspendMeetingDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Room = NonNullable<MeetingRoomQuery['meeting']>;
const suspend = 'pages/meetings/suspend';
const parts = 'pages/meetings/parts';

/** The room a meeting is in: its pause, its two parts and who comes without a place in it (domain.md 2.3). */
@Controller('meetings/:id')
export class RoomPage {
  constructor(private readonly pages: Pages) {}

  @Get('suspend')
  async suspendForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.room(visit, id);
    return this.pages.view(visit, suspend, { title: 'Suspend the meeting', meeting, form: new Form({}, [], meeting.version) });
  }

  /** Then to the attendance: a suspended meeting goes on with a room that was looked at. */
  @Post('suspend')
  async suspend(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SuspendMeetingDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/attendance`, 'Meeting suspended. Record who is in the room; then it can be resumed.');
    return this.pages.again(visit, suspend, { title: 'Suspend the meeting', meeting: await this.room(visit, id) }, body, sent.problems);
  }

  @Get('parts')
  async partsForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.room(visit, id);
    const part = (letter: string) => meeting.parts.find((one) => one.part === letter);
    const values: Record<string, string> = { purpose_A: part('A')?.purpose ?? '', purpose_B: part('B')?.purpose ?? '', absentees_A: part('A')?.absentees ?? 'nothing', absentees_B: part('B')?.absentees ?? 'nothing' };
    for (const line of meeting.agenda) values[`part_${line.id ?? ''}`] = line.part ?? 'A';
    for (const member of meeting.members) values[`in_${member.id}`] = member.parts.length === 2 ? 'both' : (member.parts[0] ?? 'both');
    return this.pages.view(visit, parts, { ...this.about(visit, meeting), form: new Form(values, [], part('A')?.version ?? 0) });
  }

  @Post('parts')
  async arrange(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const meeting = await this.room(visit, id);
    const only = (letter: string): string[] => meeting.members.map((one) => one.id).filter((memberId) => text(body[`in_${memberId}`]) === letter);
    const part = (letter: string) => ({ purpose: text(body[`purpose_${letter}`]), absentees: text(body[`absentees_${letter}`]) });
    const sent = await this.pages.send(visit, ArrangePartsDocument, {
      id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), A: part('A'), B: part('B'),
      itemsInB: meeting.agenda.flatMap((line) => (line.id !== null && line.id !== undefined && text(body[`part_${line.id}`]) === 'B' ? [line.id] : [])), onlyInA: only('A'), onlyInB: only('B'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/parts`, 'The two parts are arranged');
    const fieldOf = (field: string): string => field.replace(/^([AB])\.(\w+)$/, '$2_$1').replace(/^(itemsInB|onlyIn[AB])(\..*)?$/, '$1');
    return this.pages.again(visit, parts, this.about(visit, meeting), body, sent.problems.map(({ field, message }) => ({ field: fieldOf(field), message })));
  }

  @Post('guests')
  async addGuest(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const part = text(body['part']);
    const sent = await this.pages.send(visit, AddMeetingGuestDocument, {
      id, idempotencyKey: text(body['idempotencyKey']), part: part === 'A' || part === 'B' ? part : null, name: text(body['name']), fromWhom: text(body['fromWhom']), forProvider: text(body['forProvider']) === 'yes', confidentialityAccepted: text(body['confidentialityAccepted']) === 'yes',
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/attendance#guests`, 'Recorded');
    const meeting = await this.room(visit, id);
    return this.pages.again(visit, 'pages/meetings/guest', this.about(visit, meeting), body, sent.problems);
  }

  /** One press: they have left or are back, or accepted what was read out. */
  @Post('guests/:guestId/record')
  async recordGuest(@Visited() visit: Visit, @Param('id') id: string, @Param('guestId') guestId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordMeetingGuestDocument, { id: guestId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), left: text(body['left']) === 'yes', accepted: text(body['accepted']) === 'yes' });
    return this.pages.told(visit, `/meetings/${id}/attendance#guests`, sent, 'Recorded');
  }

  @Post('guests/:guestId/remove')
  async removeGuest(@Visited() visit: Visit, @Param('id') id: string, @Param('guestId') guestId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RemoveMeetingGuestDocument, { id: guestId, idempotencyKey: text(body['idempotencyKey']) });
    return this.pages.told(visit, `/meetings/${id}/attendance#guests`, sent, 'Taken away');
  }

  private room(visit: Visit, id: string): Promise<Room> {
    return this.pages.readOne(visit, MeetingRoomDocument, { id }, (data) => data.meeting);
  }

  private about(visit: Visit, meeting: Room) {
    return { title: 'A meeting in two parts', wide: true, meeting, chairs: visit.actor.role === 'chair', newKey: randomUUID };
  }
}
