import { Injectable } from '@nestjs/common';
import type { Procedure, StageNames } from '../../../procedures/index.ts';
import type { Actor, Role, Seat } from '../../platform/access/actor.js';
import { inOwnWords } from '../../platform/access/own-words.js';
import { Clock } from '../../platform/clock/clock.js';
import { startOfDay } from '../../platform/clock/london.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { type AgendaLine, agendaOf, type AgendaRules } from '../meetings/agenda/agenda.js';
import type { DueService } from '../meetings/agenda/agenda-facts.js';
import { panelDates } from '../meetings/agenda/agendas.service.js';
import { personKeyOf } from '../meetings/meeting-desk.js';
import { forecastOf, quorumOf } from '../meetings/session/quorum.js';
import { deadlineWords } from './deadline-words.js';
import { type HomePart, homeStatement } from './home.statement.js';
import type { Home, HomeDate, HomePanel, HomeSeat } from './home.types.js';
import { recordPath } from './record-paths.js';

interface Screen {
  readonly screen: string;
  readonly parts: readonly HomePart[];
}
const panel: Screen = { screen: 'panel', parts: ['panel', 'earlierRecords', 'decisionsWaiting', 'overdueActions', 'urgentIntelligence'] };
const officer: Screen = { screen: 'officer', parts: ['panel', 'earlierRecords', 'myServices', 'toTriage', 'myIntelligence', 'myActions', 'deadlines', 'urgentIntelligence', 'filesWaiting'] };
/** An officer who also oversees the opening of sources. */
const lead: Screen = { ...officer, parts: [...officer.parts, 'sourceReviews'] };
const auditor: Screen = { screen: 'auditor', parts: ['sourceReviews', 'holdsDue', 'requestsDue', 'retentionDue'] };
const records: Screen = { screen: 'records', parts: ['requestsDue', 'holdsDue', 'retentionDue', 'sourceReviews'] };
const administrator: Screen = { screen: 'administrator', parts: ['openInvitations', 'accessEnding'] };
const partner: Screen = { screen: 'partner', parts: ['panel', 'myActions', 'told'] };
const decider: Screen = { screen: 'decider', parts: ['decisionsWaiting', 'toConfirm', 'reviewsDue', 'myActions'] };
const plain: Screen = { screen: 'plain', parts: [] };
const screens: Partial<Record<Role, Screen>> = {
  chair: panel, coordinator: panel, qaOfficer: officer, safeguardingLead: lead, auditor, recordsOfficer: records, administrator, partner, cqcObserver: partner, authorisedOfficer: decider, legal: decider,
  contributor: { screen: 'contributor', parts: ['told'] }, boardReader: { screen: 'board', parts: ['reports'] },
};

interface PanelRow extends Omit<HomePanel, 'agenda' | 'itemsByStage' | 'members' | 'quorum'> {
  readonly procedure: AgendaRules & Pick<Procedure, 'quorum'> & { readonly cadence: Procedure['panel']['cadence'] };
  readonly dates: { readonly heldOn: string; readonly lastOn: string | null };
  readonly due: readonly DueService[];
  readonly kept: readonly (AgendaLine & { readonly hidden: boolean })[];
  readonly stages: Readonly<Record<string, string>>;
  readonly members: readonly (HomeSeat & { readonly seat: Seat; readonly personId: string; readonly outside: boolean; readonly deputyName: string | null; readonly left: boolean })[];
}
type DateRow = Omit<HomeDate, 'path'> & { readonly machine: string; readonly record?: string };
type DatedPart = 'toConfirm' | 'reviewsDue' | 'deadlines' | 'sourceReviews' | 'openInvitations' | 'accessEnding' | 'requestsDue' | 'holdsDue';
type Row = { readonly [Part in HomePart]: Part extends 'panel' ? PanelRow | null : Part extends DatedPart ? DateRow[] | null : Home[Part] | null };

