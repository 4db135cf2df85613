import { type Procedure, riskBand, riskBandKeys, stageName, stageNames } from '../../../../procedures/index.ts';
import { inOwnWords } from '../../../platform/access/own-words.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { workingDaysBetween } from '../../../platform/clock/working-days.js';
import { againstWords, deregistrationWords, noticeWords, terminationWords } from './agenda-words.js';
import { councilDatesItem, type MissedDate } from './council-dates.js';
import type { DeferredSubject, DueRisk, DueService, SaidOfMinutes } from './agenda-facts.js';

/** The council's standing agenda, from its procedure (domain.md 2.1). */
export type AgendaTemplate = Procedure['agenda'];
type Section = AgendaTemplate['sections'][number];
/** What of a procedure an agenda is built by. */
export type AgendaRules = Pick<Procedure, 'agenda' | 'risk' | 'stages' | 'restrictionKinds' | 'actionPlanOnRating'> & { readonly timescales: Pick<Procedure['timescales'], 'actionPlanLateToPanelWorkingDays'> };

export const reasonKinds = ['stage', 'stageReview', 'intelligence', 'referral', 'restrictionReview', 'restrictionExtended', 'continuePlacing', 'planRequired', 'risk', 'placedAgainst', 'emergencyDecision', 'writtenProcedure', 'lateInterest', 'notice', 'termination', 'considerTermination', 'overdueActions', 'reopenedAction', 'uncheckedActions', 'overdueClocks', 'ratingFall', 'deregistered', 'deferred', 'minutesSaid', 'councilDates', 'added'] as const;
/** Why a service is on the agenda, in words, with the count behind it. */
export interface AgendaReason {
  readonly kind: (typeof reasonKinds)[number];
  readonly words: string;
  readonly count: number | null;
}

/** One line of an agenda. `id` is null until it is kept. */
export interface AgendaLine {
  readonly id: string | null;
  readonly version: number;
  readonly serviceId: string | null;
  readonly section: number;
  readonly title: string;
  readonly reasons: readonly AgendaReason[];
  readonly minutesEstimate: number;
  readonly forNoting: boolean;
  readonly late: boolean;
  readonly lateReason: string | null;
  readonly deferredReason: string | null;
  /** Moved by somebody: what becomes due no longer moves it. */
  readonly placedByHand: boolean;
  /** The membership that presents it. */
  readonly presenterId: string | null;
  /** Who may see it; wholly out of it are those it is not for. */
  readonly audience: ItemAudience;
}

export const itemAudiences = ['members', 'council', 'cqc'] as const;
export type ItemAudience = (typeof itemAudiences)[number];

/** When a panel is held, and which panels are before and after it. Dates as `YYYY-MM-DD`. */
export interface PanelDates {
  readonly today: string;
  readonly heldOn: string;
  readonly nextOn: string;
  /** The last panel's day; null before the first. */
  readonly lastOn: string | null;
}

/** The service a meeting is about, where it is about one. */
export interface AboutService {
  readonly serviceId: string;
  readonly title: string;
}

const ratings: Record<string, string> = { outstanding: 'Outstanding', good: 'Good', requiresImprovement: 'Requires improvement', inadequate: 'Inadequate' };

/**
 * The agenda that what is due makes of what is there (pages.md "Agenda"). Pure: the page shows it until the agenda is
 * published, and keeping it writes the same lines. New facts join the item their service has; what people added or moved
 * stays; an item that nothing is due for any more goes under "For noting" rather than away.
 */
