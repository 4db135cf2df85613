import { AgendasResolver } from '../../domain/meetings/agenda/agendas.resolver.js';
import { MeetingsResolver } from '../../domain/meetings/meetings.resolver.js';
import { MinutesResolver } from '../../domain/meetings/minutes/minutes.resolver.js';
import { ContributionsResolver } from '../../domain/meetings/contributions/contributions.resolver.js';
import { SessionsResolver } from '../../domain/meetings/session/sessions.resolver.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { type CastName, demoCast } from '../cast.js';
import { actionStrand } from './action.strand.js';
import { closesReferrals } from './intelligence.strand.js';
import type { Heard, PanelPlan } from './plan.js';
import type { Strand, Teller } from './teller.js';

type PanelNumber = 1 | 2 | 3;
interface Item {
  readonly id: string;
  readonly serviceId: string;
  readonly title: string;
}
interface Seat {
  readonly memberId: string;
  readonly name: CastName;
  readonly version: number;
}

const membersOf = 'select id, membership_id, version from meeting_members where council_id = $1 and meeting_id = $2 order by id';
const itemAbout = 'select id, version from agenda_items where council_id = $1 and meeting_id = $2 and service_id = $3';
const itemsOf = `select id, service_id, title from agenda_items where council_id = $1 and meeting_id = $2 and service_id is not null
  and deferred_at is null and (not for_noting or service_id = any ($3)) order by position`;
const sectionsOf = `select s.id, s.version, s.heading, s.text from minute_sections s join agenda_items i on i.council_id = s.council_id and i.id = s.agenda_item_id
  where s.council_id = $1 and s.meeting_id = $2 and i.service_id = any ($3)`;

const sayings = [
  'As we told the last panel: nothing has changed for the better yet, and we look again before the next.', 'Two things are better than they were, and one is not: we can say more at the table.', 'We looked again this month. What was promised is begun, and not yet done everywhere.',
  'We have heard from four families since. Three are content; one asks who answers when nobody does.', 'Our own figures agree with the dossier. We bring the detail to the meeting.',
];
/** Minutes of one item; the chair keeps to the estimate. */
const minutesAnItem = 9;

/** One panel from invitation to circulated minutes. It is scheduled the day after the one before. */
export async function* panelStrand(teller: Teller, number: PanelNumber, plan: PanelPlan): Strand {
  const { cast, calendar } = teller;
  const date = calendar.panels[number - 1] ?? calendar.nextPanel;
  yield number === 1 ? teller.at(['start', 0, '10:00']) : teller.at([number === 2 ? 1 : 2, 1, '16:30']);
  const meetingId = await schedule(teller, date);
  yield teller.at([number, -4, '11:20']);
  await contribute(teller, meetingId, plan);
  yield teller.at([number, -3, '14:00']);
  await agenda(teller, meetingId, true);
  yield teller.at([number, 0, '14:00']);
  await attend(teller, meetingId, plan);
  const heard = await hear(teller, number, meetingId, plan);
  for (const item of heard) {
    yield calendar.at(date, '14:10').add({ minutes: minutesAnItem * heard.indexOf(item) });
    await item.take();
  }
  yield calendar.at(date, '16:00');
  await teller.done(teller.get(MeetingsResolver).concludeMeeting(await step(teller, meetingId), cast.chair));
  yield teller.at([number, 2, '10:05']);
  await markSections(teller, meetingId, plan);
  yield teller.at([number, 3, '09:30']);
  await teller.done(teller.get(MinutesResolver).approveMinutes(await step(teller, meetingId), cast.chair));
  await teller.done(teller.get(MinutesResolver).circulateMinutes(await step(teller, meetingId), cast.coordinator));
  teller.begin(closesReferrals(teller, number));
}

/** The panel to come: its members asked, its agenda built of what is due, and still open. */
export async function* nextPanelStrand(teller: Teller): Strand {
  yield teller.at([3, 1, '16:30']);
  const { calendar, cast } = teller;
  const meetingId = await schedule(teller, calendar.nextPanel);
  const desk = teller.get(ContributionsResolver);
  yield teller.at([3, 6, '10:05']);
  await teller.done(desk.callForItems({ ...(await step(teller, meetingId)), contributionsBy: addWorkingDays(calendar.nextPanel, -2).toString() }, cast.coordinator));
  yield teller.at([3, 8, '16:10']);
  const mattresses = await teller.done(desk.proposeItem({
    id: meetingId, idempotencyKey: newId(), title: 'Special mattresses switched off at night', why: 'Three homes of two owners this autumn: it may be one supplier, and no home sees the others.', minutesWanted: 10,
  }, cast.trustNurse));
  const beds = await teller.done(desk.proposeItem({
    id: meetingId, idempotencyKey: newId(), title: 'Winter beds', why: 'The hospital asks how many beds there will be in January.', minutesWanted: 20,
  }, cast.socialWorker));
  yield calendar.at(calendar.before(1), '10:30');
  await contribute(teller, meetingId, { nilReturns: ['trustNurse'], silent: ['cqcInspector', 'socialWorker'] });
  yield calendar.at(calendar.before(0), '15:45');
  await agenda(teller, meetingId, false);
  await teller.done(desk.answerProposal({ id: beds.id, version: beds.version, idempotencyKey: newId(), accepted: false, reason: 'Brokerage counts beds every week and answers the hospital: the panel looks at quality. The figures come to the strategic group in December.' }, cast.coordinator));
  await teller.done(desk.answerProposal({ id: mattresses.id, version: mattresses.version, idempotencyKey: newId(), accepted: true, section: sectionOfMarket, minutesEstimate: 8 }, cast.coordinator));
  await arrange(teller, meetingId, 'Saltmarrow House', 'qaOfficer', 15);
}

