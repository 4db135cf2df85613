import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import { getNamedType } from 'graphql';
import { Client } from 'pg';
import { narrowCaveats } from '../../src/domain/intelligence/caveats.js';
import { type Actor, type Role, roles, rolesWithoutPerson } from '../../src/platform/access/actor.js';
import { beginAs } from '../../src/platform/database/actor-session.js';
import { newId } from '../../src/platform/database/ids.js';
import { APP_URL } from '../../src/platform/database/pools.js';
import { documentOf, variablesOf } from '../support/every-query.js';
import { giveEveryAbility } from '../support/policies.js';
import { openHouse, type House } from '../support/house.js';
import { putRowsOfCircle } from '../support/rows-of-circle.js';
import { atMeeting, type Columns, guests, imports, inCircle, isOut, type Item, type Meeting, office, ownProvider, type Panel, type Place, placing, type Put, type Row, type Rule, seated, type Somebody } from '../support/row-rules.js';

/*
 * Who may see which row, said twice: once in the policies, and once here, from the rules of the domain (domain.md 2.4-2.6, 4.3, R21, R22,
 * R25, R28, R37; ADR 0019-0021). Actors and rows are generated; every row is asked for as every actor, on a connection as the app role.
 */
const startOf = Temporal.Instant.from('2026-11-03T10:00:00Z');
const caveats = ['none', 'sourceProtected', 'notToProvider', 'commercial', ...Object.keys(narrowCaveats)];
const runs = Number(process.env['MPC_ROWS_RUNS'] ?? 1);
// A world that once told CQC of a meeting of a panel it does not sit on. Another seed, or more runs, looks for more.
const firstSeed = Number(process.env['MPC_ROWS_SEED'] ?? 351_333_068);

