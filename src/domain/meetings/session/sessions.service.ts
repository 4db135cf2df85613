import { Injectable } from '@nestjs/common';
import { changedFields } from '../../../platform/audit/changed-fields.js';
import { Trail, type TrailEntry } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { QuorumNotMet } from '../../../platform/graphql/refusals.js';
import { ActionsService } from '../../actions/actions.service.js';
import { type PersonThen, sanctionCodes } from '../../decisions/recommendation.types.js';
import { RecommendationsService } from '../../decisions/recommendations.service.js';
import { StagesService } from '../../escalation/stages.service.js';
import { IntelligenceService } from '../../intelligence/intelligence.service.js';
import { heldStates } from '../agenda/agenda-facts.js';
import { AgendaItem, ItemRecord } from '../agenda/agenda-item.entity.js';
import { inSession, type ItemAt, MeetingDesk, type Sitting, type Standing } from '../meeting-desk.js';
import { notNow, problems, sentences } from '../meeting.refusals.js';
import { type Quorum, quorumOf } from './quorum.js';
import { checkLists, proposalOf } from './proposal.js';
import { merged, type RecordWords } from './record-merge.js';
import type { RecordItemAction, RecordRecommendation, SaveItemRecord } from './session.inputs.js';

const lockRecord = `
  select version, changed_by as "changedBy", to_json(changed_at)#>>'{}' as "changedAt", summary, differing_views as "differingViews", next_date::text as "nextDate", on_track as "onTrack" from item_records where council_id = $1 and agenda_item_id = $2 for update`;
// Two who write the first words of an item at once: one inserts, the other finds the row and is told.
const firstRecord = `
  insert into item_records (council_id, agenda_item_id, meeting_id, summary, differing_views, next_date, version, changed_by, changed_at, on_track)
  values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9) on conflict (council_id, agenda_item_id) do nothing returning version`;

// D20: placing is restricted, or an officer decided since the last meeting of this panel that it continues. $1 council, $2 service, $3 panel, $4 start of this meeting
const evidenceToContinue = `
  select exists (select from workflows w where w.council_id = $1 and w.service_id = $2 and w.machine = 'restriction' and w.state in ('decided', 'inForce', 'underReview', 'phasedLift'))
    or exists (select from decisions d where d.council_id = $1 and d.service_id = $2 and d.code = 'D20' and d.decided_at > coalesce((
      select max(b.starts_at) from meetings b join workflows bw on bw.council_id = b.council_id and bw.id = b.id
      where b.council_id = $1 and b.panel_id = $3 and b.series = 'panel' and b.starts_at < $4 and bw.state in (${heldStates.map((state) => `'${state}'`).join(', ')})), '-infinity')) as given`;
const restrictionOf = 'select from restrictions where council_id = $1 and id = $2 and service_id = $3';

