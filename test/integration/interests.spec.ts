import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType } from 'graphql';
import { DecidingFactsReader } from '../../src/domain/decisions/deciding-facts.js';
import { IntelligenceService } from '../../src/domain/intelligence/intelligence.service.js';
import { RiskService } from '../../src/domain/risk/risk.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { documentOf, waysToAsk } from '../support/every-query.js';
import { type House, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

const words = /zephyrine/i;
const [recommendationId, visitId] = [newId(), newId()];
let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
  const { serviceId, meetingId, itemId } = seeded;
  const { chair, coordinator, qaOfficer } = house.cast;
  await house.sql(`update agenda_items set reasons = '[{"kind":"added","words":"Zephyrine reason.","count":null}]', late_reason = 'Zephyrine late.' where id = $1`, [itemId]);
  await house.sql(`insert into item_records (council_id, agenda_item_id, meeting_id, summary, differing_views, changed_by, changed_at) values ($1, $2, $3, 'Zephyrine summary.', 'Zephyrine dissent.', $4, '2026-10-13T10:30:00Z')`, [house.councilId, itemId, meetingId, coordinator.membershipId]);
  await house.sql(`insert into minute_sections (council_id, id, meeting_id, agenda_item_id, position, heading, text, audience, recorded_at) values ($1, $2, $3, $4, 1, 'Zephyrine Lodge', 'Zephyrine minutes.', 'members', '2026-10-13T12:30:00Z')`, [house.councilId, newId(), meetingId, itemId]);
  await house.sql(`insert into recommendations (council_id, id, reference, service_id, meeting_id, agenda_item_id, code, text, differing_views, quorum, present, excluded, chaired_by, signed_by, made_at, recorded_at)
    values ($1, $2, 'REC-item', $3, $4, $5, 'D03', 'Zephyrine recommendation.', 'Zephyrine view.', '{}', '[]', '[]', $6, $6, '2026-10-13T11:00:00Z', '2026-10-13T11:00:00Z')`, [house.councilId, recommendationId, serviceId, meetingId, itemId, chair.membershipId]);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    select council_id, $2, machine, machine_version, 'awaitingDecision', context, 1, procedure_id, service_id, changed_by, changed_at from workflows where id = $1`, [seeded.recommendationId, recommendationId]);
  await house.sql(`update actions set description = 'Zephyrine action.' where agenda_item_id = $1`, [itemId]);
  await house.sql(`update intelligence set what_happened = 'Zephyrine was told.', triage_note = 'Zephyrine note.' where service_id = $1 and received_at < '2026-10-13'`, [serviceId]);
  for (const [number, text, at] of [[3, 'Zephyrine risk.', '2026-10-13T11:00:00Z'], [4, 'Nights are staffed.', '2026-10-30T11:00:00Z']] as const) {
    await house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, 4, 5, $6, $7, $8)`, [house.councilId, newId(), serviceId, number, at.slice(0, 10), text, qaOfficer.membershipId, at]);
  }
  const by = [house.councilId, serviceId, qaOfficer.membershipId];
  await house.sql(`insert into visits (council_id, id, reference, service_id, kind, announced, out_of_hours, visited_on, finding, fault_reasons, version, recorded_by, recorded_at)
    values ($1, $4, 'VIS-item', $2, 'planned', false, false, '2026-10-08', 'Zephyrine finding.', '{staffing}', 1, $3, '2026-10-09T10:00:00Z')`, [...by, visitId]);
  await house.sql(`insert into stage_proposals (council_id, id, reference, service_id, stage, text, criteria, proposed_by, proposed_at) values ($1, $4, 'PRO-item', $2, 'enhanced', 'Zephyrine proposal.', '[]', $3, '2026-10-09T10:00:00Z')`, [...by, newId()]);
  await house.sql(`insert into stage_notes (council_id, id, service_id, event, text, happened_on, recorded_by, recorded_at) values ($1, $4, $2, 'ARRANGE_ENHANCED', 'Zephyrine note.', '2026-10-09', $3, '2026-10-09T10:00:00Z')`, [...by, newId()]);
});
afterAll(() => house.close());

