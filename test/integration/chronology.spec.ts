import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { defaultProcedure } from '../../procedures/default.ts';
import { AppModule } from '../../src/app.module.js';
import { StoryCalendar } from '../../src/demo/calendar.js';
import { chronology, chronologyPlayed, dayZeroAfter, playChronology } from '../../src/demo/chronology/chronology.js';
import type { Player } from '../../src/demo/chronology/player.js';
import type { ChronologyStep } from '../../src/demo/chronology/step.js';
import { otherCouncils } from '../../src/demo/chronology/steps-first-days.js';
import { newOwner } from '../../src/demo/chronology/steps-sale.js';
import { startDesk } from '../../src/demo/desk/desk.js';
import { type Cast, foundCouncil } from '../../src/demo/founding.js';
import { ChronologyQueries } from '../../src/domain/dossiers/chronology.queries.js';
import type { ChronologyArgs } from '../../src/domain/dossiers/chronology.types.js';
import { MeetingsResolver } from '../../src/domain/meetings/meetings.resolver.js';
import { quorumOf } from '../../src/domain/meetings/session/quorum.js';
import { ReportsResolver } from '../../src/domain/reports/reports.resolver.js';
import type { Seat } from '../../src/platform/access/actor.js';
import { SystemActors } from '../../src/platform/access/system-actors.js';
import { verifyTrail } from '../../src/platform/audit/verify-trail.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { addWorkingDays } from '../../src/platform/clock/working-days.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReadUnit } from '../../src/platform/database/read-unit.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';
import { dumpInto, Findings, LeakSearch } from '../support/leak-search.js';