export function agendaOf(procedure: AgendaRules, due: readonly DueService[], kept: readonly AgendaLine[], dates: PanelDates, deferred: readonly DeferredSubject[] = [], about: AboutService | null = null, said: readonly SaidOfMinutes[] = [], missed: readonly MissedDate[] | null = null): AgendaLine[] {
  const { sections } = procedure.agenda;
  const minutes = sections.find((section) => section.key === 'minutes')?.title;
  const councilDates = councilDatesItem(procedure.agenda, missed, kept);
  const standing = (line: AgendaLine): AgendaLine => councilDates.standing(saidOf(againOf(line, deferred, dates.heldOn), line.title === minutes ? said : []));
  const items = about === null ? due.flatMap((one) => itemOf(procedure, one, dates)) : itemAbout(procedure, about, due, dates);
  const fresh = new Map(items.map((line) => [line.serviceId, line]));
  const stay: AgendaLine[] = [];
  const place: AgendaLine[] = [];
  for (const line of kept) {
    const news = fresh.get(line.serviceId);
    fresh.delete(line.serviceId);
    if (line.serviceId === null || line.deferredReason !== null) {
      stay.push(standing(line));
      continue;
    }
    const joined = join(line, news);
    const moves = !line.placedByHand && !line.late && (joined.section !== line.section || joined.forNoting !== line.forNoting);
    (moves ? place : stay).push(moves ? joined : { ...joined, section: line.section });
  }
  const opened = kept.length === 0 ? sections.filter((section) => !section.holdsServices).map(standingItem) : [];
  opened.push(...councilDates.fresh);
  const subjects = [...kept.filter((line) => line.serviceId === null), ...opened];
  const again = deferred.filter(({ title }) => !subjects.some((line) => line.title === title)).map(subjectItem);
  return [...place, ...[...opened, ...again].map(standing), ...fresh.values()].sort((a, b) => a.title.localeCompare(b.title, 'en-GB')).reduce((lines, line) => inserted(lines, line, sections), stay);
}

/** The one item of a meeting about one service: there whether or not anything is due, with all that is. */
function itemAbout(procedure: AgendaRules, { serviceId, title }: AboutService, due: readonly DueService[], dates: PanelDates): AgendaLine[] {
  const section = procedure.agenda.sections.find((one) => one.holdsServices);
  if (section === undefined) return [];
  const facts = due.find((one) => one.serviceId === serviceId);
  const reasons = facts === undefined ? [] : reasonsOf(procedure, { ...facts, restrictionReviews: facts.restrictionReviews.filter((day) => day <= dates.nextOn) }, dates);
  return [{
    id: null, version: 0, serviceId, section: section.number, title, reasons, minutesEstimate: section.defaultMinutes,
    forNoting: false, late: false, lateReason: null, deferredReason: null, placedByHand: false, presenterId: null, audience: 'members',
  }];
}

/** The item of a service that something is due for, or none where its lateness stays with its officers (R18). */
function itemOf(procedure: AgendaRules, due: DueService, dates: PanelDates): AgendaLine[] {
  const reviews = due.restrictionReviews.filter((day) => day <= dates.nextOn);
  const reasons = reasonsOf(procedure, { ...due, restrictionReviews: reviews }, dates);
  const section = sectionOf(procedure.agenda.sections, placesOf(procedure, { ...due, restrictionReviews: reviews }, dates));
  if (section === undefined) return [];
  const forNoting = !due.stageChanged && reasons.every((reason) => reason.kind === 'stage');
  return [{
    id: null, version: 0, serviceId: due.serviceId, section: section.number, title: due.lot === 'whole service' ? due.name : `${due.name} (${due.lot})`,
    reasons, minutesEstimate: forNoting ? 1 : section.defaultMinutes, forNoting, late: false, lateReason: null, deferredReason: null, placedByHand: false, presenterId: null, audience: 'members',
  }];
}

/** The sections a service may stand in, the most serious first: it stands in the first that the procedure has. */
function placesOf(procedure: AgendaRules, due: DueService, dates: PanelDates): string[] {
  const places: Record<string, boolean> = {
    seriousConcerns: due.stage.startsWith('seriousConcerns'),
    enhanced: due.stage.startsWith('enhanced'),
    emergencyDecisions: due.emergencyDecisions.length > 0 || due.written.length > 0,
    referrals: due.referrals.length > 0 || riskMove(procedure, due.risk) === 'rose',
    restrictions: due.restrictionReviews.length > 0 || due.extended.length > 0 || due.placementsAgainst > 0 || due.overdueClocks > 0,
    notices: due.notices.length > 0 || due.terminations.length > 0 || due.defaultsReached.length > 0,
    cqcMovements: due.ratingFall !== null || due.deregistered !== null || needsPlan(procedure, due) || due.placingOpen !== null,
    actionLog: due.overdueMustDo > 0 || isLongPast(procedure, due.longestOverdueFrom, dates) || isLongPast(procedure, due.uncheckedFrom, dates) || due.reopened >= tooOften,
    lateItems: due.lateInterests.length > 0 || due.deferredReason !== null,
  };
  return Object.keys(places).filter((key) => places[key]);
}

