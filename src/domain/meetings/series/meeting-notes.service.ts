import { Injectable } from '@nestjs/common';
import { changedFields } from '../../../platform/audit/changed-fields.js';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { MeetingDesk } from '../meeting-desk.js';
import { meetingMachine } from '../meeting.machine.js';
import { MeetingNotes } from './meeting-notes.entity.js';
import type { RecordMeetingNotes } from './series.inputs.js';

/** Notes of meetings where providers sit: recorded on the day or after it, and mended later by version. Inside a unit. */
@Injectable()
export class MeetingNotesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
  ) {}

  async record({ id, version, attendance, attended, themes, notes }: RecordMeetingNotes): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { startsAt, state } = await this.desk.standing(id);
    const facts = { heldOn: londonDate(startsAt).toString(), today: londonDate(at).toString(), notesGiven: true };
    const moved = await this.runner.send(meetingMachine, 'RECORD_NOTES', { id, version, facts });
    const before = await this.unit.manager.findOneBy(MeetingNotes, { councilId: actor.councilId, meetingId: id });
    await this.unit.manager.upsert(MeetingNotes, { councilId: actor.councilId, meetingId: id, attendance, attended, themes, notes, version: moved.version, changedBy: actor.membershipId, changedAt: at.toString() }, ['councilId', 'meetingId']);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: state === 'noted' ? 'meetingNotesChanged' : 'meetingNotesRecorded', after: { version: moved.version, changed: changedFields(before ?? {}, { attendance, attended, themes, notes }) } });
    return { id, version: moved.version };
  }
}