describe.each(Array.from({ length: runs }, (_, run) => run))('Sec-2 rows and who sees them, world %i', (run) => {
  const seed = firstSeed + run;
  let house: House;
  let client: Client;
  let takeBack = (): void => undefined;
  let people: Somebody[];
  let world: Record<string, Row[]>;
  const pick = <T>(from: fc.Arbitrary<T>, count: number, salt: number): T[] => fc.sample(from, { numRuns: count, seed: seed + salt });

  beforeAll(async () => {
    house = await openHouse();
    client = new Client({ connectionString: house.app.get<string>(APP_URL) });
    await client.connect();
    const made = await makeWorld(house, pick);
    people = made.people;
    world = made.rows;
  });
  afterAll(async () => {
    takeBack();
    await client.end();
    await house.close();
  });

  const as = async <T>(who: Actor, work: () => Promise<T>): Promise<T> => {
    await client.query(beginAs(who, '2026-11-03', startOf.toString()));
    try {
      return await work();
    } finally {
      await client.query('rollback');
    }
  };
  const idsOf = async (sql: string, wanted: readonly string[]): Promise<string[]> => (await client.query<{ id: string }>(sql, [wanted])).rows.map(({ id }) => id).sort();
  const naming = (who: Somebody): string => `${who.role} of ${who.kind} on ${who.panels.join('+') || 'no panel'}${who.providerId ? ' with a provider' : ''} ${who.membershipId}`;

  it('R21 R22 R28 R37 SELECT gives each actor exactly the rows the rules of the domain give them', async () => {
    let seen = 0;
    for (const who of people) {
      for (const [table, rows] of Object.entries(world)) {
        const found = await as(who, () => idsOf(`select ${idColumn(table)} as id from ${table} where ${idColumn(table)} = any ($1)`, rows.map(({ id }) => id)));
        const expected = rows.filter(({ of }) => of(who)).map(({ id }) => id).sort();
        expect([seed, table, naming(who), found]).toEqual([seed, table, naming(who), expected]);
        seen += found.length;
      }
    }
    // A world in which nobody sees anything would prove nothing.
    expect(seen).toBeGreaterThan(people.length * 5);
  });

  it('UPDATE and DELETE touch no row that SELECT does not give', async () => {
    const grants = await house.sql<{ name: string }>(`select table_name as name from information_schema.role_table_grants where grantee = 'mpc_app' and privilege_type = 'UPDATE' and table_schema = 'public'
      and not exists (select from pg_trigger t where t.tgname in (table_name || '_append_only', table_name || '_unchanged'))`);
    // What is never changed answers anybody's change with a refusal of its own.
    const changeable = Object.keys(world).filter((table) => grants.some(({ name }) => name === table));
    expect(changeable.length).toBeGreaterThan(8);
    for (const who of people) {
      for (const table of changeable) {
        const rows = world[table] ?? [];
        const column = idColumn(table);
        const touched = await as(who, async () => (await client.query(`update ${table} set ${column} = ${column} where ${column} = any ($1)`, [rows.map(({ id }) => id)])).rowCount);
        expect([seed, table, naming(who), (touched ?? 0) <= rows.filter(({ of }) => of(who)).length]).toEqual([seed, table, naming(who), true]);
      }
    }
  });

  it('is asked once a statement and not once a row: sets are hashed, whoever reads', async () => {
    const guest = people.find(({ role, panels: seats }) => role === 'partner' && seats.length > 0) ?? people[0];
    const chair = people.find(({ role }) => role === 'chair');
    for (const who of [guest, chair]) {
      if (who === undefined) throw new Error('Nobody of that role was made.');
      for (const table of ['services', 'intelligence', 'risk_assessments', 'stages', 'restrictions', 'decisions', 'meetings', 'agenda_items', 'workflows', 'transitions', 'deadlines']) {
        const plan = await as(who, async () => (await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) select * from ${table}`)).rows.map((line) => line['QUERY PLAN']).join('\n'));
        expect([table, /hashed SubPlan/.test(plan)]).toEqual([table, true]);
        expect([table, plan.replaceAll(/hashed SubPlan \d+/g, '').match(/ \(?SubPlan \d+\)[^\n]*/g) ?? []]).toEqual([table, []]);
      }
    }
  });

  it('would be noticed to be too wide: one policy opened, and the rows no longer agree', async () => {
    const [before] = await house.sql<{ qual: string }>(`select pg_get_expr(polqual, polrelid) as qual from pg_policy where polrelid = 'intelligence'::regclass and polname = 'seen'`);
    await house.sql(`alter policy seen on intelligence using (council_id = current_council())`);
    try {
      const rows = world['intelligence'] ?? [];
      const wrong = [];
      for (const who of people) {
        const found = await as(who, () => idsOf('select id from intelligence where id = any ($1)', rows.map(({ id }) => id)));
        if (found.length !== rows.filter(({ of }) => of(who)).length) wrong.push(who.role);
      }
      expect(new Set(wrong)).toEqual(new Set(people.flatMap(({ role }) => (role === 'system' || role === 'auditor' ? [] : [role]))));
    } finally {
      await house.sql(`alter policy seen on intelligence using (${before?.qual ?? 'false'})`);
    }
  });

  it('with every ability given to every role, no query tells of a row that the rules keep from who asks', async () => {
    takeBack = giveEveryAbility();
    // A restriction and its grounds have one id: it is told to whoever may see either.
    const seenBy = new Map([...Map.groupBy(Object.values(world).flat(), ({ id }) => id)].map(([id, rows]): [string, Rule] => [id, (who) => rows.some(({ of }) => of(who))]));
    const tables = new Map(Object.entries(world).flatMap(([table, rows]) => rows.map(({ id }) => [id, table])));
    const queries = Object.values(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {});
    const stranger = await house.neighbour();
    const outsiders = new Set<Role>(['partner', 'cqcObserver', 'provider', 'placingCouncil', 'brokerage', 'boardReader', 'contributor', 'administrator', 'qaOfficer']);
    const asking = [{ ...stranger, panels: [], kind: 'council' }, ...people.filter(({ role }, index) => outsiders.has(role) && people.findIndex((one) => one.role === role) === index)];
    const told: string[] = [];
    const refused = new Set<string>();
    let shown = 0;
    for (const who of asking) {
      for (const query of queries) {
        const asked = query.args.some((arg) => getNamedType(arg.type).name === 'ID');
        for (const id of asked ? samples(world) : ['']) {
          const answer = await house.gql(who, documentOf(query), variablesOf(query, id));
          const ids = new Set(JSON.stringify(answer.data ?? {}).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []);
          shown += ids.size;
          for (const { extensions } of answer.errors ?? []) refused.add(`${String(extensions?.['code'])} ${query.name} ${who.role}`);
          for (const found of ids) if (found !== id && seenBy.get(found)?.(who) === false) told.push(`${query.name} tells ${who.role} of a row of ${tables.get(found) ?? ''}`);
          if (asked && who.councilId === stranger.councilId) {
            // Missing and hidden look the same, in a nullable field and in an error.
            const missing = newId();
            const nothing = await house.gql(who, documentOf(query), variablesOf(query, missing));
            const plain = (one: object, of: string): string => JSON.stringify(one).replaceAll(of, 'id').replaceAll(/"errorId":"[^"]*"/g, '');
            if (plain(answer, id) !== plain(nothing, missing)) told.push(`${query.name} tells another council that a row is there`);
          }
          if (who.councilId === stranger.councilId && [...ids].some((found) => found !== id && seenBy.has(found))) told.push(`${query.name} tells another council of ours`);
        }
      }
    }
    expect([seed, [...new Set(told)]]).toEqual([seed, []]);
    expect([...refused].filter((one) => one.startsWith('NOT_PERMITTED'))).toEqual([]);
    expect(shown).toBeGreaterThan(500);
  });

  it('gives another council nothing, whatever the role and whatever is borrowed, and takes no row of ours from it', async () => {
    const stranger = await house.neighbour();
    for (const role of roles) {
      const them: Actor = { ...stranger, role, providerId: people.find(({ providerId }) => providerId !== null)?.providerId ?? null, agencyId: people[0]?.agencyId ?? null };
      for (const [table, rows] of Object.entries(world)) {
        const found = await as(them, () => idsOf(`select ${idColumn(table)} as id from ${table} where ${idColumn(table)} = any ($1)`, rows.map(({ id }) => id)));
        expect([seed, table, role, found]).toEqual([seed, table, role, []]);
      }
      for (const table of ['services', 'intelligence', 'actions', 'meetings', 'shares', 'record_readers', 'caveat_changes', 'reads', 'trail_heads', 'workflows']) {
        // Defaults are enough: row-level security is asked before what a column needs.
        const [copy] = await house.sql<{ columns: string }>(`select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`, [table]);
        const source = `(jsonb_populate_record(null::${table}, jsonb_build_object('council_id', '${house.councilId}', 'id', '${newId()}')))`;
        const refusal = as(them, () => client.query(`insert into ${table} (${copy?.columns ?? ''}) select ${(copy?.columns ?? '').split(', ').map((column) => `${source}.${column}`).join(', ')}`));
        await expect(refusal).rejects.toMatchObject({ code: '42501' });
      }
    }
  });
});

/** Ids to ask with: one of each table that most queries ask by. */
const samples = (world: Readonly<Record<string, readonly Row[]>>): string[] =>
  ['services', 'intelligence', 'meetings', 'actions', 'recommendations', 'restrictions'].flatMap((table) => (world[table] ?? []).slice(0, 1).map(({ id }) => id));

const idColumns: Readonly<Record<string, string>> = { restriction_grounds: 'restriction_id', item_records: 'agenda_item_id', report_annexes: 'report_id', meeting_notes: 'meeting_id', minute_comment_answers: 'comment_id' };
const idColumn = (table: string): string => idColumns[table] ?? 'id';

type Pick = <T>(from: fc.Arbitrary<T>, count: number, salt: number) => T[];

/** A council with two panels, people of every role, and rows of every kind; with each row, who the rules say may see it. */
async function makeWorld(house: House, pick: Pick): Promise<{ people: Somebody[]; rows: Record<string, Row[]> }> {
  const rows: Record<string, Row[]> = {};
  const put: Put = async (table, columns, of, id = newId()) => {
    const all: Columns = { council_id: house.councilId, [idColumn(table)]: id, ...columns };
    const names = Object.keys(all);
    await house.sql(`insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(all));
    (rows[table] ??= []).push({ id, of });
    return id;
  };
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const flow = (id: string, machine: string, state: string, serviceId: string | null, of: Rule) => put('workflows', {
    machine, machine_version: 1, state, context: '{}', version: 1, procedure_id: procedure?.id, service_id: serviceId, changed_by: house.cast.chair.membershipId, changed_at: '2026-10-01T09:00:00Z',
  }, of, id);

  // Panels and places: each place on one panel.
  const panels = { homes: '', homeCare: newId() };
  const [first] = await house.sql<{ id: string }>(`update panels set covers = '{nursingHome}' where council_id = $1 returning id`, [house.councilId]);
  panels.homes = first?.id ?? '';
  await house.sql(`insert into panels (council_id, id, name, kind, covers, valid_from, recorded_at) values ($1, $2, 'Home care', 'other', '{homeSupport}', '2026-01-01', '2026-01-01T09:00:00Z')`, [house.councilId, panels.homeCare]);
  const places: Place[] = [];
  for (const [index, panel] of (['homes', 'homes', 'homeCare', 'homeCare'] as const).entries()) {
    const { serviceId, providerId } = await house.service({ name: `Place ${index}`, kind: panel === 'homes' ? 'nursingHome' : 'homeSupport', provider: `Provider ${index % 3}` });
    places.push({ id: serviceId, panel, providerId });
  }
  const place = fc.constantFrom(...places);

  // People: every role, and more of those whose seat or agency matters.
  const agencies: Record<string, string> = {};
  for (const kind of ['council', 'icb', 'cqc', 'otherCouncil', 'provider', 'police']) {
    agencies[kind] = newId();
    await house.sql(`with a as (insert into agencies (id, created_at) values ($1, '2026-01-01T09:00:00Z') returning id) insert into agency_kinds (id, agency_id, kind, kind_from, recorded_at) select gen_random_uuid(), id, $2, '2026-01-01', '2026-01-01T09:00:00Z' from a`, [agencies[kind], kind]);
  }
  const wanted = fc.record({ role: fc.constantFrom<Role>(...guests, ...guests, ...roles), kind: fc.constantFrom('council', 'icb', 'police'), panels: fc.subarray<Panel>(['homes', 'homeCare']), ended: fc.boolean(), place });
  const people: Somebody[] = [];
  const ofEachRole = pick(wanted, roles.length, 1).map((one, index) => ({ ...one, role: roles[index] ?? 'partner' }));
  for (const one of [...ofEachRole, ...pick(wanted, 16, 2)]) {
    const { role } = one;
    const kind = role === 'cqcObserver' ? 'cqc' : role === 'placingCouncil' ? 'otherCouncil' : role === 'provider' ? 'provider' : one.kind;
    const [membershipId, personId] = [newId(), rolesWithoutPerson.some((one) => one === role) ? null : newId()];
    const providerId = role === 'provider' ? one.place.providerId : null;
    if (personId !== null) await house.sql(`insert into people (id, name, created_at) values ($1::uuid, 'Somebody', '2026-01-01T09:00:00Z')`, [personId]);
    const jobTitle = `${role} ${people.length}`;
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, provider_id, role, job_title, valid_from) values ($1, $2, $3, $4, $5, $6, $7, '2026-01-01')`,
      [house.councilId, membershipId, personId, agencies[kind], providerId, role, jobTitle]);
    for (const panel of one.panels) {
      await house.sql(`insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, valid_to, recorded_at) values ($1, $2, $3, $4, 'other', '2026-01-01', $5, '2026-01-01T09:00:00Z')`,
        [house.councilId, newId(), panels[panel], membershipId, one.ended ? '2026-11-02' : null]);
    }
    people.push({ ...house.cast.chair, membershipId, personId, role, agencyId: agencies[kind] ?? null, providerId, jobTitle, seat: null, kind, panels: one.ended ? [] : one.panels });
  }
  const somebody = fc.constantFrom(...people.filter(({ personId }) => personId !== null));

  // Shares with the other council: of a whole service or of one record; some ended.
  const live = (from: string | null, to: string | null): boolean => from === null && (to === null || to >= '2026-11-03');
  const sharedWhole = new Set<string>();
  const sharedRecords = new Set<string>();
  const sharedAny = new Set<string>();
  const share = async (serviceId: string, recordId: string | null, ended: boolean, endsOn: string | null): Promise<void> => {
    await put('shares', { service_id: serviceId, record_kind: recordId && 'intelligence', record_id: recordId, agency_id: agencies['otherCouncil'], reason: 'They place here.', shared_by: house.cast.chair.membershipId, shared_at: '2026-10-01T09:00:00Z', ends_on: endsOn, ended_at: ended ? '2026-10-02T09:00:00Z' : null },
      (who) => office(who) && who.role !== 'system' || who.agencyId === agencies['otherCouncil'] || ['system', 'administrator', 'recordsOfficer'].includes(who.role));
    if (!live(ended ? 'ended' : null, endsOn)) return;
    sharedAny.add(serviceId);
    if (recordId === null) sharedWhole.add(serviceId);
    else sharedRecords.add(recordId);
  };
  const placed: Rule = ({ role }) => role === 'placingCouncil';
  const whole = (who: Somebody, at: Place): boolean => placed(who) && sharedWhole.has(at.id);

  // Meetings with items, some of which somebody is out of.
  const meetings: Meeting[] = [];
  for (const one of pick(fc.record({ panel: fc.constantFrom<Panel>('homes', 'homeCare'), closed: fc.boolean(), state: fc.constantFrom('circulated', 'approved', 'confirmed') }), 4, 3)) {
    const closedAt = one.closed ? '2026-10-13T12:00:00Z' : null;
    const meeting: Meeting = { id: newId(), panel: one.panel, closedAt, state: one.closed ? one.state : 'scheduled' };
    await put('meetings', { reference: `MTG-${meeting.id.slice(-10)}`, series: 'panel', title: 'Panel', starts_at: '2026-10-13T10:00:00Z', ends_at: '2026-10-13T12:00:00Z', venue: 'Room 1', chair_id: house.cast.chair.membershipId, coordinator_id: house.cast.coordinator.membershipId, closed_at: closedAt, panel_id: panels[one.panel], recorded_at: '2026-10-01T09:00:00Z' },
      (who) => atMeeting(who, meeting), meeting.id);
    await flow(meeting.id, 'meeting', meeting.state, null, (who) => atMeeting(who, meeting));
    meetings.push(meeting);
  }
  const items: Item[] = [];
  for (const meeting of meetings) {
    for (const one of pick(fc.record({ places: fc.subarray(places, { minLength: 1, maxLength: 2 }), out: fc.array(somebody, { maxLength: 2 }) }), 1, 4 + items.length)) {
      for (const at of one.places) {
        const item: Item = { id: newId(), meeting, place: at, out: one.out };
        await put('agenda_items', { meeting_id: meeting.id, service_id: at.id, section: 8, position: 1, title: 'Item', recorded_by: house.cast.coordinator.membershipId, recorded_at: '2026-10-01T09:00:00Z' }, (who) => atMeeting(who, meeting), item.id);
        for (const who of new Set(one.out)) await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4) on conflict do nothing', [house.councilId, item.id, who.membershipId, who.personId]);
        await put('item_records', { meeting_id: meeting.id, changed_by: house.cast.coordinator.membershipId, changed_at: '2026-10-13T11:00:00Z' }, (who) => atMeeting(who, meeting) && seated(who, at) && !isOut(who, item), item.id);
        items.push(item);
      }
    }
  }
  for (const item of items) {
    const { place: at } = item;
    if (at !== null) {
      const member: Rule = (who) => atMeeting(who, item.meeting) && seated(who, at) && !isOut(who, item);
      for (const [index, audience] of (['members', 'council', 'cqc', 'provider'] as const).entries()) {
        const [by] = pick(somebody, 1, 60 + index);
        if (by === undefined) throw new Error('Nobody was generated.');
        await put('contributions', { meeting_id: item.meeting.id, service_id: at.id, membership_id: by.membershipId, number: index + 1, answer: 'returned', caveat: 'none', audience, late: false, recorded_by: by.membershipId, returned_at: '2026-10-09T09:00:00Z' }, (who) =>
          (member(who) && (office(who) || audience === 'members' || audience === 'provider' || (audience === 'cqc' && who.role === 'cqcObserver') || who.membershipId === by.membershipId))
          || (audience === 'provider' && who.role === 'provider' && ownProvider(who, at.providerId)));
        await put('item_proposals', { meeting_id: item.meeting.id, service_id: at.id, why: 'Nights.', minutes_wanted: 5, proposed_by: by.membershipId, proposed_at: '2026-10-09T09:00:00Z' }, (who) =>
          member(who) && (['chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system'].includes(who.role) || who.membershipId === by.membershipId));
      }
    }
    for (const audience of ['members', 'council', 'provider'] as const) {
      await put('minute_sections', { meeting_id: item.meeting.id, agenda_item_id: item.id, position: 1, heading: 'Item', text: 'Heard.', audience, recorded_at: '2026-10-13T12:30:00Z' }, (who) =>
        (atMeeting(who, item.meeting) && (item.place === null || seated(who, item.place)) && !isOut(who, item) && (audience !== 'council' || office(who)))
        || (audience === 'provider' && who.role === 'provider' && item.place !== null && ownProvider(who, item.place.providerId) && ['circulated', 'confirmed'].includes(item.meeting.state)));
    }
  }
  const item = fc.constantFrom(...items);
  // An interest takes what belongs to the item, also from the auditor’s side table rows; cases of it are kept from all but auditor and system.
  const keptCase = (who: Somebody, of: Item | null): boolean => of !== null && isOut(who, of) && who.role !== 'auditor' && who.role !== 'system';

  for (const one of pick(fc.record({ item: fc.option(item), place, owner: somebody }), 10, 20)) {
    const at = one.item?.place ?? one.place;
    const seen: Rule = (who) => inCircle(who) && !(one.item !== null && isOut(who, one.item)) && (seated(who, at) || who.membershipId === one.owner.membershipId);
    const id = await put('actions', { reference: `ACT-${newId().slice(-10)}`, service_id: at.id, agenda_item_id: one.item?.id ?? null, description: 'Check.', owner_membership_id: one.owner.membershipId, due_on: '2026-11-10', recorded_by: house.cast.chair.membershipId, recorded_at: '2026-10-13T12:00:00Z' }, seen);
    await flow(id, 'action', 'open', at.id, (who) => seated(who, at) && !keptCase(who, one.item));
  }
  for (const at of items) {
    if (at.place === null) continue;
    const { place: where } = at;
    const id = await put('recommendations', { reference: `REC-${newId().slice(-10)}`, service_id: where.id, meeting_id: at.meeting.id, agenda_item_id: at.id, code: 'D04', text: 'Recommended.', quorum: '{}', present: '[]', excluded: '[]', chaired_by: house.cast.chair.membershipId, signed_by: house.cast.chair.membershipId, made_at: '2026-10-13T11:00:00Z', recorded_at: '2026-10-13T11:00:00Z' },
      (who) => seated(who, where) && !isOut(who, at));
    await flow(id, 'recommendation', 'awaitingDecision', where.id, (who) => seated(who, where) && !keptCase(who, at));
  }

  for (const at of places) {
    rows['services'] = [...(rows['services'] ?? []), { id: at.id, of: (who) => seated(who, at) || placing.includes(who.role) || ['contributor', 'administrator', 'recordsOfficer', 'importer'].includes(who.role) || ownProvider(who, at.providerId) || (placed(who) && sharedAny.has(at.id)) }];
    await put('risk_assessments', { service_id: at.id, number: 1, assessed_on: '2026-10-01', likelihood: 3, impact: 3, text: 'Nights.', recorded_by: house.cast.chair.membershipId, recorded_at: '2026-10-01T09:00:00Z' }, (who) => seated(who, at) && !items.some((one) => one.place?.id === at.id && keptCase(who, one)));
    await put('people_counts', { service_id: at.id, funder: 'icb', people: 3, as_at: '2026-10-01', source: 'Return', recorded_at: '2026-10-01T09:00:00Z' }, (who) => seated(who, at) || placing.includes(who.role) || whole(who, at) || imports(who));
    const contract_id = await put('contracts', { service_id: at.id, provider_id: at.providerId, reference: `C-${newId()}`, starts_on: '2026-01-01', recorded_at: '2026-10-01T09:00:00Z' }, (who) => seated(who, at) || imports(who));
    const restriction = await put('restrictions', { reference: `RES-${newId().slice(-10)}`, service_id: at.id, kind: 'partial', scope: '{}', reason_codes: ['safety'], exceptions: 'None', fairness: 'precautionary', starts_on: '2026-10-01', review_on: '2026-11-10', recorded_at: '2026-10-01T09:00:00Z' },
      (who) => seated(who, at) || placing.includes(who.role) || whole(who, at));
    const decision = await put('decisions', { reference: `DEC-${newId().slice(-10)}`, service_id: at.id, restriction_id: restriction, code: 'D08', outcome: 'approved', reasons: 'Not safe.', authority: 'The scheme.', terms: '{}', decided_by: house.cast.chair.membershipId, decided_at: '2026-10-01T09:00:00Z', recorded_at: '2026-10-01T09:00:00Z' },
      (who) => seated(who, at));
    await put('appeals', { reference: `APP-${newId().slice(-10)}`, service_id: at.id, provider_id: at.providerId, restriction_id: restriction, decision_id: decision, lodged_on: '2026-10-05', lodged_how: 'By mail', lodged_by: house.cast.chair.membershipId, recorded_at: '2026-10-05T09:00:00Z' },
      (who) => seated(who, at) || ownProvider(who, at.providerId));
    await put('restriction_grounds', { reasons: 'Not safe.' }, (who) => seated(who, at), restriction);
    await put('placing_refusals', { reference: `REF-${newId().slice(-10)}`, service_id: at.id, restriction_id: restriction, refused_on: '2026-10-02', why: 'A stop.', recorded_by: house.cast.brokerage.membershipId, recorded_at: '2026-10-02T09:00:00Z' }, (who) => seated(who, at) || placing.includes(who.role));
    await put('provider_people', { reference: `REG-${newId().slice(-10)}`, service_id: at.id, provider_id: at.providerId, person_name: `Somebody ${newId()}`, capacity: 'director', from_on: '2026-01-01', source: 'Companies House', reason: 'A sale.', recorded_by: house.cast.qaOfficer.membershipId, recorded_at: '2026-10-02T09:00:00Z' },
      (who) => ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system'].includes(who.role));
    await flow(restriction, 'restriction', 'inForce', at.id, (who) => seated(who, at) || placing.includes(who.role) || whole(who, at));
    await put('deadlines', { workflow_id: restriction, service_id: at.id, kind: 'restrictionReview', due_on: '2026-11-10', due_at: '2026-11-10T00:00:00Z', recorded_at: '2026-10-01T09:00:00Z' }, (who) => seated(who, at));
    for (const issued of [true, false]) {
      await put('letters', { reference: `LET-${newId().slice(-10)}`, kind: 'R1', service_id: at.id, provider_id: at.providerId, subject: 'Letter', body: '{}', issued_at: issued ? '2026-10-02T09:00:00Z' : null, recorded_at: '2026-10-01T09:00:00Z' },
        (who) => office(who) || (issued && ownProvider(who, at.providerId)));
    }
    const recorded = { recorded_by: people.find(({ role }) => role === 'qaOfficer')?.membershipId, recorded_at: '2026-10-01T09:00:00Z' };
    for (const issued_on of [null, '2026-10-01']) {
      // A draft is the office's; once issued it is also the guests' who look at the service, and its provider's. What officers wrote of it is not.
      const inside: Rule = (who) => seated(who, at) && (issued_on !== null || office(who));
      const told: Rule = (who) => inside(who) || (issued_on !== null && who.role === 'provider' && ownProvider(who, at.providerId));
      const notice_id = await put('notices', { reference: `NTC-${newId().slice(-10)}`, kind: 'remedy', service_id: at.id, provider_id: at.providerId, contract_id, contract_reference: 'C-1', issued_on, ...recorded }, told);
      const clause_id = await put('notice_clauses', { notice_id, number: 1, clause: '12.1', facts: 'Not done.' }, told);
      await put('notice_steps', { notice_id, clause_id, number: 1, step: 'Do it.' }, told);
      await put('notice_plans', { notice_id, number: 1, lines: '[]', received_on: '2026-10-05', ...recorded }, told);
      await put('notice_findings', { notice_id, finding: 'considered', reasons: 'Why.', found_on: '2026-10-01', ...recorded }, inside);
      await put('notice_legal_checks', { notice_id, outcome: 'cleared', checked_by: 'Anne Lake', checked_on: '2026-10-01', ...recorded }, (who) => inside(who) && ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer', 'legal', 'auditor', 'system'].includes(who.role));
    }
    for (const decided_on of [null, '2026-10-01']) {
      // A proposal to end a contract is the office's; once decided it is also the guests' who look at the service. No provider reads it.
      const inside: Rule = (who) => seated(who, at) && (decided_on !== null || office(who));
      const termination_id = await put('terminations', {
        reference: `TER-${newId().slice(-10)}`, service_id: at.id, provider_id: at.providerId, contract_id, contract_reference: 'C-1', ground: 'repeatedBreach', facts: 'Not done.', options: 'None.', equality_note: 'None.',
        proportionality: 'None.', period_count: 28, period_unit: 'days', period_clause: '30.1', decided_on, ended_on: decided_on === null ? '2026-10-02' : null, ...recorded,
      }, inside);
      await put('termination_notes', { termination_id, kind: 'withdrawn', text: 'Why.', happened_on: '2026-10-01', ...recorded }, inside);
      await put('exit_plans', { termination_id, number: 1, lead_id: recorded.recorded_by, ends_on: '2026-12-01', telling: 'x', moving: 'x', funders: 'x', records: 'x', staff: 'x', communications: 'x', ...recorded }, inside);
      await put('exit_people', { termination_id, case_reference: 'C-1', funder: 'icb', ...recorded }, inside);
    }
    const heard = await put('representations', { reference: `REP-${newId().slice(-10)}`, service_id: at.id, provider_id: at.providerId, told_on: '2026-10-01', told_how: 'by letter', window_ends_on: '2026-10-15', recorded_at: '2026-10-01T09:00:00Z' }, (who) => seated(who, at) || ownProvider(who, at.providerId));
    await put('representation_points', { representation_id: heard, number: 1, words: 'The rotas were full.', recorded_by: house.cast.chair.membershipId, recorded_at: '2026-10-02T09:00:00Z' }, (who) => seated(who, at) || ownProvider(who, at.providerId));
    for (const served_at of ['2026-10-02T09:00:00Z', null]) {
      // One in preparation is the office's; once served it is also the guests' and its provider's. Of what record a thing is, only the office learns.
      const told: Rule = (who) => (seated(who, at) && (served_at !== null || office(who))) || (served_at !== null && who.role === 'provider' && ownProvider(who, at.providerId));
      const pack_id = await put('disclosure_packs', { reference: `PAK-${newId().slice(-10)}`, representation_id: heard, service_id: at.id, provider_id: at.providerId, prepared_by: house.cast.chair.membershipId, recorded_at: '2026-10-01T09:00:00Z' }, told);
      await put('disclosed_items', { pack_id, position: 1, form: 'withheld', ground: 'confidence' }, told);
      if (served_at !== null) await house.sql(`update disclosure_packs set number = 1, served_on = '2026-10-02', served_how = 'By hand', served_by = prepared_by, served_at = $2 where id = $1`, [pack_id, served_at]);
    }
    await put('hearing_requests', { reference: `ASK-${newId().slice(-10)}`, service_id: at.id, provider_id: at.providerId, representation_id: heard, kind: 'companion', asked: 'A solicitor.', asked_by: house.cast.chair.membershipId, asked_on: '2026-10-02', recorded_at: '2026-10-02T09:00:00Z' },
      (who) => seated(who, at) || ownProvider(who, at.providerId));
  }
  const reported = newId();
  await put('reports', { reference: 'RPT-2026-00001', kind: 'escalation', period_start: '2026-07-01', period_end: '2026-09-30', as_at: '2026-10-01T09:00:00Z', content: '{}', recorded_by: house.cast.chair.membershipId, recorded_at: '2026-10-01T09:00:00Z' }, (who) => office(who) || who.role === 'boardReader', reported);
  // A reader of the Board who is cleared for names, one whose clearance has ended, and one whose last day has passed.
  const ofBoard = people.filter(({ role }) => role === 'boardReader');
  const clearances: readonly Columns[] = [{ valid_to: '2026-12-31' }, { valid_to: '2026-11-02' }, { ended_at: '2026-11-02T09:00:00Z', ended_by: house.cast.administrator.membershipId, end_reason: 'Done' }];
  const cleared = new Set<string>();
  for (const [index, one] of ofBoard.entries()) {
    const clearance = clearances[index % clearances.length] ?? {};
    if (clearance['valid_to'] === '2026-12-31') cleared.add(one.membershipId);
    await put('name_clearances', { membership_id: one.membershipId, valid_from: '2026-10-01', reason: 'Follows services up.', given_by: house.cast.administrator.membershipId, given_at: '2026-10-01T09:00:00Z', ...clearance },
      (who) => who.membershipId === one.membershipId || ['administrator', 'auditor', 'system'].includes(who.role));
  }
  const reads: Rule = (who) => office(who) || cleared.has(who.membershipId);
  await put('report_annexes', { content: '{}' }, reads, reported);
  for (const one of pick(fc.record({ audience: fc.constantFrom('circle', 'council', 'provider', 'named', 'board', 'boardNamed'), place, named: fc.array(somebody, { minLength: 1, maxLength: 3 }) }), 10, 30)) {
    const named = one.named.map(({ membershipId }) => membershipId);
    await put('documents', { kind: 'paper', title: 'Paper', media_type: 'text/plain', file_name: 'paper.txt', bytes: Buffer.from('x'), sha256: Buffer.from('x'), audience: one.audience, provider_id: one.audience === 'provider' ? one.place.providerId : null, recipients: one.audience === 'named' ? named : [], recorded_by: house.cast.chair.membershipId, recorded_at: '2026-10-01T09:00:00Z' }, (who) => {
      if (one.audience === 'named') return named.includes(who.membershipId) || who.role === 'system' || who.role === 'auditor';
      return office(who) || (one.audience === 'board' && who.role === 'boardReader') || (one.audience === 'boardNamed' && reads(who)) || (one.audience === 'provider' && ownProvider(who, one.place.providerId));
    });
  }

  // Intelligence: every caveat, on a place or on none, with people named.
  const record = fc.record({ place: fc.option(place, { freq: 5 }), by: somebody, officer: fc.option(somebody), named: fc.array(somebody, { maxLength: 2 }), before: fc.boolean(), share: fc.boolean() });
  for (const [index, caveat] of [...caveats, ...caveats, ...caveats].entries()) {
    const [one] = pick(record, 1, 100 + index);
    if (one === undefined) throw new Error('Nothing was generated.');
    const receivedAt = one.before ? '2026-10-10T09:00:00Z' : '2026-10-20T09:00:00Z';
    const opens = (who: Somebody): boolean => narrowCaveats[caveat]?.opens.includes(who.role) !== false || (caveat === 'healthConfidential' && who.kind === 'icb');
    const own: Rule = (who) => who.membershipId === one.by.membershipId;
    const allowed: Rule = (who) => who.role === 'auditor' || who.role === 'system' || opens(who) || own(who) || who.membershipId === one.officer?.membershipId || one.named.some(({ membershipId }) => membershipId === who.membershipId);
    const interested: Rule = (who) => who.role !== 'auditor' && who.role !== 'system' && !own(who)
      && items.some((it) => it.place !== null && it.place.id === one.place?.id && isOut(who, it) && (it.meeting.closedAt === null || receivedAt <= it.meeting.closedAt));
    const kept: Rule = (who) => !allowed(who) || interested(who);
    const id = newId();
    const seen: Rule = (who) => !kept(who) && ((inCircle(who) && (office(who) || own(who) || (one.place !== null && seated(who, one.place))))
      || (placed(who) && sharedRecords.has(id)) || (who.role === 'contributor' && own(who)));
    await put('intelligence', { reference: `INT-${id.slice(-10)}`, service_id: one.place?.id ?? null, not_listed: one.place === null ? 'A place' : null, source_type: 'police', category: 'medicines', severity: 'P3', what_happened: 'Told.', happened_on: '2026-10-01', received_at: receivedAt, caveat, caveat_review_on: '2026-12-01', disclosure: 'yes', recorded_by: one.by.membershipId, allocated_to: one.officer?.membershipId ?? null, recorded_at: receivedAt }, seen, id);
    for (const membershipId of new Set(one.named.map((who) => who.membershipId))) await house.sql('insert into record_readers (council_id, intelligence_id, membership_id) values ($1, $2, $3)', [house.councilId, id, membershipId]);
    if (one.share && one.place !== null) await share(one.place.id, id, false, null);
    // A case is seen where its record is, but a record of one’s own outside one’s panels has no case to see.
    const atCase: Rule = (who) => inCircle(who) && !kept(who) && (office(who) || (one.place === null ? own(who) : seated(who, one.place)));
    await flow(id, 'intelligence', 'logged', one.place?.id ?? null, atCase);
    await put('deadlines', { workflow_id: id, service_id: one.place?.id ?? null, kind: 'triage', due_on: '2026-11-10', due_at: '2026-11-10T00:00:00Z', recorded_at: receivedAt }, atCase);
    await put('transitions', { workflow_id: id, seq: 1, machine: 'intelligence', machine_version: 1, event: 'START', facts: '{}', to_state: 'received', service_id: one.place?.id ?? null, membership_id: one.by.membershipId, happened_at: receivedAt, recorded_at: receivedAt }, atCase);
    await put('caveat_changes', { intelligence_id: id, answer: 'chosen', to_caveat: caveat, reason: 'Chosen.', changed_by: one.by.membershipId, changed_at: receivedAt }, seen);
  }
  for (const one of pick(fc.record({ place, ended: fc.boolean(), endsOn: fc.constantFrom(null, '2026-11-02', '2026-11-03') }), 3, 40)) await share(one.place.id, null, one.ended, one.endsOn);
  await putRowsOfCircle({ house, put, rows, people, places, meetings, items });
  return { people, rows };
}