/** Where the procedure has no section for any of them (enhanced monitoring inside serious concerns), the first for services takes it. */
function sectionOf(sections: readonly Section[], places: readonly string[]): Section | undefined {
  if (places.length === 0) return undefined;
  const found = places.map((key) => sections.find((section) => section.key === key)).find((section) => section !== undefined);
  return found ?? sections.find((section) => section.holdsServices);
}

/** A must-do action, or one later than the procedure allows, brings a routine service to the panel (R18); so does one that was said to be done so long ago and not checked (R17). */
function isLongPast({ timescales }: AgendaRules, from: string | null, { today }: PanelDates): boolean {
  return from !== null && workingDaysBetween(Temporal.PlainDate.from(from), Temporal.PlainDate.from(today)) > timescales.actionPlanLateToPanelWorkingDays;
}

/** R16: a rating that opens an action plan by this procedure, and none was required or linked since. */
function needsPlan({ actionPlanOnRating }: AgendaRules, { planless }: DueService): boolean {
  return planless !== null && actionPlanOnRating.some((rating) => rating === planless.rating);
}

/** Opened again so often, an action brings a routine service to the panel: what is tried does not work (case 25). */
const tooOften = 3;

const placingWords = {
  aboveRoutine: 'To be decided: whether placing continues, on what evidence and with what safeguards. It is above {routine} without a restriction',
  ratingFell: 'To be decided: whether placing continues, on what evidence and with what safeguards. Its CQC rating fell',
};

function reasonsOf(procedure: AgendaRules, due: DueService, dates: PanelDates): AgendaReason[] {
  const day = (date: string): string => dayOf(date, dates.heldOn);
  const reason = (kind: AgendaReason['kind'], words: string, count: number | null = null): AgendaReason => ({ kind, words, count });
  const stage = due.stage === 'routine' || due.stage === 'closed' ? undefined : stageName(stageNames(procedure), due.stage);
  const kindWords = (kind: string): string => procedure.restrictionKinds.find(({ code }) => code === kind)?.words ?? 'Restriction';
  const [review] = due.restrictionReviews;
  const records = newRecords(due);
  const reasons: (AgendaReason | false)[] = [
    stage !== undefined && due.stageSince !== null && reason('stage', `${stage} since ${day(due.stageSince)}`),
    due.emergencyDecisions.length > 0 && reason('emergencyDecision', `Emergency decision to be reported: ${due.emergencyDecisions.join(', ')}`, due.emergencyDecisions.length),
    ...due.written.map(({ reference, state }) => reason('writtenProcedure', `Written procedure ${reference} to be reported: ${state === 'recommended' ? 'a recommendation was made' : 'nothing was recommended'}`)),
    due.lateInterests.length > 0 && reason('lateInterest', `To be looked at again without somebody whose interest came out later: ${due.lateInterests.join(', ')}`, due.lateInterests.length),
    review !== undefined && reason('restrictionReview', `Restriction review due ${day(review)}`, due.restrictionReviews.length),
    ...due.extended.map(({ reference, kind, reviewOn }) => reason('restrictionExtended', `Review by an officer to be reported: ${reference} keeps “${kindWords(kind)}” until its review on ${day(reviewOn)}`)),
    due.placingOpen !== null && reason('continuePlacing', inOwnWords(stageNames(procedure), placingWords[due.placingOpen])),
    needsPlan(procedure, due) && due.planless !== null && reason('planRequired', `Action plan required: CQC rating fell to ${ratings[due.planless.rating] ?? due.planless.rating}, published ${day(due.planless.publishedOn)}, and no plan was required or linked since`),
    riskMove(procedure, due.risk) !== null && due.risk !== null && reason('risk', riskWords(procedure, due.risk, day)),
    due.placementsAgainst > 0 && reason('placedAgainst', againstWords(due), due.placementsAgainst),
    ...due.defaultsReached.map(({ contract, defaults, months, counted }) => reason('considerTermination', `Consider termination: ${counted} ${counted === 1 ? 'default' : 'defaults'} of contract ${contract} in ${months} months, and it sets ${defaults}`, counted)),
    ...due.terminations.map((termination) => reason('termination', terminationWords(termination, dates, day))),
    ...due.notices.map((notice) => reason('notice', noticeWords(notice, day))),
    due.referrals.length > 0 && reason('referral', `Referred from triage: ${due.referrals.map((one) => (one.reason === null ? one.reference : `${one.reference} (${one.reason})`)).join(', ')}`, due.referrals.length),
    records !== null && reason('intelligence', `${records.words}${dates.lastOn === null ? '' : ` since ${day(dates.lastOn)}`}`, records.count),
    due.ratingFall !== null && reason('ratingFall', `CQC rating fell from ${ratings[due.ratingFall.from] ?? due.ratingFall.from} to ${ratings[due.ratingFall.to] ?? due.ratingFall.to}, published ${day(due.ratingFall.publishedOn)}`),
    due.deregistered !== null && reason('deregistered', deregistrationWords(due.deregistered, day)),
    due.overdueActions > 0 && reason('overdueActions', `${due.overdueActions} ${due.overdueActions === 1 ? 'action' : 'actions'} overdue`, due.overdueActions),
    due.reopened > 0 && reason('reopenedAction', `An action was checked, found not done and opened again ${due.reopened === 1 ? 'once' : due.reopened === 2 ? 'twice' : `${due.reopened} times`}`, due.reopened),
    due.unchecked > 0 && due.uncheckedFrom !== null && reason('uncheckedActions', `${due.unchecked} ${due.unchecked === 1 ? 'action' : 'actions'} reported as done and not checked, due ${due.unchecked === 1 ? '' : 'since '}${day(due.uncheckedFrom)}`, due.unchecked),
    due.overdueClocks > 0 && due.oldestClock !== null && reason('overdueClocks', due.overdueClocks === 1 ? `A date was missed on ${day(due.oldestClock)}` : `${due.overdueClocks} dates missed, the first on ${day(due.oldestClock)}`, due.overdueClocks),
    due.stageReviewOn !== null && due.stageReviewOn <= dates.nextOn && reason('stageReview', `Stage review due ${day(due.stageReviewOn)}`),
    due.deferredReason !== null && deferredReason({ reason: due.deferredReason, times: due.deferredTimes, since: due.deferredSince }, day),
  ];
  return reasons.filter((one) => one !== false);
}