/** The worked chronology, played by the code that plays it on the demonstration, with every date that it states. */
describe('domain.md 14 the worked chronology', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let cast: Cast;
  let mailbox: DemoMailbox;
  const dataDir = mkdtempSync(join(tmpdir(), 'chronology-'));
  const clock = new MovingClock('2026-09-01T08:00:00Z');
  beforeAll(async () => {
    database = await cloneDatabase();
    const calendar = new StoryCalendar(Temporal.PlainDate.from('2027-01-02'));
    clock.set(calendar.at(calendar.firstDay, '08:00'));
    mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir });
    app = await NestFactory.createApplicationContext(AppModule.with({ ...testSettings, smtpUrl: mailbox.smtpUrl }, database.appUrl, clock), { logger: ['fatal', 'error'], abortOnError: false });
    cast = await foundCouncil(app, calendar);
    clock.set('2027-01-03T12:00:00Z');
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await mailbox.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('day 0 is a Monday after which no bank holiday falls until what is counted in working days is over', () => {
    expect(dayZeroAfter(Temporal.PlainDate.from('2027-01-03')).toString()).toBe('2027-01-04');
    expect(dayZeroAfter(Temporal.PlainDate.from('2026-11-30')).toString()).toBe('2027-01-04');
    expect(chronology.map(({ day, time }) => day * 10_000 + Number(time.replace(':', ''))).every((at, index, all) => index === 0 || at >= (all[index - 1] ?? 0))).toBe(true);
  });

  const rows = <Row>(player: Player, text: string, service = player.serviceId): Promise<Row[]> => player.read<Row>(text, [service], player.cast.auditor);
  const clocks = async (player: Player, machine: string, service = player.serviceId): Promise<Record<string, string>> => Object.fromEntries(
    (await rows<{ kind: string; due: string }>(player, `select d.kind, d.due_on::text as due from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
      where d.council_id = $1 and d.service_id = $2 and w.machine = '${machine}' and d.withdrawn_at is null and d.fired_at is null`, service)).map(({ kind, due }) => [kind, due]));
  const states = async (player: Player, machine: string, service = player.serviceId): Promise<string[]> => (await rows<{ state: string }>(player, `select state from workflows where council_id = $1 and service_id = $2 and machine = '${machine}' order by id`, service)).map(({ state }) => state);
  const restriction = async (player: Player): Promise<object | undefined> => (await rows<object>(player, `select kind, scope ->> 'covers' as covers, scope ->> 'detail' as detail, review_on::text as "reviewOn", confirm_by::text as "confirmBy" from restrictions where council_id = $1 and service_id = $2 order by recorded_at desc limit 1`))[0];
  const figures = async (player: Player, asAt: string): Promise<unknown> => {
    const quarterStart = Temporal.Instant.from(asAt).toZonedDateTimeISO('Europe/London').toPlainDate();
    const { id } = await player.done(player.get(ReportsResolver).produceReport({ idempotencyKey: newId(), quarterStart: quarterStart.with({ month: Math.floor((quarterStart.month - 1) / 3) * 3 + 1, day: 1 }).toString(), asAt }, player.cast.coordinator));
    return (await rows<{ content: unknown }>(player, `select content from reports where council_id = $1 and $2::uuid is not null and id = '${id}'`))[0]?.content;
  };

  const monthlyPanel = `select m.id from meetings m where m.council_id = $1 and m.series = 'panel' and m.service_id is null and exists (select from contributions c where c.council_id = m.council_id and c.meeting_id = m.id and c.service_id = $2) order by m.starts_at desc limit 1`;
  const ofCqc = (player: Player): Promise<object[]> => rows(player, `select mm.contribution, mm.attendance from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id where mm.council_id = $1 and ms.seat = 'cqc' and mm.meeting_id = (${monthlyPanel})`);

  /** What the chronology states, by the moment after which it is so. */
  const stated: Readonly<Record<string, (player: Player) => Promise<void>>> = {
    '0 09:20': async (player) => {
      expect(await rows(player, `select count(*) filter (where source_sealed)::int as sealed, count(*) filter (where duplicate_of is not null)::int as duplicates from intelligence where council_id = $1 and service_id = $2`)).toEqual([{ sealed: 3, duplicates: 3 }]);
    },
    '0 23:40': async (player) => {
      expect(await rows(player, `select announced, out_of_hours as "outOfHours", planned_on::text as "plannedOn", visited_on::text as "visitedOn" from visits where council_id = $1 and service_id = $2`)).toEqual([{ announced: false, outOfHours: true, plannedOn: player.on(0), visitedOn: player.on(0) }]);
    },
    '1 14:30': async (player) => {
      expect(await rows(player, `select w.state, count(*)::int n from intelligence i join workflows w on w.council_id = i.council_id and w.id = i.id where i.council_id = $1 and i.service_id = $2 and w.state = 'linkToS42' group by 1`)).toEqual([{ state: 'linkToS42', n: 2 }]);
      expect(await states(player, 'recommendation')).toEqual(['awaitingDecision']);
    },
    '2 21:15': async (player) => {
      expect(await restriction(player)).toEqual({ kind: 'partial', covers: 'nursing', detail: null, reviewOn: player.on(29), confirmBy: player.on(3) });
      expect(await clocks(player, 'restriction')).toEqual({ restrictionConfirmation: player.on(3), restrictionLetter: player.on(3), restrictionDisclosure: player.on(11), restrictionReview: player.on(29) });
      const alerted = await rows<{ role: string; seat: string | null; what: string }>(player, `select m.role, m.seat, a.what from alert_receipts r join placement_alerts a on a.council_id = r.council_id and a.id = r.alert_id join memberships m on m.council_id = r.council_id and m.id = r.membership_id where r.council_id = $1 and r.service_id = $2`);
      for (const role of ['cqcObserver', 'brokerage', 'hospitalDischarge', 'outOfHours']) expect(alerted).toContainEqual({ role, seat: role === 'cqcObserver' ? 'cqc' : null, what: 'started' });
      expect(alerted).toContainEqual({ role: 'partner', seat: 'icbNurse', what: 'started' });
      expect(await rows(player, `select a.name, t.issued_at is not null as issued from letters t join letter_addressees a on a.council_id = t.council_id and a.letter_id = t.id where t.council_id = $1 and t.service_id = $2 and t.kind = 'R2' order by a.name desc`))
        .toEqual(otherCouncils.map((name) => ({ name, issued: true })));
    },
    '3 10:00': async (player) => {
      expect(await states(player, 'stage')).toEqual(['seriousConcerns.initialMeetingDue']);
      expect(await restriction(player)).toMatchObject({ confirmBy: null });
      expect(await clocks(player, 'stage')).toMatchObject({ initialMeeting: player.on(10) });
    },
    '8 09:30': async (player) => {
      expect(await states(player, 'stage')).toEqual(['seriousConcerns.enquiriesAndImprovement']);
      expect(await rows(player, `select x.ruling from item_interests x join agenda_items i on i.council_id = x.council_id and i.id = x.agenda_item_id where x.council_id = $1 and i.service_id = $2`)).toEqual([{ ruling: 'leave' }]);
      const [initial] = await rows<{ id: string; item: string; hearing: string }>(player, `select m.id, (select i.id from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id and i.service_id = m.service_id) as item,
        (select i.id from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id and i.part = 'B') as hearing from meetings m where m.council_id = $1 and m.service_id = $2 and m.series = 'initial'`);
      expect(await rows(player, `select g.part, g.name, g.for_provider as "forProvider" from meeting_guests g join meetings m on m.council_id = g.council_id and m.id = g.meeting_id where m.council_id = $1 and m.service_id = $2`)).toEqual([{ part: 'B', name: 'Carol Finch', forProvider: true }]);
      const quorumAt = async (itemId: string): Promise<string | undefined> => (await player.get(MeetingsResolver).runningMeeting(initial?.id ?? '', itemId, player.cast.chair))?.item?.quorum.words;
      expect(await quorumAt(initial?.hearing ?? '')).toMatch(/^Quorate for a sanction: .*ICB quality nurse/);
      expect(await quorumAt(initial?.item ?? '')).toMatch(/^Quorate for a sanction: chair, contracts, safeguarding, social work\. .*ICB quality nurse/);
    },
    '9 10:30': async (player) => {
      expect(await rows(player, `select served_on::text as "servedOn" from letters where council_id = $1 and service_id = $2 and kind = 'R1'`)).toEqual([{ servedOn: player.on(9) }]);
      expect(await clocks(player, 'restriction')).toEqual({ restrictionReview: player.on(29) });
    },
    '10 16:10': async (player) => {
      expect(await states(player, 'appeal')).toEqual(['toBeHeard']);
    },
    '14 11:00': async (player) => {
      expect(await rows(player, `select told_on::text as "toldOn" from tellings where council_id = $1 and service_id = $2 and told_on is not null`)).toEqual([{ toldOn: player.on(14) }]);
      expect(await rows(player, `select people from people_counts where council_id = $1 and service_id = $2 and funder = 'selfFunding'`)).toEqual([{ people: 43 }]);
    },
    '18 14:00': async (player) => {
      expect((await states(player, 'hearingRequest')).sort()).toEqual(['granted', 'refused']);
      // Six working days before the findings meeting: day 18 is a Friday, day 28 a Monday.
      expect(addWorkingDays(player.day(18), 6).toString()).toBe(player.on(28));
      expect(await rows(player, `select window_ends_on::text as last from representations where council_id = $1 and service_id = $2 and decision_id is null`)).toEqual([{ last: player.on(25) }]);
    },
    '21 12:00': async (player) => {
      expect(await rows(player, `select window_ends_on::text as last from representations where council_id = $1 and service_id = $2 and decision_id is null`)).toEqual([{ last: player.on(28) }]);
    },
    '25 15:00': async (player) => {
      expect(await ofCqc(player)).toEqual([{ contribution: 'returned', attendance: 'expected' }]);
    },
    '28 11:00': async (player) => {
      expect(await states(player, 'stage')).toEqual(['seriousConcerns.decisionOnOutcome']);
    },
    '29 13:30': async (player) => {
      const [recommended] = await rows<{ words: string; sanction: boolean }>(player, `select quorum ->> 'words' as words, (quorum ->> 'forSanction')::boolean as sanction from recommendations where council_id = $1 and service_id = $2 and code = 'D10'`);
      expect(recommended).toEqual({ words: expect.stringMatching(/^Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse\. .*CQC absent/), sanction: true });
      // R36: what it brought in writing and that it did not come are two things.
      expect(await ofCqc(player)).toEqual([{ contribution: 'returned', attendance: 'apologies' }]);
      // By one: whoever of those present had not come, it would not have been quorate for a sanction.
      const present = (await rows<{ id: string; seat: Seat; outside: boolean }>(player, `select mm.id, ms.seat, agency_kind(ms.agency_id, current_day()) <> 'council' as outside from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
        where mm.council_id = $1 and $2::uuid is not null and mm.attendance = 'present' and mm.meeting_id = (${monthlyPanel})`)).map(({ id, seat, outside }) => ({ personKey: id, seat, outside, present: true, excluded: false }));
      const counted = present.filter(({ seat }) => seat !== null && ['chair', 'contracts', 'safeguarding', 'icbNurse', 'socialWork'].includes(seat));
      expect([counted.map(({ seat }) => seat).toSorted(), quorumOf(defaultProcedure.quorum, present).forSanction]).toEqual([['chair', 'contracts', 'icbNurse', 'safeguarding'], true]);
      for (const { personKey } of counted) expect(quorumOf(defaultProcedure.quorum, present.filter((one) => one.personKey !== personKey)).forSanction).toBe(false);
    },
    '30 14:00': async (player) => {
      expect(await restriction(player)).toMatchObject({ kind: 'fullStop', covers: 'all', reviewOn: player.on(57) });
    },
    '30 16:00': async (player) => {
      expect(await states(player, 'appeal')).toEqual(['partlyUpheld']);
      expect(await restriction(player)).toMatchObject({ kind: 'partial', covers: 'need', detail: 'except respite' });
    },
    '37 09:00': async (player) => {
      expect(await clocks(player, 'notice')).toEqual({ noticePlan: player.on(51), noticeRemedy: player.on(65) });
    },
    '46 10:00': async (player) => {
      expect(await clocks(player, 'notice')).toEqual({ noticePlanResponse: player.on(60), noticeRemedy: player.on(65) });
    },
    '48 10:00': async (player) => {
      expect(await states(player, 'notice')).toEqual(['awaitingRevisedPlan']);
      // The letter goes on a Sunday, and counts as served on day 49: ten working days from then (R32).
      expect(await clocks(player, 'notice')).toEqual({ noticePlan: player.on(63), noticeRemedy: player.on(65) });
    },
    '52 15:00': async (player) => {
      expect(await states(player, 'notice')).toEqual(['running']);
      expect(await clocks(player, 'notice')).toEqual({ noticeRemedy: player.on(65) });
    },
    '65 15:00': async (player) => {
      expect(await clocks(player, 'notice')).toEqual({ noticeRemedy: player.on(93) });
    },
    '80 15:00': async (player) => {
      // Ten working days from day 80: the bank holidays of Easter lie between.
      expect(await restriction(player)).toMatchObject({ kind: 'partial', covers: 'need', confirmBy: addWorkingDays(player.day(80), 10).toString() });
      expect(await states(player, 'stage')).toEqual(['seriousConcerns.decisionOnOutcome']);
      expect(await rows(player, `select count(*)::int n from notices where council_id = $1 and service_id = $2`)).toEqual([{ n: 0 }]);
      const told = await player.get(ChronologyQueries).of(player.cast.chair, { serviceId: player.serviceId, first: 200 } as ChronologyArgs);
      expect([told?.carriesOn.length, (told?.lines.length ?? 0) > 30]).toEqual([1, true]);
      const located = (service: string) => rows<{ cqcId: string; provider: string }>(player, `select l.cqc_id as "cqcId", p.name as provider from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id where s.council_id = $1 and s.id = $2`, service);
      expect(await located(player.serviceId)).toEqual([{ cqcId: newOwner.locationId, provider: newOwner.provider }]);
      expect((await located(player.formerServiceId))[0]?.cqcId).not.toBe(newOwner.locationId);
      expect(await rows(player, `select distinct r.rating, r.inherited, r.published_on::text as "publishedOn" from services s join register_ratings r on r.location_id = s.location_id where s.council_id = $1 and s.id = $2`)).toEqual([{ rating: 'inadequate', inherited: true, publishedOn: player.on(80) }]);
    },
    '90 10:00': async (player) => {
      expect(await restriction(player)).toMatchObject({ confirmBy: null });
    },
    '93 14:00': async (player) => {
      expect(await states(player, 'notice', player.formerServiceId)).toEqual(['remedied']);
      expect(await clocks(player, 'notice', player.formerServiceId)).toEqual({});
      expect(await rows(player, `select c.clause from notice_clauses c join notices n on n.council_id = c.council_id and n.id = c.notice_id where c.council_id = $1 and n.service_id = $2 and c.withdrawn_on is not null`, player.formerServiceId)).toEqual([{ clause: '15.2' }]);
      counted.set(90, await figures(player, player.at(90, '12:00').toString()));
    },
    '100 10:00': async (player) => {
      expect(await states(player, 'restriction')).toEqual(['phasedLift']);
    },
    '161 10:00': async (player) => {
      expect(await states(player, 'restriction')).toEqual(['lifted']);
      expect(await states(player, 'stage')).toEqual(['enhanced']);
    },
    '190 13:30': async (player) => {
      counted.set(180, await figures(player, player.at(180, '12:00').toString()));
    },
    '220 10:00': async (player) => {
      expect(await states(player, 'stage')).toEqual(['routine']);
      // R33: what a quarter's report said stands in the records for ever.
      for (const [day, said] of counted) expect([day, await figures(player, player.at(day, '12:00').toString())]).toEqual([day, said]);
    },
  };
  const counted = new Map<number, unknown>();

  it('is offered by a page of this machine, which no other site can press, and which says in words what a date must be', async () => {
    const desk = await startDesk({ app, clock, councilId: cast.chair.councilId, serviceUrl: 'http://localhost:3000', port: 0 });
    const press = (origin: string | null, path: string, until: string): Promise<Response> => fetch(`${desk.url}${path}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ until }), headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin !== null && { origin }) },
    });
    const before = clock.now().toString();
    for (const origin of [null, 'null', 'https://attacker.example', desk.url.replace('localhost', '127.0.0.1')]) expect([origin, (await press(origin, '/pass', '2027-06-01')).status]).toEqual([origin, 403]);
    expect((await press(desk.url, '/pass', '<b>2020-01-01</b>')).status).toBe(303);
    const page = await (await fetch(desk.url)).text();
    expect(page).toContain('Enter a date that is still to come');
    expect(page).toContain(`0 of ${chronology.length} moments played`);
    expect(page).not.toContain('<b>2020');
    expect((await fetch(`${desk.url}/play`)).status).toBe(404);
    expect(clock.now().toString()).toBe(before);
    await desk.stop();
  });

  it('is offered also where an administrator has ended the access of somebody it needs, and says who that is', async () => {
    const end = async (day: string | null): Promise<void> => {
      const owner = new Client({ connectionString: database.superuserUrl });
      await owner.connect();
      await owner.query('update memberships set valid_to = $2 where id = $1', [cast.hospitalDischarge.membershipId, day]);
      await owner.end();
    };
    await end('2026-12-01');
    const desk = await startDesk({ app, clock, councilId: cast.chair.councilId, serviceUrl: 'http://localhost:3000', port: 0 });
    await fetch(`${desk.url}/play`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ until: 'next' }), headers: { origin: desk.url } });
    let page = '';
    for (let looks = 0; looks < 500 && !page.includes('no access any more'); looks += 1) page = await (await fetch(desk.url)).text();
    expect(page).toContain('The story needs people who have no access any more: Anwen Price.');
    await desk.stop();
    await end(null);
  });

  it('runs from day 0 to day 220 under a moving clock, with every date it states, stopped and gone on with half way', async () => {
    const [seen, wrong]: [string[], string[]] = [[], []];
    const hears = async (step: ChronologyStep, player: Player): Promise<void> => {
      const moment = `${step.day} ${step.time}`;
      seen.push(moment);
      await stated[moment]?.(player).catch((error: Error) => wrong.push(`Day ${moment}: ${error.message}`));
    };
    await playChronology(app, clock, cast, { untilDay: 40, hears });
    expect((await chronologyPlayed(app, cast.chair.councilId))?.steps).toBe(seen.length);
    await playChronology(app, clock, cast, { hears });
    expect(wrong).toEqual([]);
    expect(seen).toEqual(chronology.map(({ day, time }) => `${day} ${time}`));
    expect(Object.keys(stated).filter((moment) => !seen.includes(moment))).toEqual([]);
    expect((await verifyTrail(app.get(ReadUnit, { strict: false }), await app.get(SystemActors, { strict: false }).of(cast.chair.councilId, 'deadlines'))).faults).toEqual([]);
    await expectSealed();
  }, 400_000);

  /** Sec-5: the carers who told us on day 0 (src/demo/chronology/steps-first-days.ts) are in no row, document or mail of what was played. */
  const expectSealed = async (): Promise<void> => {
    const findings = new Findings(new LeakSearch(['01632 96020', 'Night carer 1 of the agency']), new LeakSearch(['Brindlemoor']));
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    expect((await client.query('select from sealed_sources')).rowCount).toBeGreaterThan(0);
    await dumpInto(findings, client);
    for (const { file_name, bytes } of (await client.query<{ file_name: string; bytes: Buffer }>('select file_name, bytes from documents')).rows) findings.open(file_name, bytes);
    await client.end();
    const folder = join(dataDir, 'mailbox');
    for (const file of readdirSync(folder)) findings.look(`mail ${file}`, readFileSync(join(folder, file)));
    expect(findings.unpacked).toBeGreaterThan(3);
    expect(findings.marked).toBeGreaterThan(10);
    expect(findings.leaks).toEqual([]);
  };
});
