import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { londonDate } from '../../../platform/clock/london.js';
import { addWorkingDays } from '../../../platform/clock/working-days.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { AgendasService } from '../agenda/agendas.service.js';
import { MeetingDesk, type Standing } from '../meeting-desk.js';
import type { MeetingStep } from '../meeting.inputs.js';
import { meetingMachine } from '../meeting.machine.js';
import { notNow } from '../meeting.refusals.js';
import { ContributionDesk, type Contributor } from './contribution-desk.js';
import { Contribution } from './contribution.entity.js';
import { formFor, openCaveats } from './contribution-forms.js';
import type { CallForItems, Contribute, ReturnNothing } from './contribution.inputs.js';
import { contributionProblems, contributionSentences } from './contribution.refusals.js';

const called = ['callForItems', 'agendaDraft', 'agendaPublished'] as const;
const silent = `select count(*)::int as n from meeting_members where council_id = $1 and meeting_id = $2 and contribution = 'none'`;
const latest = `
  select number, answer, recorded_by as "recordedBy", to_json(returned_at)#>>'{}' as "returnedAt" from contributions
  where council_id = $1 and meeting_id = $2 and service_id = $3 and membership_id = $4 order by number desc limit 1`;
const answered = 'select distinct service_id as id from contributions where council_id = $1 and meeting_id = $2 and membership_id = $3';
const closedToActor = 'select s.id from unnest($1::uuid[]) s (id) where papers_closed($2, s.id)';
// R36: said of the member as a whole, beside attendance. What came first counts, in time or late.
const markMember = `
  update meeting_members mm set version = version + 1, contributed_at = case when found.answer = 'none' then null else coalesce(contributed_at, $5::timestamptz) end, contribution = found.answer
  from (select case
      when exists (select from contributions c where c.council_id = $1 and c.meeting_id = $2 and c.membership_id = $3 and c.answer = 'returned'
        and not exists (select from contributions l where l.council_id = $1 and l.meeting_id = $2 and l.membership_id = $3 and l.service_id = c.service_id and l.number > c.number)) then 'returned'
      when not exists (select from unnest($4::uuid[]) s (id) where not exists (select from contributions c where c.council_id = $1 and c.meeting_id = $2 and c.membership_id = $3 and c.service_id = s.id)) then 'nilReturn'
      else 'none' end as answer) found
  where mm.council_id = $1 and mm.meeting_id = $2 and mm.membership_id = $3`;