const bandOf = (procedure: AgendaRules, [likelihood, impact]: readonly [number, number]): number => riskBandKeys.indexOf(riskBand(procedure, likelihood, impact));

/** R27: a score never moves a stage; its band moving is a reason to look, and a rise brings the service to the panel. */
function riskMove(procedure: AgendaRules, risk: DueRisk | null): 'rose' | 'fell' | null {
  if (risk === null) return null;
  const [now, before] = [bandOf(procedure, risk.now), risk.before === null ? 0 : bandOf(procedure, risk.before)];
  return now === before ? null : now > before ? 'rose' : 'fell';
}

function riskWords(procedure: AgendaRules, { now, before, assessedOn }: DueRisk, day: (date: string) => string): string {
  const words = (scores: readonly [number, number]): string => procedure.risk.bands[bandOf(procedure, scores)]?.words.toLowerCase() ?? '';
  if (before === null) return `Risk first assessed on ${day(assessedOn)}, as ${words(now)}`;
  return `Risk ${bandOf(procedure, now) > bandOf(procedure, before) ? 'rose' : 'fell'} from ${words(before)} to ${words(now)}, assessed ${day(assessedOn)}`;
}

function newRecords({ newRecords: counts }: DueService): { words: string; count: number } | null {
  const some = (['P1', 'P2', 'P3', 'P4'] as const).filter((severity) => counts[severity] > 0);
  const count = some.reduce((sum, severity) => sum + counts[severity], 0);
  if (count === 0) return null;
  return { count, words: `${some.map((severity) => `${counts[severity]} new ${severity}`).join(', ')} ${count === 1 ? 'record' : 'records'}` };
}

function join(line: AgendaLine, fresh: AgendaLine | undefined): AgendaLine {
  const added = line.reasons.filter((reason) => reason.kind === 'added');
  if (fresh === undefined) return { ...line, reasons: added, forNoting: added.length === 0 && !line.late && !line.placedByHand };
  return { ...line, section: fresh.section, reasons: [...fresh.reasons, ...added], forNoting: fresh.forNoting && added.length === 0 && !line.late };
}

/** What opens every meeting by itself; whatever else stands in these sections was added and can wait. */
const opening = new Set(['welcome', 'confidentiality', 'interests']);

