import { Injectable } from '@nestjs/common';
import { maySee, type AudienceReader } from '../../../platform/access/audience.js';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { addWorkingDays } from '../../../platform/clock/working-days.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../../platform/graphql/refusals.js';
import { Mail } from '../../../platform/mail/mail.service.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../../intelligence/kept-from-provider.js';
import { MeetingDesk, type Standing } from '../meeting-desk.js';
import { ExtractComment, MinuteExtract } from './minute-extract.entity.js';
import { MinuteSection } from './minute-section.entity.js';
import { MinuteSections, type Section } from './minute-sections.js';
import type { CommentOnMinuteExtract } from './minutes.inputs.js';
import { MinutesPress } from './minutes-press.js';

const recipients = `
  select id from memberships where council_id = $1 and person_id is not null and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)
    and case when $2::uuid is null then role = 'boardReader' else role = 'provider' and provider_id = $2::uuid end order by id`;
const kept = `select ${keptFromProvider('$1::uuid')} as records`;

/** Extracts of circulated minutes: for each provider what is meant for it, and for the Board; with what a provider says of its own (bad case 8). */
@Injectable()
export class MinuteExtracts {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly mail: Mail,
    private readonly desk: MeetingDesk,
    private readonly sections: MinuteSections,
    private readonly press: MinutesPress,
  ) {}

  /** Makes every extract that circulated minutes call for, and tells whom it is for by mail. By the system. */
  async make(meetingId: string): Promise<void> {
    const meeting = await this.desk.standing(meetingId);
    const sections = await this.sections.of(meetingId);
    for (const providerId of new Set(sections.flatMap(({ audience, providerId: about }) => (audience === 'provider' && about !== null ? [about] : [])))) {
      const open = await this.withoutKept(meetingId, sections.filter((section) => section.audience === 'provider' && section.providerId === providerId), providerId);
      await this.extract(meeting, open, { role: 'provider', providerId, membershipId: null, excludedItems: [] });
    }
    await this.extract(meeting, sections, { role: 'boardReader', providerId: null, membershipId: null, excludedItems: [] });
  }

  /** References of records in a text that must not reach the provider, as far as the actor sees them (bad case 16). */
  async recordsIn(text: string, providerId: string): Promise<string[]> {
    const [row] = await this.unit.query<{ records: KeptRecord[] }>(kept, [providerId]);
    return recordsNamed(text, row?.records ?? []);
  }

  /** A provider's remark on its own extract, within the days for it. @throws InvalidInput afterwards */
  async comment({ id, text }: CommentOnMinuteExtract): Promise<Outcome> {
    const { actor, at } = this.unit;
    const key = { councilId: actor.councilId, id };
    const extract = actor.providerId === null ? null : await this.unit.manager.findOneBy(MinuteExtract, { ...key, providerId: actor.providerId });
    if (extract === null) throw new NotFound('extract');
    if (extract.commentsBy !== null && londonDate(at).toString() > extract.commentsBy) {
      throw new InvalidInput([{ field: 'text', message: `The last day for remarks on this extract was ${dateInWords(extract.commentsBy)}. Write to the council instead` }]);
    }
    const commentId = newId();
    await this.unit.manager.insert(ExtractComment, { councilId: actor.councilId, id: commentId, extractId: id, text, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'meeting', subjectId: extract.meetingId, action: 'extractCommented', after: { extractId: id, commentId } });
    return { id, version: 1, reference: extract.reference };
  }

  /** Whoever was sent an extract that holds an amended section hears that it stands amended, by a link alone. By the system. */
  async tellOfAmendment(meetingId: string, section: Section, number: string): Promise<void> {
    const { councilId } = this.unit.actor;
    for (const { id, reference, providerId } of await this.unit.manager.findBy(MinuteExtract, { councilId, meetingId })) {
      if (!maySee(section, { role: providerId === null ? 'boardReader' : 'provider', providerId, membershipId: null, excludedItems: [] })) continue;
      for (const one of await this.unit.query<{ id: string }>(recipients, [councilId, providerId, londonDate(this.unit.at).toString()])) {
        await this.mail.queue({
          toMembershipId: one.id, dedupeKey: `extract-amended:${id}:${number}:${one.id}`, subject: `An extract of minutes for you is amended: reference ${reference}`,
          lines: [`Amendment ${number} stands beside the extract of minutes with reference ${reference}.`, `Sign in to read it: ${this.mail.link('/extracts')}`],
        });
      }
    }
  }

  /** A section that names a record kept from the provider is kept among the members: not a word of it changes (bad case 16, R23). */
  private async withoutKept(meetingId: string, sections: readonly Section[], providerId: string): Promise<Section[]> {
    const open: Section[] = [];
    for (const section of sections) {
      const said = [section.heading, section.text, ...section.amendments.flatMap((one) => [one.text, one.reason])].join('\n');
      const records = await this.recordsIn(said, providerId);
      if (records.length === 0) {
        open.push(section);
        continue;
      }
      await this.unit.manager.update(MinuteSection, { councilId: this.unit.actor.councilId, id: section.id }, { audience: 'members' });
      await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'minuteSectionKeptBack', before: { audience: 'provider' }, after: { sectionId: section.id, audience: 'members' } });
    }
    return open;
  }

  private async extract(meeting: Standing, sections: readonly Section[], reader: AudienceReader): Promise<void> {
    const seen = sections.filter((section) => maySee(section, reader));
    if (seen.length === 0) return;
    const { councilId } = this.unit.actor;
    const today = londonDate(this.unit.at);
    const reference = await this.unit.reference('EXT');
    const { providerId } = reader;
    const id = newId();
    const documentId = await this.press.printExtract(meeting, reference, seen, providerId);
    const commentsBy = providerId === null ? null : addWorkingDays(today, meeting.procedure.timescales.minutesAccuracyWorkingDays).toString();
    await this.unit.manager.insert(MinuteExtract, {
      councilId, id, reference, meetingId: meeting.id, providerId, title: meeting.title, heldOn: londonDate(meeting.startsAt).toString(), documentId, commentsBy, recordedAt: this.unit.at.toString(),
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'minuteExtractMade', after: { extractId: id, documentId, sections: seen.length } });
    for (const one of await this.unit.query<{ id: string }>(recipients, [councilId, providerId, today.toString()])) {
      await this.mail.queue({
        toMembershipId: one.id, dedupeKey: `extract:${id}:${one.id}`, subject: `An extract of minutes for you: reference ${reference}`,
        lines: [`An extract of the minutes of a meeting is ready for you: reference ${reference}.`, `Sign in to read it: ${this.mail.link('/extracts')}`],
      });
    }
  }
}
