import { Injectable } from '@nestjs/common';
import { maySee, type SectionAudience } from '../../../platform/access/audience.js';
import { changedFields } from '../../../platform/audit/changed-fields.js';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { addWorkingDays } from '../../../platform/clock/working-days.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../../platform/graphql/refusals.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { heldStates, sameLine } from '../agenda/agenda-facts.js';
import { MeetingDesk, type Standing } from '../meeting-desk.js';
import { Meeting } from '../meeting.entity.js';
import type { MeetingStep } from '../meeting.inputs.js';
import { meetingMachine } from '../meeting.machine.js';
import { notNow, problems, sentences } from '../meeting.refusals.js';
import { approves } from '../meeting-steps.js';
import { draftSections } from './minutes.js';
import { meetingFacts } from './minutes-facts.js';
import type { AmendMinutes, ConfirmMinutes, EditMinuteSection } from './minutes.inputs.js';
import { MinuteComments } from './minute-comments.service.js';
import { nextOf } from '../series/kinds.js';
import { MinuteExtracts } from './minute-extracts.service.js';
import { MinuteSections, type MinutesReader, providerOfItem } from './minute-sections.js';
import { MinutesPress } from './minutes-press.js';
import { MinuteAmendment, MinuteSection } from './minute-section.entity.js';

const lockSection = `
  select id, meeting_id as "meetingId", version, heading, text, audience, readers, approved_at is not null as approved, ${providerOfItem('minute_sections.council_id', 'minute_sections.agenda_item_id')} as "providerId"
  from minute_sections where council_id = $1 and id = $2 for update`;
// domain.md 2.3: each gets only the minutes of the part attended; the chair decides what absentees get.
const partWithoutProvider = `
  select p.part from minute_sections s join agenda_items i on i.council_id = s.council_id and i.id = s.agenda_item_id
  join meeting_parts p on p.council_id = i.council_id and p.meeting_id = i.meeting_id and p.part = i.part and p.absentees = 'nothing'
  where s.council_id = $1 and s.id = $2 and not exists (select from meeting_guests g where g.council_id = p.council_id and g.meeting_id = p.meeting_id and (g.part = p.part or g.part is null) and g.for_provider)`;
const membersAmong = 'select membership_id from meeting_members where council_id = $1 and meeting_id = $2 and membership_id = any ($3)';
const ownOut = 'select i.id from agenda_items i where i.council_id = $1 and i.meeting_id = $2 and is_out_of(i.id)';
const officersInForce = `
  select id from memberships where council_id = $1 and role = 'authorisedOfficer' and person_id is not null
    and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date) order by id`;
const laterMeeting = `
  select n.id from meetings m join meetings n on n.council_id = m.council_id and n.panel_id = m.panel_id and (${sameLine('n', 'm')} or (m.service_id is not null and n.series = 'panel')) and n.starts_at > m.starts_at
  join workflows w on w.council_id = n.council_id and w.id = n.id and w.state = any ($4)
  where m.council_id = $1 and m.id = $2 and n.id = $3`;

interface LockedSection {
  readonly meetingId: string;
  readonly version: number;
  readonly heading: string;
  readonly text: string;
  readonly audience: SectionAudience;
  readonly readers: readonly string[];
  readonly approved: boolean;
  readonly providerId: string | null;
}