/** What happens to an item while the meeting is in session: record, recommendation, actions. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly recommendations: RecommendationsService,
    private readonly actions: ActionsService,
    private readonly intelligence: IntelligenceService,
    private readonly stages: StagesService,
  ) {}

  /** Marks an item as taken without a word of its own: standing subjects, items for noting. */
  async take({ id, version }: { id: string; version: number }): Promise<Outcome> {
    const item = await this.itemInSession(id, 'TAKE_ITEM');
    if (item.version !== version) throw await this.desk.stale(item.version, null, this.unit.at.toString());
    await this.markTaken(item);
    return { id, version: item.taken ? version : version + 1 };
  }

  /**
   * Writes the record of an item, which is then taken. `version` is the record's, 0 for the first words. With `was`, two who changed
   * different fields both keep theirs.
   * @throws StaleVersion when somebody changed the same field after the page was opened: neither text is lost, the page shows both
   */
  async save(input: SaveItemRecord): Promise<Outcome> {
    const { id, version, nextDate, was } = input;
    const { item, meeting } = await this.inSession(id, 'SAVE_RECORD');
    if (nextDate !== undefined && nextDate !== was?.nextDate && !isToCome(nextDate, meeting, this.unit.at)) throw problems.nextDate;
    const words = wordsOf(input);
    const first = version === 0 ? await this.firstWords(item, words) : undefined;
    const { next, kept, before } = first === undefined ? await this.overwrite(item, version, words, was ? wordsOf(was) : null) : { next: first, kept: words, before: { summary: '', differingViews: '', nextDate: null, onTrack: null } };
    await this.markTaken(item);
    if (item.serviceId !== null && kept.summary !== '' && kept.nextDate !== null) await this.keepStage(meeting, item.serviceId, kept.nextDate);
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: id, action: 'itemRecordSaved', ...recordChange(before, kept, next) });
    return { id, version: next };
  }

  /**
   * Records what the panel recommends, with the meeting copied in as it is at this moment.
   * @throws QuorumNotMet when those present and not excluded may not recommend this (R20)
   */
  async recommend(input: RecordRecommendation): Promise<Outcome> {
    const { item, meeting } = await this.inSession(input.agendaItemId, 'RECOMMEND');
    if (item.serviceId === null) throw problems.noService;
    if (!meeting.series.recommends) throw notNow(meeting.state, 'RECOMMEND', sentences.recommendsNothing);
    checkLists(meeting.procedure, input);
    await this.checkRestriction(item.serviceId, input.restrictionId);
    const sittings = await this.desk.sittings(meeting.id, item.id);
    const quorum = quorumOf(meeting.procedure.quorum, sittings.map((one) => one.attendee));
    demandQuorum(quorum, sanctionCodes.includes(input.code));
    const { quorate, forSanction, words } = quorum;
    const recorded = await this.recommendations.record({
      serviceId: item.serviceId, meetingId: meeting.id, agendaItemId: item.id, code: input.code, criteria: input.criteria, text: input.text, proposal: proposalOf(input),
      differingViews: input.differingViews ?? null, independence: input.independence, quorum: { quorate, forSanction, words },
      present: sittings.filter((one) => one.present && one.out === null).map((one) => personThen(one)),
      excluded: sittings.filter((one) => one.present && one.out !== null).map((one) => personThen(one, one.out?.nature)),
      chairedBy: chairOf(sittings, meeting), signedBy: this.unit.actor.membershipId,
    });
    await this.markTaken(item);
    return recorded;
  }

  /** Opens an action agreed on an item; its owner is a member of the meeting. */
  async act({ agendaItemId, ownerMembershipId, ...action }: RecordItemAction): Promise<Outcome> {
    const { item, meeting } = await this.inSession(agendaItemId, 'RECORD_ACTION');
    const sittings = await this.desk.sittings(meeting.id);
    if (!sittings.some((one) => one.membershipId === ownerMembershipId)) throw problems.owner;
    return this.actions.open({ ...action, serviceId: item.serviceId, agendaItemId, ownerMembershipId });
  }

  private async checkRestriction(serviceId: string, restrictionId: string | undefined): Promise<void> {
    if (restrictionId === undefined) return;
    const found = await this.unit.query(restrictionOf, [this.unit.actor.councilId, restrictionId, serviceId]);
    if (found.length === 0) throw problems.restriction;
  }

  /** An item with words and a next date is a review of the stage, where that date is soon enough for one and placing is restricted or decided to continue (D20); else that decision is the review. */
  private async keepStage({ procedure, panelId, startsAt }: Standing, serviceId: string, reviewOn: string): Promise<void> {
    const latestReviewOn = londonDate(this.unit.at).add({ days: procedure.timescales.reviewMaxGapDays }).toString();
    if (reviewOn > latestReviewOn) return;
    const [evidence] = await this.unit.query<{ given: boolean }>(evidenceToContinue, [this.unit.actor.councilId, serviceId, panelId, startsAt.toString()]);
    await this.stages.keep(serviceId, { reviewOn, latestReviewOn, evidenceGiven: evidence?.given === true });
  }

  private async firstWords(item: ItemAt, { summary, differingViews, nextDate, onTrack }: RecordWords): Promise<number | undefined> {
    const { actor, at } = this.unit;
    const values = [actor.councilId, item.id, item.meetingId, summary, differingViews, nextDate, actor.membershipId, at.toString(), onTrack];
    return (await this.unit.query<{ version: number }>(firstRecord, values))[0]?.version;
  }

  private async overwrite(item: ItemAt, version: number, mine: RecordWords, was: RecordWords | null): Promise<{ next: number; kept: RecordWords; before: RecordWords }> {
    const { actor, at } = this.unit;
    const [record] = await this.unit.query<RecordWords & { version: number; changedBy: string; changedAt: string }>(lockRecord, [actor.councilId, item.id]);
    if (record === undefined) throw await this.desk.stale(0, null, at.toString());
    const kept = record.version === version ? mine : was && merged(was, mine, record);
    if (kept === null) throw await this.desk.stale(record.version, record.changedBy, record.changedAt);
    const next = record.version + 1;
    await this.unit.manager.update(ItemRecord, { councilId: actor.councilId, agendaItemId: item.id }, { ...kept, version: next, changedBy: actor.membershipId, changedAt: at.toString() });
    return { next, kept, before: record };
  }

  private async inSession(itemId: string, act: string): Promise<{ item: ItemAt; meeting: Standing }> {
    const item = await this.desk.item(itemId);
    return { item, meeting: await this.desk.standingIn(item.meetingId, inSession, act, sentences.inSession) };
  }

  private async itemInSession(itemId: string, act: string): Promise<ItemAt> {
    return (await this.inSession(itemId, act)).item;
  }

  private async markTaken(item: ItemAt): Promise<void> {
    if (item.taken) return;
    await this.unit.manager.update(AgendaItem, { councilId: this.unit.actor.councilId, id: item.id }, { takenAt: this.unit.at.toString(), version: item.version + 1 });
    if (item.serviceId !== null) await this.intelligence.takenByPanel(item.serviceId);
  }
}