/** Market and failure watch, of the standing agenda (domain.md 2.1). */
const sectionOfMarket = 15;

/** Who presents an item, and how long it gets. */
async function arrange(teller: Teller, meetingId: string, place: string, presenter: CastName, minutesEstimate: number): Promise<void> {
  const [item] = await teller.read<{ id: string; version: number }>(itemAbout, [teller.cast.chair.councilId, meetingId, await teller.service(place)]);
  if (item === undefined) throw new Error(`${place} is not on the agenda of the panel to come.`);
  await teller.done(teller.get(AgendasResolver).arrangeAgendaItem({ ...item, idempotencyKey: newId(), presenterId: teller.cast[presenter].membershipId, minutesEstimate, audience: 'members' }, teller.cast.coordinator));
}

async function step(teller: Teller, id: string) {
  return { id, version: await teller.version(id), idempotencyKey: newId() };
}

async function schedule(teller: Teller, date: Temporal.PlainDate): Promise<string> {
  const { chair, coordinator } = teller.cast;
  const { id } = await teller.done(teller.get(MeetingsResolver).scheduleMeeting({
    idempotencyKey: newId(), startsOn: date.toString(), startTime: '14:00', lengthMinutes: 120, venue: 'Committee Room 2, Civic Offices, and by video',
    chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [],
  }, coordinator));
  return id;
}

async function seats(teller: Teller, meetingId: string): Promise<Seat[]> {
  const names = new Map((Object.keys(demoCast) as CastName[]).map((name) => [teller.cast[name].membershipId, name]));
  const members = await teller.read<{ id: string; membership_id: string; version: number }>(membersOf, [teller.cast.chair.councilId, meetingId]);
  return members.flatMap(({ id, membership_id: membership, version }) => {
    const name = names.get(membership);
    return name === undefined ? [] : [{ memberId: id, name, version }];
  });
}

async function contribute(teller: Teller, id: string, { nilReturns, silent }: Pick<PanelPlan, 'nilReturns' | 'silent'>): Promise<void> {
  for (const [turn, { name }] of (await seats(teller, id)).entries()) {
    if (silent.includes(name)) continue;
    const nothing = nilReturns.includes(name) || name === 'chair' || name === 'coordinator';
    const desk = teller.get(ContributionsResolver);
    const before = nothing ? null : await desk.meetingContributions(id, teller.cast[name]);
    const asks = before?.form?.asks ?? [];
    const open = (before?.services ?? []).filter(({ closed, forNoting }) => !closed && !forNoting);
    const [ask, first] = [asks[turn % asks.length], open[turn % open.length]];
    if (ask !== undefined && first !== undefined) {
      const entries = [{ code: ask.code, words: sayings[turn % sayings.length] ?? '' }];
      await teller.done(desk.contribute({ id, serviceId: first.serviceId, version: 0, idempotencyKey: newId(), entries, caveat: 'none', audience: 'members' }, teller.cast[name]));
    }
    // Of everything else there is nothing to tell.
    if (first === undefined || (before?.services.length ?? 0) > 1) await teller.done(desk.returnNothing({ id, idempotencyKey: newId() }, teller.cast[name]));
  }
}

async function agenda(teller: Teller, id: string, publish: boolean): Promise<void> {
  const desk = teller.get(AgendasResolver);
  await teller.done(desk.buildAgenda(await step(teller, id), teller.cast.coordinator));
  if (publish) await teller.done(desk.publishAgenda(await step(teller, id), teller.cast.coordinator));
}

async function attend(teller: Teller, id: string, plan: PanelPlan): Promise<void> {
  const { cast } = teller;
  const desk = teller.get(SessionsResolver);
  const all = await seats(teller, id);
  const entries = all.map(({ memberId, version, name }) => {
    const away = plan.away[name];
    const deputyName = typeof away === 'object' ? away.deputy : null;
    const attendance = away === undefined ? 'present' : deputyName === null ? (away as string) : 'deputy';
    return { memberId, version, attendance, deputyName, left: false };
  });
  await teller.done(desk.recordAttendance({ id, idempotencyKey: newId(), entries }, cast.coordinator));
  for (const { name } of all) {
    if (plan.away[name] === undefined) await teller.done(desk.acceptConfidentiality({ id, idempotencyKey: newId() }, cast[name]));
  }
  await declare(teller, id, plan);
  await teller.done(teller.get(MeetingsResolver).openMeeting(await step(teller, id), cast.chair));
}