/** What members bring before a meeting: the only writer of contributions (domain.md 2.5, R36). */
@Injectable()
export class ContributionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly meetings: MeetingDesk,
    private readonly desk: ContributionDesk,
    private readonly agendas: AgendasService,
  ) {}

  /** Opens the call, or sets another closing date; members are told by mail and the clock reminds the silent. */
  async call({ id, version, contributionsBy }: CallForItems): Promise<Outcome> {
    const { procedure, startsAt } = await this.meetings.standing(id);
    const today = londonDate(this.unit.at);
    const reminder = addWorkingDays(Temporal.PlainDate.from(contributionsBy), -procedure.timescales.contributionsReminderWorkingDays);
    const facts = {
      contributionsBy, closesInTime: contributionsBy >= today.toString() && contributionsBy < londonDate(startsAt).toString(),
      remindOn: Temporal.PlainDate.compare(reminder, today) > 0 ? reminder.toString() : null,
    };
    const moved = await this.runner.send(meetingMachine, 'CALL_FOR_ITEMS', { id, version, facts });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'itemsCalledFor', after: { contributionsBy } });
    return { id, version: moved.version };
  }

  /** Asks those again who have returned nothing, not even a nil return. */
  async remind({ id, version }: MeetingStep): Promise<Outcome> {
    const { state } = await this.meetings.standingIn(id, called, 'REMIND_SILENT', contributionSentences.called);
    const [counted] = await this.unit.query<{ n: number }>(silent, [this.unit.actor.councilId, id]);
    if ((counted?.n ?? 0) === 0) throw notNow(state, 'REMIND_SILENT', contributionSentences.nobodySilent);
    const moved = await this.runner.send(meetingMachine, 'REMIND_SILENT', { id, version, facts: {} });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'silentReminded', after: { members: counted?.n ?? 0 } });
    return { id, version: moved.version };
  }

  /**
   * What the member's agency brings about one service, or a correction of it: the one before stays beside it.
   * @throws StaleVersion when somebody else returned or corrected it meanwhile
   */
  async contribute({ id, serviceId, version, entries, caveat, audience, reason }: Contribute): Promise<Outcome> {
    const { meeting, member } = await this.open(id, 'CONTRIBUTE');
    const { contributions, intelligence } = meeting.procedure;
    const asks = formFor(contributions, member.seat, member.agencyKind).asks;
    if (!openCaveats(intelligence.caveats).some(({ code }) => code === caveat)) throw contributionProblems.caveat;
    if (entries.some(({ code }) => !asks.some((ask) => ask.code === code))) throw contributionProblems.entries;
    const services = await this.servicesOf(meeting);
    if (!services.includes(serviceId)) throw contributionProblems.notOnAgenda;
    if ((await this.closed(id, [serviceId])).length > 0) throw notNow(meeting.state, 'CONTRIBUTE', contributionSentences.closedToYou);
    const [before] = await this.unit.query<Pick<Contribution, 'number' | 'recordedBy' | 'returnedAt'>>(latest, [this.unit.actor.councilId, id, serviceId, member.membershipId]);
    if ((before?.number ?? 0) !== version) throw await this.meetings.stale(before?.number ?? 0, before?.recordedBy ?? null, before?.returnedAt ?? this.unit.at.toString());
    const said = entries.flatMap(({ code, words }) => (words === undefined ? [] : [{ code, words }]));
    const kept = await this.keep(meeting, member, serviceId, { number: version + 1, answer: 'returned', entries: said, caveat, audience, reason: version === 0 ? null : (reason ?? null) });
    await this.mark(id, member, services);
    return { id: kept, version: version + 1 };
  }

  /** Nothing to bring: for one service, or at once for every one on the agenda that the member has not answered for. */
  async returnNothing({ id, serviceId }: ReturnNothing): Promise<Outcome> {
    const { meeting, member } = await this.open(id, 'RETURN_NOTHING');
    const services = await this.servicesOf(meeting);
    const done = new Set((await this.unit.query<{ id: string }>(answered, [this.unit.actor.councilId, id, member.membershipId])).map((one) => one.id));
    const asked = serviceId === undefined ? services.filter((one) => !done.has(one)) : [serviceId];
    if (serviceId !== undefined && !services.includes(serviceId)) throw contributionProblems.notOnAgenda;
    if (serviceId !== undefined && done.has(serviceId)) throw notNow(meeting.state, 'RETURN_NOTHING', contributionSentences.returned);
    if (serviceId === undefined && services.length > 0 && asked.length === 0) throw notNow(meeting.state, 'RETURN_NOTHING', contributionSentences.nothingLeft);
    const closed = new Set(await this.closed(id, asked));
    if (serviceId !== undefined && closed.has(serviceId)) throw notNow(meeting.state, 'RETURN_NOTHING', contributionSentences.closedToYou);
    for (const one of asked.filter((service) => !closed.has(service))) {
      await this.keep(meeting, member, one, { number: 1, answer: 'nilReturn', entries: [], caveat: 'none', audience: 'members', reason: null });
    }
    await this.mark(id, member, services.filter((service) => !closed.has(service)));
    return { id, version: member.version + 1 };
  }

  private async open(id: string, act: string): Promise<{ meeting: Standing; member: Contributor }> {
    const member = await this.desk.contributor(id);
    const meeting = await this.meetings.standing(id);
    if (!this.desk.takesContributions(meeting)) throw notNow(meeting.state, act, meeting.state === 'cancelled' ? contributionSentences.cancelled : contributionSentences.begun);
    return { meeting, member };
  }

  private async servicesOf(meeting: Standing): Promise<string[]> {
    return (await this.agendas.linesOf(meeting)).flatMap(({ serviceId }) => (serviceId === null ? [] : [serviceId]));
  }

  private async closed(meetingId: string, services: readonly string[]): Promise<string[]> {
    return (await this.unit.query<{ id: string }>(closedToActor, [services, meetingId])).map((one) => one.id);
  }

  private async keep(meeting: Standing, member: Contributor, serviceId: string, said: Pick<Contribution, 'number' | 'answer' | 'entries' | 'caveat' | 'audience' | 'reason'>): Promise<string> {
    const { actor, at } = this.unit;
    const id = newId();
    const late = meeting.contributionsBy !== null && londonDate(at).toString() > meeting.contributionsBy;
    await this.unit.manager.insert(Contribution, {
      ...said, councilId: actor.councilId, id, meetingId: meeting.id, serviceId, membershipId: member.membershipId, agencyId: member.agencyId, late, recordedBy: actor.membershipId, returnedAt: at.toString(),
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'contributionRecorded', after: { serviceId, contribution: said.answer, number: said.number, late } });
    return id;
  }

  private async mark(meetingId: string, { membershipId }: Contributor, services: readonly string[]): Promise<void> {
    await this.unit.query(markMember, [this.unit.actor.councilId, meetingId, membershipId, services, this.unit.at.toString()]);
  }
}