const ruleOut = async (actor: Actor, itemId = seeded.itemId): Promise<void> => {
  await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, itemId, actor.membershipId, actor.personId]);
};
const letIn = (actor: Actor): Promise<unknown> => house.sql('delete from item_exclusions where membership_id = $1', [actor.membershipId]);
/** Queries that tell somebody of words of the item, asked with every id around it. */
const telling = async (actor: Actor): Promise<string[]> => {
  const ids = [seeded.serviceId, seeded.meetingId, seeded.itemId, recommendationId, visitId];
  for (const table of ['intelligence', 'actions']) ids.push(...(await house.sql<{ id: string }>(`select id from ${table} where service_id = $1 order by id limit 1`, [seeded.serviceId])).map(({ id }) => id));
  const told = new Set<string>();
  for (const query of Object.values(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {})) {
    const asksId = query.args.some((arg) => getNamedType(arg.type).name === 'ID');
    for (const id of asksId ? ids : ['']) {
      const searched = query.args.some(({ name }) => name === 'search') ? [{}, { search: 'zephyrine' }] : [{}];
      for (const way of waysToAsk(query, id)) for (const search of searched) if (words.test(JSON.stringify(await house.gql(actor, documentOf(query), { ...way, ...search })))) told.add(query.name);
    }
  }
  return [...told];
};