const wordsOf = ({ summary = '', differingViews = '', nextDate, onTrack }: Pick<SaveItemRecord, 'summary' | 'differingViews' | 'nextDate' | 'onTrack'>): RecordWords => ({ summary, differingViews, nextDate: nextDate ?? null, onTrack });

/** Of what is written of an item the trail keeps the days and the finding, and of words that they changed. */
function recordChange(before: RecordWords, kept: RecordWords, version: number): Pick<TrailEntry, 'before' | 'after'> {
  const facts = ({ nextDate, onTrack }: RecordWords) => ({ nextDate, onTrack });
  return { before: facts(before), after: { version, ...facts(kept), changed: changedFields(before, { summary: kept.summary, differingViews: kept.differingViews }) } };
}

/** An item comes back after today, and never before the meeting that says so. */
function isToCome(date: string, meeting: Standing, at: Temporal.Instant): boolean {
  return date > londonDate(at).toString() && date >= londonDate(meeting.startsAt).toString();
}

export function demandQuorum(quorum: Quorum, sanction: boolean): void {
  const unmet = sanction ? quorum.missingForSanction : quorum.missing;
  if (unmet.length > 0) throw new QuorumNotMet([...unmet]);
}

/** Who chaired the item: the meeting's chair, or another in the chair's seat where the chair is out or away (R39). */
function chairOf(sittings: readonly Sitting[], meeting: Standing): string {
  const chairs = sittings.filter((one) => one.seat === 'chair' && one.present && one.out === null);
  return (chairs.find((one) => one.membershipId === meeting.chairId) ?? chairs[0])?.membershipId ?? meeting.chairId;
}

export function personThen({ membershipId, name, jobTitle, agencyName, deputyName }: Pick<Sitting, 'membershipId' | 'name' | 'jobTitle' | 'agencyName' | 'deputyName'>, reason?: string): PersonThen {
  const role = agencyName === null ? jobTitle : `${jobTitle}, ${agencyName}`;
  return { membershipId, name: deputyName === null ? name : `${deputyName} (deputy for ${name})`, role, ...(reason !== undefined && { reason }) };
}