/** Minutes: drafted from the records, approved once, amended beside, and to each reader exactly their sections (R22-R24). */
@Injectable()
export class MinutesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: MeetingDesk,
    private readonly press: MinutesPress,
    private readonly sections: MinuteSections,
    private readonly extracts: MinuteExtracts,
    private readonly comments: MinuteComments,
  ) {}

  /** Writes the sections from what was recorded. By the system, once the meeting has concluded: nobody is out of an item for it. */
  async draft(meetingId: string): Promise<void> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standing(meetingId);
    const held = londonDate(meeting.startsAt);
    const facts = await meetingFacts(this.unit, meetingId, nextOf(meeting.series, held));
    const sections = draftSections(facts, new Map(meeting.procedure.authorities.map(({ code, words }) => [code, words])));
    await this.unit.manager.delete(MinuteSection, { councilId: actor.councilId, meetingId });
    await this.unit.manager.insert(MinuteSection, sections.map((section, index) => ({
      ...section, audience: section.audience === 'members' ? meeting.series.minutesAudience : section.audience, readers: [], councilId: actor.councilId, id: newId(), meetingId, position: index + 1, version: 1, approvedAt: null, recordedAt: at.toString(),
    })));
    await this.runner.send(meetingMachine, 'DRAFT_MINUTES', { id: meetingId, version: 'latest', facts: { sections: sections.length, approveBy: this.approveBy(meeting) } });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'minutesDrafted', after: { sections: sections.length } });
  }

  /** @throws StaleVersion when somebody else edited the section meanwhile */
  async edit({ id, version, heading, text, audience, readers }: EditMinuteSection): Promise<Outcome> {
    const { actor, at } = this.unit;
    const section = await this.section(id);
    await this.desk.standingIn(section.meetingId, ['draftMinutes', 'minutesReturned'], 'EDIT_SECTION', section.approved ? 'Approved minutes never change: add an amendment beside them.' : sentences.minutes);
    if (section.version !== version) throw await this.desk.stale(section.version, null, at.toString());
    if (audience === 'provider') await this.mayReachProvider(id, section.providerId, `${heading}\n${text}`);
    const named = audience === 'named' ? [...new Set(readers)] : [];
    if (audience === 'named' && (named.length === 0 || (await this.unit.query(membersAmong, [actor.councilId, section.meetingId, named])).length < named.length)) throw problems.readers;
    await this.unit.manager.update(MinuteSection, { councilId: actor.councilId, id }, { heading, text, audience, readers: named, version: version + 1 });
    await this.trail.record({
      subjectKind: 'meeting', subjectId: section.meetingId, action: 'minuteSectionEdited', before: { audience: section.audience, readers: section.readers },
      after: { sectionId: id, audience, readers: named, changed: changedFields(section, { heading, text, readers: named }), version: version + 1 },
    });
    return { id, version: version + 1 };
  }

  /** Approved by whom `approves` says: from here the database refuses every change (R23). */
  async approve({ id, version }: MeetingStep): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standing(id);
    if (['approved', 'circulated', 'confirmed'].includes(meeting.state)) throw notNow(meeting.state, 'APPROVE_MINUTES', sentences.approvedOnce);
    const sections = await this.sections.of(id);
    const readers = await this.sections.readers(id);
    const whole = readers.filter((reader) => sections.every((section) => maySee(section, reader)));
    const approvedByChair = await this.mayApprove(id, readers);
    const mayPrint = approvedByChair && meeting.state === 'draftMinutes';
    const document = mayPrint ? await this.press.print(meeting, sections, [...new Set([...whole.map((one) => one.membershipId), actor.membershipId])]) : null;
    const moved = await this.runner.send(meetingMachine, 'APPROVE_MINUTES', { id, version, facts: { approvedByChair, documentId: document } });
    await this.unit.manager.update(MinuteSection, { councilId: actor.councilId, meetingId: id }, { approvedAt: at.toString() });
    await this.unit.manager.update(Meeting, { councilId: actor.councilId, id }, { minutesDocumentId: document });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesApproved', after: { sections: sections.length, documentId: document } });
    return { id, version: moved.version };
  }

  /** Gives the draft back to the coordinator as it stands, with what it still needs. By whom `approves` says. */
  async giveBack({ id, version, reason }: MeetingStep & { reason: string }): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const approvedByChair = await this.mayApprove(id, await this.sections.readers(id));
    const redraftBy = addWorkingDays(londonDate(this.unit.at), meeting.procedure.timescales.minutesDraftWorkingDays).toString();
    const moved = await this.runner.send(meetingMachine, 'RETURN_MINUTES', { id, version, facts: { approvedByChair, returnReasonGiven: true, redraftBy } });
    await this.desk.keepReason(id, 'minutesReturned', reason);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesReturned', after: { reasonGiven: true } });
    return { id, version: moved.version };
  }

  /** Sends returned minutes to the chair again, as edited. */
  async submit({ id, version }: MeetingStep): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const moved = await this.runner.send(meetingMachine, 'SUBMIT_MINUTES', { id, version, facts: { approveBy: this.approveBy(meeting) } });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesSubmitted' });
    return { id, version: moved.version };
  }

  /** Memberships that may approve: chairs who were out of no item; where each was, the council's authorised officers. By the system. */
  async approvers(meetingId: string): Promise<string[]> {
    const { actor, at } = this.unit;
    const chairs = (await this.sections.readers(meetingId)).filter(({ role, excludedItems }) => role === 'chair' && excludedItems.length === 0);
    if (chairs.length > 0) return chairs.map(({ membershipId }) => membershipId);
    return (await this.unit.query<{ id: string }>(officersInForce, [actor.councilId, londonDate(at).toString()])).map(({ id }) => id);
  }

  /** Sends the minutes on their way: each member's own copy is made, and told of by mail, by job. */
  async circulate({ id, version }: MeetingStep): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const recipients = (await this.sections.readers(id)).length;
    const commentsBy = addWorkingDays(londonDate(this.unit.at), meeting.procedure.timescales.minutesAccuracyWorkingDays).toString();
    const moved = await this.runner.send(meetingMachine, 'CIRCULATE', { id, version, facts: { recipients, commentsBy } });
    await this.comments.begin(id, commentsBy);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesCirculated', after: { recipients } });
    return { id, version: moved.version };
  }

  /** The chair confirms the minutes once a later meeting of the series has been opened. */
  async confirm({ id, version, nextMeetingId }: ConfirmMinutes): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    if (meeting.state === 'confirmed') throw notNow(meeting.state, 'CONFIRM_MINUTES', sentences.confirmedOnce);
    const later = await this.unit.query(laterMeeting, [this.unit.actor.councilId, id, nextMeetingId, [...heldStates]]);
    const moved = await this.runner.send(meetingMachine, 'CONFIRM_MINUTES', { id, version, facts: { nextMeetingId, isLaterMeeting: later.length > 0, commentsOpen: await this.comments.unanswered(id) } });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesConfirmed', after: { nextMeetingId } });
    return { id, version: moved.version };
  }

  /** A numbered correction beside a section; the approved text stays as it is (R23). */
  async amend({ id, version, sectionId, text, reason }: AmendMinutes): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standing(id);
    const section = await this.section(sectionId);
    if (section.meetingId !== id) throw new NotFound('section');
    if (!section.approved) throw notNow(meeting.state, 'AMEND_MINUTES', 'Edit the draft: minutes are amended once they are approved.');
    const number = meeting.amendments + 1;
    const moved = await this.runner.send(meetingMachine, 'AMEND_MINUTES', { id, version, facts: { amendment: number, amendmentReasonGiven: true } });
    await this.unit.manager.insert(MinuteAmendment, { councilId: actor.councilId, id: newId(), sectionId, number, text, reason, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'minutesAmended', after: { number, sectionId } });
    await this.jobs.publish('minutesAmended', { meetingId: id, sectionId, number: String(number) });
    return { id, version: moved.version };
  }

  private approveBy({ procedure }: Standing): string {
    return addWorkingDays(londonDate(this.unit.at), procedure.timescales.minutesChairWorkingDays).toString();
  }

  private async mayApprove(meetingId: string, readers: readonly MinutesReader[]): Promise<boolean> {
    const { actor } = this.unit;
    const out = await this.unit.query(ownOut, [actor.councilId, meetingId]);
    return approves(actor, out.length > 0, readers.filter(({ role }) => role === 'chair').every(({ excludedItems }) => excludedItems.length > 0));
  }

  /** @throws InvalidInput where there is no provider to tell, where it was not in the item's part, or where the words are those of a record that must not reach it (bad case 16) */
  private async mayReachProvider(sectionId: string, providerId: string | null, said: string): Promise<void> {
    if (providerId === null) throw problems.noProvider;
    const [part] = await this.unit.query<{ part: string }>(partWithoutProvider, [this.unit.actor.councilId, sectionId]);
    if (part !== undefined) throw new InvalidInput([{ field: 'audience', message: `Nobody was in part ${part.part} for the provider: it gets the minutes of the part it attended` }]);
    const records = await this.extracts.recordsIn(said, providerId);
    if (records.length > 0) throw new InvalidInput([{ field: 'audience', message: `This section names ${records.join(', ')}, which must not reach the provider: keep it among the members, or take that out of it` }]);
  }

  private async section(id: string): Promise<LockedSection> {
    const [found] = await this.unit.query<LockedSection>(lockSection, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound('section');
    return found;
  }
}