/** What a role sees first, in one data statement; the agenda and the quorum are worked out as the meeting works them out. */
@Injectable()
export class HomeQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @param fields names of fields of Home that are wanted */
  async of(actor: Actor, fields: readonly string[]): Promise<Home> {
    const { screen, parts } = screens[actor.role] ?? plain;
    const today = this.clock.today();
    const values = [parts.filter((part) => fields.includes(part)), this.clock.now().toString(), today.toString(), startOfDay(today.subtract({ days: 1 })).toString()];
    const row = await this.reads.one<Row>(actor, homeStatement, values, { operation: 'home', subjectKind: 'council', subjectId: actor.councilId });
    if (row === null) throw new Error('The first screen has no result.');
    return homeOf(screen, row, today.toString(), actor.stageNames);
  }
}

function homeOf(screen: string, row: Row, today: string, names: StageNames): Home {
  const { decisionsWaiting, overdueActions, myActions, urgentIntelligence, toTriage, myIntelligence, told, myServices, reports } = row;
  return {
    screen,
    panel: row.panel && panelOf(row.panel, today),
    toConfirm: datesOf(row.toConfirm).map((one) => ({ ...one, words: inOwnWords(names, one.words) })), reviewsDue: datesOf(row.reviewsDue), sourceReviews: datesOf(row.sourceReviews),
    openInvitations: datesOf(row.openInvitations), accessEnding: datesOf(row.accessEnding), requestsDue: datesOf(row.requestsDue), holdsDue: datesOf(row.holdsDue), retentionDue: row.retentionDue, filesWaiting: row.filesWaiting, earlierRecords: row.earlierRecords,
    deadlines: datesOf(row.deadlines).map((one) => ({ ...one, words: deadlineWords(one.words, names) })),
    decisionsWaiting: decisionsWaiting ?? [], overdueActions: overdueActions ?? [], myActions: myActions ?? [], urgentIntelligence: urgentIntelligence ?? [],
    toTriage: toTriage ?? [], myIntelligence: myIntelligence ?? [], told: told ?? [], myServices: myServices ?? [], reports: reports ?? [],
  };
}

function datesOf(rows: readonly DateRow[] | null): HomeDate[] {
  return (rows ?? []).map(({ machine, record, ...one }) => ({ ...one, path: recordPath(machine, record ?? one.id, one.serviceId ?? '') }));
}

function panelOf({ procedure, dates, due, kept, stages, members, ...meeting }: PanelRow, today: string): HomePanel {
  const isToCome = ['scheduled', 'callForItems', 'agendaDraft', 'agendaPublished'].includes(meeting.state);
  const isOpen = ['scheduled', 'callForItems', 'agendaDraft'].includes(meeting.state);
  const all = isOpen ? agendaOf(procedure, due, kept, panelDates(procedure.cadence, today, dates)) : kept;
  // Worked out with every item, then left out: a service somebody is out for must not come back as newly due.
  const hidden = new Set(kept.filter((line) => line.hidden).map((line) => line.serviceId ?? line.id));
  const lines = all.filter((line) => line.deferredReason === null && !hidden.has(line.serviceId ?? line.id));
  const services = lines.filter((line) => line.serviceId !== null);
  const stageOf = (line: AgendaLine): string => stages[line.serviceId ?? ''] ?? 'routine';
  const attendees = members.map((one) => ({
    personKey: personKeyOf({ ...one, deputyPersonId: null, deputyPersonName: null }, one.personId), seat: one.seat, outside: one.outside, excluded: false,
    present: one.attendance === 'present' || one.attendance === 'deputy' ? !one.left : isToCome && one.attendance === 'expected',
  }));
  const quorum = quorumOf(procedure.quorum, attendees);
  const titleOf = (number: number, forNoting: boolean): string => (forNoting ? procedure.agenda.forNoting : (procedure.agenda.sections.find((one) => one.number === number)?.title ?? ''));
  return {
    ...meeting,
    agenda: services.map(({ id, serviceId, title, reasons, section, forNoting }) => ({ id, serviceId, title, forNoting, reasons, sectionTitle: titleOf(section, forNoting) })),
    itemsByStage: [...Map.groupBy(services, stageOf)].map(([stage, items]) => ({ stage, items: items.length })),
    members: [...members],
    quorum: isToCome ? forecastOf(quorum) : quorum.words,
  };
}