/** Whether an item can be put off to the next panel: not what every meeting opens with. */
export function mayDefer({ sections }: AgendaTemplate, { serviceId, title }: Pick<AgendaLine, 'serviceId' | 'title'>): boolean {
  return serviceId !== null || !sections.some((section) => opening.has(section.key) && section.title === title);
}

/** A subject that the last panel put off says so where it comes up again. */
function againOf(line: AgendaLine, deferred: readonly DeferredSubject[], heldOn: string): AgendaLine {
  const putOff = line.serviceId === null ? deferred.find(({ title }) => title === line.title) : undefined;
  if (putOff === undefined) return line;
  return { ...line, reasons: [deferredReason(putOff, (date) => dayOf(date, heldOn)), ...line.reasons.filter((reason) => reason.kind !== 'deferred')] };
}

/** What was said of the minutes to be confirmed, and what it led to: as it is now, however often the agenda is built. */
function saidOf(line: AgendaLine, said: readonly SaidOfMinutes[]): AgendaLine {
  if (line.serviceId !== null) return line;
  return { ...line, reasons: [...line.reasons.filter((reason) => reason.kind !== 'minutesSaid'), ...said.map(saidReason)] };
}

function saidReason({ reference, waiting, takenUp, declined, remarks, amendments }: SaidOfMinutes): AgendaReason {
  const comments = waiting + takenUp + declined;
  const became = [...(waiting > 0 ? [`${waiting} ${waiting === 1 ? 'waits' : 'wait'} for an answer`] : []), ...(takenUp > 0 ? [`${takenUp} taken up`] : []), ...(declined > 0 ? [`${declined} not taken up`] : [])];
  const parts = [
    ...(comments > 0 ? [`${comments} ${comments === 1 ? 'comment' : 'comments'} on accuracy (${became.join(', ')})`] : []), ...(remarks > 0 ? [`${remarks} ${remarks === 1 ? 'remark' : 'remarks'} of providers on their extracts`] : []),
    ...(amendments > 0 ? [`${amendments} ${amendments === 1 ? 'amendment' : 'amendments'} beside them`] : []),
  ];
  return { kind: 'minutesSaid', words: `Minutes ${reference}: ${parts.join('; ')}`, count: comments + remarks };
}

/** What is put off again and again says how often, and since when. */
function deferredReason({ reason, times, since }: Pick<DeferredSubject, 'reason' | 'times' | 'since'>, day: (date: string) => string): AgendaReason {
  return { kind: 'deferred', words: `${times > 1 && since !== null ? `Deferred ${times} times, since the panel of ${day(since)}` : 'Deferred from the last panel'}: ${reason}`, count: times > 1 ? times : null };
}

/** Why a member proposed an item, as it stands among the item's reasons. */
export const proposedReason = (by: string, why: string): AgendaReason => ({ kind: 'added', words: `Proposed by ${by}: ${why}`, count: null });

function subjectItem({ title, section, minutesEstimate }: DeferredSubject): AgendaLine {
  return standingItem({ number: section, title, defaultMinutes: minutesEstimate });
}

function standingItem({ number, title, defaultMinutes }: Pick<Section, 'number' | 'title' | 'defaultMinutes'>): AgendaLine {
  return { id: null, version: 0, serviceId: null, section: number, title, reasons: [], minutesEstimate: defaultMinutes, forNoting: false, late: false, lateReason: null, deferredReason: null, placedByHand: false, presenterId: null, audience: 'members' };
}

/** In at the end of its section. What is for noting is taken together, after every service that is not. */
function inserted(lines: readonly AgendaLine[], line: AgendaLine, sections: readonly Section[]): AgendaLine[] {
  const noting = (sections.findLast((section) => section.holdsServices)?.number ?? 0) + 0.5;
  const order = (one: AgendaLine): number => (one.forNoting ? noting : one.section);
  const index = lines.findIndex((other) => order(other) > order(line));
  return index === -1 ? [...lines, line] : lines.toSpliced(index, 0, line);
}

/** `20 November`, with the year where it is another than the panel's. */
function dayOf(date: string, heldOn: string): string {
  const words = dateInWords(date);
  return date.slice(0, 4) === heldOn.slice(0, 4) ? words.slice(0, -5) : words;
}