describe('R21 whoever is ruled out of an item, however late', () => {
  it('reads no word of it in any query or search: record, risk, visit, proposal, recommendation, action, minutes, history; who stays in reads all', async () => {
    const { icbNurse, chair } = house.cast;
    expect((await telling(chair)).toSorted()).toEqual(expect.arrayContaining(['action', 'actions', 'chronology', 'home', 'intelligenceRecord', 'meeting', 'meetingMinutes', 'riskAssessments', 'runningMeeting', 'service', 'stageForm', 'visit', 'visitForm', 'visits']));
    for (const actor of [chair, icbNurse]) await ruleOut(actor);
    try {
      for (const actor of [chair, icbNurse]) {
        // The nurse recorded the intelligence herself: her own words stay hers.
        const own = actor === icbNurse ? ['chronology', 'intelligenceRecord', 'search'] : [];
        expect([actor.role, (await telling(actor)).filter((name) => !own.includes(name))]).toEqual([actor.role, []]);
      }
      const found = (await house.gql<{ search: { rows: { kind: string }[] } }>(icbNurse, 'query { search(words: "zephyrine") { rows { kind } } }')).data.search.rows;
      expect(found.map(({ kind }) => kind)).toEqual(['intelligence']);
      const risks = (await house.gql<{ riskAssessments: { assessments: { number: number }[] } }>(chair, 'query ($id: ID!) { riskAssessments(serviceId: $id) { assessments { number } } }', { id: seeded.serviceId })).data.riskAssessments;
      // What was assessed after the meeting belongs to the next.
      expect(risks.assessments.map(({ number }) => number)).toEqual([4]);
    } finally {
      for (const actor of [chair, icbNurse]) await letIn(actor);
    }
  });

  it('R31 reads none of it either at the service that carries its own on, out of that one’s item: record, risk, visit, proposal and the words beside a step', async () => {
    const { chair, coordinator } = house.cast;
    const { serviceId } = await house.service({ name: 'Carried House' });
    const itemId = newId();
    await house.sql('update services set carried_on_by = $2 where id = $1', [seeded.serviceId, serviceId]);
    await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, recorded_by, recorded_at) values ($1, $2, $3, $4, 8, 12, 'Carried House', $5, '2026-10-20T09:00:00Z')`, [house.councilId, itemId, seeded.nextMeetingId, serviceId, coordinator.membershipId]);
    const kept = ['Zephyrine was told', 'Zephyrine risk', 'Zephyrine finding'];
    const told = async (): Promise<string[]> => {
      const { data } = await house.gql(chair, `query ($id: ID!) { chronology(serviceId: $id, first: 200) { lines { words detail } } riskAssessments(serviceId: $id) { assessments { text } } }`, { id: serviceId });
      return kept.filter((one) => JSON.stringify(data).includes(one));
    };
    const rows = (): Promise<number[]> => house.unit.run(chair, async () => {
      const [counted] = await house.unit.query<{ n: number[] }>(`select array[${['intelligence', 'risk_assessments', 'visits', 'stage_proposals', 'stage_notes'].map((table) => `(select count(*) from ${table} where service_id = $1)`).join(', ')}]::int[] as n`, [seeded.serviceId]);
      return counted?.n ?? [];
    });
    try {
      expect((await rows()).every((n) => n > 0)).toBe(true);
      expect(await told()).toEqual(kept);
      await ruleOut(chair, itemId);
      expect([await rows(), await told()]).toEqual([[0, 0, 0, 0, 0], []]);
      // What the chair is out of is the service and what it carries on, and no other.
      await house.sql('update services set carried_on_by = null where id = $1', [seeded.serviceId]);
      expect((await rows()).every((n) => n > 0)).toBe(true);
    } finally {
      await house.sql('update services set carried_on_by = null where id = $1', [seeded.serviceId]);
      await letIn(chair);
    }
  });

  it('R31 reads nothing new either at the service that carries on what the item is about; what becomes one with it stays in sight', async () => {
    const { chair, qaOfficer } = house.cast;
    const [heir, twin] = [await house.service({ name: 'Heir House' }), await house.service({ name: 'Twin House' })];
    for (const [{ serviceId }, text] of [[heir, 'Heir nights.'], [twin, 'Twin nights.']] as const) {
      await house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-10-12', 3, 3, $5, $4, '2026-10-12T11:00:00Z')`, [house.councilId, newId(), serviceId, qaOfficer.membershipId, text]);
    }
    await house.sql('update services set carried_on_by = $2 where id = any ($1)', [[seeded.serviceId, twin.serviceId], heir.serviceId]);
    const read = async (serviceId: string): Promise<string[]> => {
      const { assessments } = (await house.gql<{ riskAssessments: { assessments: { text: string }[] } }>(chair, 'query ($id: ID!) { riskAssessments(serviceId: $id) { assessments { text } } }', { id: serviceId })).data.riskAssessments;
      return assessments.map(({ text }) => text).toSorted();
    };
    try {
      expect(await read(heir.serviceId)).toEqual(expect.arrayContaining(['Heir nights.', 'Twin nights.', 'Zephyrine risk.']));
      await ruleOut(chair);
      expect([await read(heir.serviceId), await read(twin.serviceId)]).toEqual([['Nights are staffed.', 'Twin nights.'], ['Twin nights.']]);
    } finally {
      await house.sql('update services set carried_on_by = null where id = any ($1)', [[seeded.serviceId, twin.serviceId]]);
      await letIn(chair);
    }
  });

  it('has papers closed to the person until the chair has ruled, also by another of their memberships', async () => {
    const { icbNurse, socialWorker } = house.cast;
    const other = newId();
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, seat, job_title, valid_from) values ($1, $2, $3, $4, 'qaOfficer', 'contracts', 'Second job', '2026-01-01')`, [house.councilId, other, icbNurse.personId, socialWorker.agencyId]);
    const second: Actor = { ...icbNurse, membershipId: other, role: 'qaOfficer', seat: 'contracts', agencyId: socialWorker.agencyId };
    const closed = (actor: Actor): Promise<boolean | undefined> => house.unit.run(actor, async () => (await house.unit.query<{ closed: boolean }>('select papers_closed($1, $2) as closed', [seeded.meetingId, seeded.serviceId]))[0]?.closed);
    const interest = newId();
    expect([await closed(icbNurse), await closed(second)]).toEqual([false, false]);
    await house.sql(`insert into item_interests (council_id, id, meeting_id, agenda_item_id, membership_id, nature, declared_at, version) values ($1, $2, $3, $4, $5, 'Works for the provider', '2026-10-12T09:00:00Z', 1)`, [house.councilId, interest, seeded.meetingId, seeded.itemId, other]);
    expect([await closed(icbNurse), await closed(second), await closed(socialWorker)]).toEqual([true, true, false]);
    await house.sql(`update item_interests set ruling = 'stay' where id = $1`, [interest]);
    expect([await closed(icbNurse), await closed(second)]).toEqual([false, false]);
    await house.sql('delete from item_interests where id = $1', [interest]);
  });

  it('has no history of its item, recommendation or action, by row-level security', async () => {
    const { chair } = house.cast;
    const subjects: [string, string][] = [['agendaItem', seeded.itemId], ['recommendation', seeded.recommendationId]];
    for (const [kind, id] of subjects) await house.sql(`insert into reads (council_id, id, recorded_at, person_id, membership_id, operation, subject_kind, subject_id, correlation_id) values ($1, $2, '2026-10-14T09:00:00Z', $3, $4, 'looked', $5, $6, $2)`, [house.councilId, newId(), house.cast.dass.personId, house.cast.dass.membershipId, kind, id]);
    const seen = async (): Promise<number> => house.unit.run(chair, async () => (await house.unit.query(`select 1 from reads where operation = 'looked'`)).length);
    expect(await seen()).toBe(2);
    await ruleOut(chair);
    expect(await seen()).toBe(0);
    await letIn(chair);
  });

  it('reads again what came after a meeting that was cancelled', async () => {
    const { coordinator, qaOfficer } = house.cast;
    const { serviceId } = await house.service({ name: 'Cherry Tree' });
    const itemId = newId();
    await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, recorded_by, recorded_at) values ($1, $2, $3, $4, 8, 9, 'Cherry Tree', $5, '2026-10-20T09:00:00Z')`, [house.councilId, itemId, seeded.nextMeetingId, serviceId, coordinator.membershipId]);
    await ruleOut(coordinator, itemId);
    for (const at of ['2026-10-25T09:00:00Z', '2026-11-02T09:00:00Z']) await house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, $4, '2026-10-25', 2, 2, 'Calm.', $5, $6)`, [house.councilId, newId(), serviceId, at < '2026-11' ? 1 : 2, qaOfficer.membershipId, at]);
    const seen = (): Promise<number[]> => house.unit.run(coordinator, async () => (await house.unit.query<{ number: number }>('select number from risk_assessments where service_id = $1', [serviceId])).map(({ number }) => number));
    expect(await seen()).toEqual([]);
    await house.sql(`update workflows set state = 'cancelled', changed_at = '2026-11-01T09:00:00Z' where id = $1`, [seeded.nextMeetingId]);
    expect(await seen()).toEqual([2]);
    await house.sql(`update workflows set state = 'scheduled' where id = $1`, [seeded.nextMeetingId]);
    await letIn(coordinator);
  });
});

describe('what an interest or a caveat hides from whoever acts still counts', () => {
  it('R19 actions still open, the last risk and every visit stand for and against a decision of an officer who is out of their item', async () => {
    const { assistantDirector, dass } = house.cast;
    const later = newId();
    await house.sql(`insert into recommendations (council_id, id, reference, service_id, code, text, quorum, present, excluded, chaired_by, signed_by, made_at, recorded_at)
      values ($1, $2, 'REC-later', $3, 'D16', 'Step down.', '{}', '[]', '[]', $4, $4, '2026-11-02T10:00:00Z', '2026-11-02T10:00:00Z')`, [house.councilId, later, seeded.serviceId, house.cast.chair.membershipId]);
    const facts = (actor: Actor) => house.unit.run(actor, () => house.get(DecidingFactsReader).ofRecommendation(later));
    const whole = await facts(dass);
    expect(whole).toMatchObject({ openActions: 3, unverifiedMustDoActions: 1, risk: { likelihood: 4, impact: 5 }, visits: [{ kind: 'planned', visitedOn: '2026-10-08', faultReasons: ['staffing'] }] });
    await ruleOut(assistantDirector);
    expect(await facts(assistantDirector)).toEqual(whole);
    await letIn(assistantDirector);
  });

  it('R18 overdue actions bring a service to the agenda, whoever builds it', async () => {
    const { coordinator } = house.cast;
    const reasons = async (): Promise<string> => JSON.stringify((await house.gql(coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind count } } } }', { id: seeded.nextMeetingId })).data);
    const before = await reasons();
    expect(before).toMatch(/overdue/i);
    await ruleOut(coordinator);
    expect(await reasons()).toEqual(before);
    await letIn(coordinator);
  });

  it('the next risk assessment takes the next number, also where the last is kept from its author', async () => {
    const { safeguardingLead } = house.cast;
    await ruleOut(safeguardingLead);
    await house.sql(`update meetings set closed_at = null where id = $1`, [seeded.meetingId]);
    const made = await house.unit.run(safeguardingLead, () => house.get(RiskService).record({ idempotencyKey: newId(), serviceId: seeded.serviceId, assessedOn: '2026-11-03', likelihood: 2, impact: 2, text: 'Better.' }));
    expect(made.version).toBe(5);
    await house.sql(`update meetings set closed_at = '2026-10-13T12:05:00Z' where id = $1`, [seeded.meetingId]);
    await letIn(safeguardingLead);
  });

  it('a record kept from the chair that was sent to the panel is taken with its item, or nobody could close it', async () => {
    const { chair, qaOfficer } = house.cast;
    const [record] = await house.sql<{ id: string }>(`update intelligence set caveat = 'namedPeople', recorded_by = $2 where id = (select id from intelligence where service_id = $1 and allocated_to = $2 limit 1) returning id`, [seeded.serviceId, qaOfficer.membershipId]);
    await house.sql(`update workflows set state = 'toPanel' where id = $1`, [record?.id]);
    expect(await house.unit.run(chair, () => house.unit.query('select 1 from intelligence where id = $1', [record?.id]))).toEqual([]);
    await house.unit.run(chair, () => house.get(IntelligenceService).takenByPanel(seeded.serviceId));
    expect(await house.sql('select 1 from intelligence where id = $1 and panel_taken_at is not null', [record?.id])).toHaveLength(1);
  });
});
