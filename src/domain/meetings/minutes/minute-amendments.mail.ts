import { Injectable, type OnModuleInit } from '@nestjs/common';
import { maySee } from '../../../platform/access/audience.js';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../../platform/jobs/jobs.service.js';
import { Mail } from '../../../platform/mail/mail.service.js';
import { MeetingDesk } from '../meeting-desk.js';
import { type Invited, invited } from '../series/asked.statement.js';
import { MinuteExtracts } from './minute-extracts.service.js';
import { MinuteSections } from './minute-sections.js';

/** Whoever has a copy or an extract that holds an amended section is told by a link, once: what went out stays as it was (R23, bad case 8). */
@Injectable()
export class MinuteAmendmentsMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
    private readonly desk: MeetingDesk,
    private readonly sections: MinuteSections,
    private readonly extracts: MinuteExtracts,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('minutesAmended', 'meetings.tellOfAmendment', (event) => this.tell(event), { as: 'letters' });
  }

  private async tell({ ids }: DomainEvent): Promise<void> {
    const { meetingId = '', sectionId = '', number = '' } = ids;
    const section = (await this.sections.of(meetingId)).find((one) => one.id === sectionId);
    if (section === undefined) return;
    const meeting = await this.desk.standing(meetingId);
    const told = (await this.unit.query<Invited>(invited, [this.unit.actor.councilId, meetingId, londonDate(this.unit.at).toString()])).map((one) => one.membershipId);
    const holders = (await this.sections.readers(meetingId)).filter((reader) => reader.documentId !== null && told.includes(reader.membershipId) && maySee(section, reader));
    for (const { membershipId } of holders) {
      await this.mail.queue({
        toMembershipId: membershipId, dedupeKey: `minutes-amended:${meetingId}:${number}:${membershipId}`, subject: `${meeting.title}: minutes amended (${meeting.reference})`,
        lines: [`Amendment ${number} stands beside the minutes that went round.`, `Sign in to read it: ${this.mail.link(`/meetings/${meetingId}/minutes`)}`],
      });
    }
    await this.extracts.tellOfAmendment(meetingId, section, number);
  }
}
