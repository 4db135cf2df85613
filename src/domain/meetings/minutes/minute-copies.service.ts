import { Injectable } from '@nestjs/common';
import { maySee } from '../../../platform/access/audience.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { MeetingDesk, type Standing } from '../meeting-desk.js';
import { MeetingMember } from '../meeting.entity.js';
import { MinuteSections, type MinutesReader, type Section } from './minute-sections.js';
import { MinutesPress } from './minutes-press.js';

/** Each member's own copy of circulated minutes: exactly the sections that are theirs (R21, R22). By the system. */
@Injectable()
export class MinuteCopies {
  constructor(
    private readonly unit: WriteUnit,
    private readonly desk: MeetingDesk,
    private readonly sections: MinuteSections,
    private readonly press: MinutesPress,
  ) {}

  /** One paper for each distinct set of sections, given to its readers. */
  async make(meetingId: string): Promise<void> {
    const meeting = await this.desk.standing(meetingId);
    await this.print(meeting, await this.sections.of(meetingId), await this.sections.readers(meetingId));
  }

  /** The copy of somebody who was ruled out of an item, or let in again, after minutes went round. The copy they had is closed to who is out (R21). */
  async renew(meetingId: string, membershipId: string): Promise<void> {
    const meeting = await this.desk.standing(meetingId);
    const readers = await this.sections.readers(meetingId);
    const personId = readers.find((reader) => reader.membershipId === membershipId)?.personId ?? null;
    const copied = readers.filter((reader) => (reader.membershipId === membershipId || (personId !== null && reader.personId === personId)) && reader.documentId !== null);
    await this.print({ ...meeting, minutesDocumentId: null }, await this.sections.of(meetingId), copied);
  }

  private async print(meeting: Standing, sections: readonly Section[], readers: readonly MinutesReader[]): Promise<void> {
    const { councilId } = this.unit.actor;
    const sets = Map.groupBy(readers, (reader) => sections.filter((section) => maySee(section, reader)).map((section) => section.id).join());
    for (const [ids, same] of sets) {
      const seen = sections.filter((section) => ids.includes(section.id));
      // The paper of the approval stands for the whole as long as nothing was amended since.
      const isWhole = seen.length === sections.length && meeting.minutesDocumentId !== null && meeting.amendments === 0;
      const documentId = isWhole ? meeting.minutesDocumentId : await this.press.print(meeting, seen, same.map((reader) => reader.membershipId));
      for (const { memberId } of same) await this.unit.manager.update(MeetingMember, { councilId, id: memberId }, { minutesDocumentId: documentId });
    }
  }
}