async function declare(teller: Teller, meetingId: string, { interests }: PanelPlan): Promise<void> {
  const desk = teller.get(SessionsResolver);
  const items = await itemsOn(teller, meetingId, []);
  for (const { who, place, nature, details, ruling } of interests) {
    const item = items.find(({ title }) => title === place);
    if (item === undefined) throw new Error(`${place} is not on the agenda of ${teller.today()}.`);
    const interest = await teller.done(desk.declareInterest({ agendaItemId: item.id, idempotencyKey: newId(), nature, details }, teller.cast[who]));
    await teller.done(desk.ruleOnInterest({ id: interest.id, version: interest.version, idempotencyKey: newId(), ruling }, teller.cast.chair));
  }
}

async function itemsOn(teller: Teller, meetingId: string, alsoNoted: readonly string[]): Promise<Item[]> {
  const rows = await teller.read<{ id: string; service_id: string; title: string }>(itemsOf, [teller.cast.chair.councilId, meetingId, alsoNoted]);
  return rows.map(({ id, service_id: serviceId, title }) => ({ id, serviceId, title }));
}

/** What is heard, in the order of the agenda; what the plan has no words for is noted in a sentence. */
async function hear(teller: Teller, panel: PanelNumber, meetingId: string, { heard }: PanelPlan): Promise<{ take(): Promise<void> }[]> {
  const planned = new Map<string, Heard>();
  for (const one of heard) planned.set(await teller.service(one.place), one);
  const items = await itemsOn(teller, meetingId, [...planned.keys()]);
  const missing = [...planned.values()].filter(({ place }) => !items.some(({ title }) => title === place));
  if (missing.length > 0) throw new Error(`Not on the agenda of panel ${panel}: ${missing.map(({ place }) => place).join(', ')}.`);
  return items.map((item) => ({ take: () => take(teller, panel, item, planned.get(item.serviceId) ?? noted(item.title)) }));
}

function noted(place: string): Heard {
  return { place, summary: 'The panel heard what is new. Nothing more than the officers already do is needed; they report back if it changes.' };
}

async function take(teller: Teller, panel: PanelNumber, { id, serviceId }: Item, heard: Heard): Promise<void> {
  const { cast, calendar } = teller;
  const desk = teller.get(SessionsResolver);
  const nextDate = calendar.panelAfter(panel).toString();
  await teller.done(desk.saveItemRecord({ id, version: 0, idempotencyKey: newId(), summary: heard.summary, differingViews: heard.differingViews ?? null, nextDate, onTrack: heard.onTrack ?? null }, cast.coordinator));
  for (const { follows, code, text, criteria = [], kind, covers, reasonCodes = [], differingViews } of heard.recommended ?? []) {
    const restriction = code === 'D09' ? await liveRestriction(teller, serviceId) : null;
    const recommended = await teller.done(desk.recordRecommendation({
      agendaItemId: id, idempotencyKey: newId(), code, text, criteria: criteria.map(([criterion, evidence]) => ({ code: criterion, evidence })),
      differingViews: differingViews ?? null, restrictionId: restriction, restrictionKind: kind ?? null, covers: covers ?? null, reasonCodes: [...reasonCodes],
    }, cast.chair));
    teller.begin(follows(teller, { id: recommended.id, place: heard.place, serviceId, panel }));
  }
  if (heard.reviewed !== undefined) teller.begin(heard.reviewed(teller, { place: heard.place, serviceId, panel }));
  for (const action of heard.agreed ?? []) {
    const { id: actionId } = await teller.done(desk.recordItemAction({
      agendaItemId: id, idempotencyKey: newId(), description: action.what, ownerMembershipId: cast[action.owner].membershipId,
      dueOn: calendar.after(panel, action.dueAfter).toString(), mustDo: action.mustDo ?? false,
    }, cast.coordinator));
    teller.begin(actionStrand(teller, panel, actionId, action));
  }
}

const live = `select x.id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and w.state in ('inForce', 'underReview') order by x.recorded_at desc limit 1`;

async function liveRestriction(teller: Teller, serviceId: string): Promise<string | null> {
  const [row] = await teller.read<{ id: string }>(live, [teller.cast.chair.councilId, serviceId]);
  return row?.id ?? null;
}

/** Sections that partners do not see, and those that their provider has too (R22). */
async function markSections(teller: Teller, meetingId: string, { heard }: PanelPlan): Promise<void> {
  for (const { place, councilOnly, forProvider } of heard) {
    if (councilOnly !== true && forProvider !== true) continue;
    const sections = await teller.read<{ id: string; version: number; heading: string; text: string }>(sectionsOf, [teller.cast.chair.councilId, meetingId, [await teller.service(place)]]);
    for (const { id, version, heading, text } of sections) {
      await teller.done(teller.get(MinutesResolver).editMinuteSection({ id, version, idempotencyKey: newId(), heading, text, audience: forProvider === true ? 'provider' : 'council' }, teller.cast.coordinator));
    }
  }
}
