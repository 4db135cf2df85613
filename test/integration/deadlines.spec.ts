import { letPass } from '../../src/demo/days.js';
import { londonInstant } from '../../src/platform/clock/london.js';
import { DeadlineReminders } from '../../src/domain/dossiers/deadline-reminders.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse, type TestService } from '../support/house.js';

interface Listed {
  total: number;
  overdue: number;
  rows: { words: string; dueOn: string; daysOverdue: number; path: string; serviceName: string | null }[];
  kinds: { kind: string; words: string; total: number }[];
  days: { day: string; total: number; first: { words: string }[] }[];
}

describe('deadlines (domain.md 1.5)', () => {
  let house: House;
  let service: TestService;
  beforeEach(async () => {
    house = await openHouse();
    house.clock.set('2026-11-10T10:00:00Z');
    service = await house.service();
  });
  afterEach(() => house.close());

  const action = async (dueOn: string, owner: Actor = house.cast.qaOfficer): Promise<void> => {
    const { data } = await house.gql<{ createAction: { __typename: string } }>(
      house.cast.coordinator, 'mutation ($input: CreateActionInput!) { createAction(input: $input) { __typename ... on Refusal { message } } }',
      { input: { idempotencyKey: newId(), serviceId: service.serviceId, description: 'Turning charts', mustDo: true, ownerMembershipId: owner.membershipId, dueOn } },
    );
    if (data.createAction.__typename !== 'CreateActionPayload') throw new Error(JSON.stringify(data));
  };
  const listed = async (variables: object = {}, actor: Actor = house.cast.coordinator): Promise<Listed> =>
    (await house.gql<{ deadlines: Listed }>(
      actor, `query ($month: String, $due: String, $kind: String) { deadlines(month: $month, due: $due, kind: $kind) { total overdue kinds { kind words total } rows { words dueOn daysOverdue path serviceName } days { day total first { words } } } }`, variables as Record<string, unknown>,
    )).data.deadlines;
  const reminders = (): Promise<{ to: string; subject: string; body: string }[]> =>
    house.sql(`select p.name as to, m.subject, m.body from mail_messages m join memberships s on s.id = m.to_membership_id join people p on p.id = s.person_id where m.dedupe_key like 'deadlines:%' order by m.queued_at, p.name`);

  it('stand as a list, the soonest first, and say by how long they are overdue', async () => {
    await action('20 11 2026');
    await action('12 11 2026');
    house.clock.set('2026-11-16T10:00:00Z');
    expect(await listed({ kind: 'actionDue' })).toMatchObject({
      total: 2, overdue: 1, rows: [{ words: 'Action due', dueOn: '2026-11-12', daysOverdue: 4, path: expect.stringMatching(/^\/actions\//) }, { dueOn: '2026-11-20', daysOverdue: 0 }],
    });
    expect((await listed({ due: 'overdue' })).rows.map(({ dueOn }) => dueOn)).toEqual(['2026-11-12']);
  });

  it('R18 stay in sight once the sweep has marked them overdue, until somebody acts', async () => {
    await action('12 11 2026');
    await house.gql(house.cast.qaOfficer, 'mutation ($input: RecordIntelligenceInput!) { recordIntelligence(input: $input) { __typename } }', {
      input: { idempotencyKey: newId(), serviceId: service.serviceId, sourceType: 'icbQualityNurse', category: 'medicines', severity: 'P2', whatHappened: 'Charts with gaps.', happenedOn: '10 11 2026', disclosure: 'yes' },
    });
    expect((await listed()).kinds).toEqual(expect.arrayContaining([{ kind: 'triage', words: 'Triage of intelligence', total: 1 }]));
    house.clock.set('2026-11-16T10:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    await house.get(DeadlineSweeper).sweep();
    expect((await house.sql(`select state from workflows where machine = 'action'`))).toEqual([{ state: 'overdue' }]);
    expect((await listed({ due: 'overdue' })).rows.map(({ words, dueOn }) => [words, dueOn])).toEqual([['Triage of intelligence', '2026-11-11'], ['Action due', '2026-11-12']]);
    const [late] = await house.sql<{ id: string; version: number }>(`select id, version from workflows where machine = 'action'`);
    await house.gql(house.cast.qaOfficer, 'mutation ($input: ReportActionCompleteInput!) { reportActionComplete(input: $input) { __typename } }', { input: { idempotencyKey: newId(), ...late, evidence: 'Charts kept.' } });
    expect((await listed({ kind: 'actionDue' })).total).toBe(0);
  });

  it('stand as the calendar of a month, across the year’s end, and a month that is none is refused in words', async () => {
    await action('31 12 2026');
    await action('4 1 2027');
    expect((await listed({ month: '2026-12' })).days).toEqual([{ day: '2026-12-31', total: 1, first: [{ words: 'Action due' }] }]);
    const { errors, data } = await house.gql<{ deadlines: unknown }>(house.cast.coordinator, 'query { deadlines(month: "13-2026") { total } }');
    expect(JSON.stringify(errors ?? data)).toContain('Enter a month');
  });

  it('stand beside the meetings of the month, on their day in London; a kind leaves meetings away, and meetings stand alone', async () => {
    const { coordinator, chair, icbNurse } = house.cast;
    const schedule = async (startsOn: string, startTime: string): Promise<string> => {
      const { data } = await house.gql<{ scheduleMeeting: { id: string } }>(coordinator, 'mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { __typename ... on ScheduleMeetingPayload { id } ... on InvalidInput { fields { field message } } } }', {
        input: { idempotencyKey: newId(), startsOn, startTime, lengthMinutes: 120, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [], dateIsMeant: true },
      });
      return data.scheduleMeeting.id;
    };
    await action('29 2 2028');
    // In summer time a quarter past midnight is the day before elsewhere; 29 February is a day like others.
    const [last, first, leap] = [await schedule('31 3 2027', '23:30'), await schedule('1 4 2027', '00:15'), await schedule('29 2 2028', '14:00')];
    const meetings = async (month: string, kind: string | null, actor: Actor = icbNurse) => {
      const { data } = await house.gql<{ deadlines: { total: number; meetings: { id: string; day: string }[] } }>(actor, 'query ($month: String, $kind: String) { deadlines(month: $month, kind: $kind) { total meetings { id day } } }', { month, kind });
      return [data.deadlines.total, data.deadlines.meetings];
    };
    expect(await meetings('2027-03', null)).toEqual([expect.any(Number), [{ id: last, day: '2027-03-31' }]]);
    expect((await meetings('2027-04', null))[1]).toEqual([{ id: first, day: '2027-04-01' }]);
    expect(await meetings('2028-02', 'meeting')).toEqual([0, [{ id: leap, day: '2028-02-29' }]]);
    expect(await meetings('2028-02', 'actionDue')).toEqual([1, []]);
    // Another council's calendar has none of them.
    expect((await meetings('2028-02', null, await house.neighbour()))[1]).toEqual([]);
    const page = await house.app.inject({ url: '/deadlines?month=2028-02', headers: { cookie: `session=${await house.get(Sessions).begin(icbNurse as never, 'page')}` } });
    const text = page.body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/Calendar of February 2028 1 meeting and 1 deadline/);
    expect(text).toMatch(/ 29 2pm Provider Escalation Panel Action due/);
    expect(page.body).toContain(`<a class="govuk-link" href="/meetings/${leap}">Provider Escalation Panel</a>`);
  });

  it('R37 another council sees none of them, and somebody outside the panel’s circle is refused', async () => {
    await action('20 11 2026');
    expect((await listed({}, await house.neighbour())).total).toBe(0);
    const { errors } = await house.gql(house.cast.brokerage, 'query { deadlines { total } }');
    expect(errors?.[0]?.message).toContain('members of the panel');
  });

  it('are reminded of two working days before and on the day, once a person, with a count and a link alone', async () => {
    await action('17 11 2026');
    await action('17 11 2026');
    await action('17 11 2026', house.cast.safeguardingLead);
    for (const [day, sent] of [['2026-11-12', 0], ['2026-11-13', 2], ['2026-11-14', 2], ['2026-11-15', 2], ['2026-11-16', 2], ['2026-11-17', 4]] as const) {
      house.clock.set(`${day}T07:00:00Z`);
      await house.get(DeadlineReminders).remind();
      await house.get(DeadlineReminders).remind();
      expect([day, (await reminders()).length]).toEqual([day, sent]);
    }
    const mails = await reminders();
    expect(mails.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['Deadlines: 2 by 17 November 2026', 'Deadlines: 1 by 17 November 2026', 'Deadlines: 2 today']));
    for (const { body } of mails) expect(body).toMatch(/^You have deadlines: \d (today|by 17 November 2026)\.\n\nSign in to see what they are: http:\/\/localhost:3000\/deadlines$/);
  });

  it('R01 what waits for a decision is besides of those who may decide it, by rank, and of nobody who may not', async () => {
    const { chair, assistantDirector, headOfService, dass } = house.cast;
    const { RecommendationsService } = await import('../../src/domain/decisions/recommendations.service.js');
    const record = (code: 'D08' | 'D16') => house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'Do it.', criteria: [], proposal: code === 'D08' ? { restrictionKind: 'fullStop' } : {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
    }));
    await record('D08');
    const [waits] = await house.sql<{ due: string }>(`select due_on::text as due from deadlines where kind = 'decisionDue'`);
    house.clock.set(`${waits?.due ?? ''}T07:00:00Z`);
    await house.get(DeadlineReminders).remind();
    const told = (await reminders()).map(({ to }) => to);
    expect(told).toEqual(expect.arrayContaining([house.cast.coordinator.personName, assistantDirector.personName, dass.personName]));
    // A full stop takes an Assistant Director: the Head of Service may not decide it.
    expect(told).not.toContain(headOfService.personName);
  });

  it('whose owner has left are the coordinators’', async () => {
    await action('17 11 2026');
    await house.sql(`update memberships set valid_to = '2026-11-12' where id = $1`, [house.cast.qaOfficer.membershipId]);
    house.clock.set('2026-11-13T07:00:00Z');
    await house.get(DeadlineReminders).remind();
    expect((await reminders()).map(({ to }) => to)).toEqual([house.cast.coordinator.personName]);
  });

  it('R04 pass under a moved clock as they do by themselves: a precaution nobody confirms is chased every day', async () => {
    const { chair, assistantDirector, qaOfficer } = house.cast;
    const { RecommendationsService } = await import('../../src/domain/decisions/recommendations.service.js');
    const { id, version } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Restrict it.', criteria: [], proposal: {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
    }));
    const riskAssessmentId = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Risk.', $4, '2026-11-09T10:00:00Z')`,
      [house.councilId, riskAssessmentId, service.serviceId, qaOfficer.membershipId],
    );
    const { data } = await house.gql<{ decideRestriction: { __typename: string } }>(assistantDirector, 'mutation ($input: DecideRestrictionInput!) { decideRestriction(input: $input) { __typename ... on Refusal { message } } }', {
      input: {
        id, version, idempotencyKey: newId(), reasons: 'Harm.', optionsConsidered: 'A cap.', providerPosition: 'It agrees.', effectOnPeople: 'None.', proportionality: 'A cap did not hold.', equalityNote: 'None.', kind: 'partial',
        covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two visits.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary',
        notHeardReason: 'Harm meanwhile.', toldHow: 'By telephone',
      },
    });
    expect(data.decideRestriction.__typename).toBe('DecideRestrictionPayload');
    const passed = await letPass(house.app, house.clock, londonInstant(Temporal.PlainDate.from('2026-12-12'), '18:00'));
    expect(passed.days).toBe(32);
    // 10 working days end on 24 November; every day after it one chase, and the review begins by itself on 8 December (R06).
    expect(await house.sql(`select count(*)::int n from transitions where event = 'CHASE_CONFIRMATION'`)).toEqual([{ n: 18 }]);
    expect(await house.sql(`select w.state from restrictions x join workflows w on w.id = x.id where x.service_id = $1`, [service.serviceId])).toEqual([{ state: 'underReview' }]);
    // R18: what was missed stands on the agenda as one line of its service.
    expect((await listed({ due: 'overdue' })).overdue).toBeGreaterThanOrEqual(3);
  });
});
