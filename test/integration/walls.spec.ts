import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType } from 'graphql';
import { type Actor, type Role, roles } from '../../src/platform/access/actor.js';
import { APP_ROLE } from '../../src/platform/database/embedded-postgres.js';
import { giveEveryAbility } from '../support/policies.js';
import { everyMember } from '../support/every-member.js';
import { documentOf, variablesOf } from '../support/every-query.js';
import { openHouse, type House } from '../support/house.js';
import { seedService } from '../support/seeded-service.js';

const aRowId = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Roles whose queries read different rows: one who decides, a guest, a provider, who keeps the accounts, who discloses, who looks on. */
const asking: readonly Role[] = ['chair', 'partner', 'provider', 'administrator', 'recordsOfficer', 'auditor'];

/**
 * The other half of Sec-2: `rows.spec` gives every role every ability and leaves the policies; here no table has a policy, every role has
 * every ability, and the views of the council in hand (ADR 0016) keep councils apart alone.
 */
describe('Sec-2 councils with row-level security switched off', () => {
  let house: House;
  let takeBack = (): void => undefined;
  let strangers: Actor[];
  let tables: string[];
  /** Ids of rows of the first council, with their tables. */
  const ours = new Map<string, string>();
  /** Mail addresses of its people, which have no id. */
  let addresses: string[];

  beforeAll(async () => {
    house = await openHouse();
    const { providerId } = await seedService(house);
    await everyMember(house, house.cast.chair, providerId);
    strangers = (await everyMember(house, await house.neighbour(), providerId)).map(({ actor }) => actor);
    tables = (await house.sql<{ name: string }>('select name::text from tables_behind_views() order by 1')).map(({ name }) => name);
    for (const table of tables) {
      const rows = await house.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${table} t where to_jsonb(t) ->> 'council_id' = $1`, [house.councilId]);
      for (const { row } of rows) if (typeof row['id'] === 'string') ours.set(row['id'], table);
    }
    for (const { id } of await house.sql<{ id: string }>('select person_id as id from memberships where council_id = $1 and person_id is not null', [house.councilId])) ours.set(id, 'people');
    addresses = (await house.sql<{ value: string }>(`select c.value from contact_details c join memberships m on m.person_id = c.person_id where m.council_id = $1 and c.kind = 'mail'`, [house.councilId])).map(({ value }) => value);
    expect(addresses.length).toBeGreaterThan(10);
    for (const { id } of await house.sql<{ id: string }>('select id from agencies where council_id = $1', [house.councilId])) ours.set(id, 'agencies');
    for (const { name } of await house.sql<{ name: string }>(`select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`)) {
      await house.sql(`alter table ${name} disable row level security`);
    }
    takeBack = giveEveryAbility();
  });
  afterAll(async () => {
    takeBack();
    await house.close();
  });

  /** One id of each table, and one of nothing. */
  const samples = (): string[] => [...new Map([...ours].map(([id, table]) => [table, id])).values()];
  /** What queries tell of the first council. */
  const toldTo = async (people: readonly Actor[], ids: readonly string[]): Promise<{ told: string[]; answers: number; shown: number }> => {
    const told = new Set<string>();
    let [answers, shown] = [0, 0];
    for (const who of people) {
      for (const query of Object.values(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {})) {
        const asked = query.args.some((arg) => getNamedType(arg.type).name === 'ID');
        for (const id of asked ? ids : ['']) {
          const answer = await house.gql(who, documentOf(query), variablesOf(query, id));
          const text = JSON.stringify(answer.data ?? {});
          const found = new Set(text.match(aRowId) ?? []);
          if (addresses.some((one) => text.includes(one))) told.add(`${query.name} tells ${who.role} of a mail address`);
          answers += 1;
          shown += found.size;
          for (const one of found) if (one !== id && ours.has(one)) told.add(`${query.name} tells ${who.role} of a row of ${ours.get(one) ?? ''}`);
          for (const { message, extensions } of answer.errors ?? []) if (extensions?.['code'] === 'INTERNAL_SERVER_ERROR') told.add(`${query.name} breaks: ${message}`);
        }
      }
    }
    return { told: [...told], answers, shown };
  };

  it('no query tells another council of a row of ours, whoever asks, with lists and with our ids', async () => {
    const { told, answers, shown } = await toldTo(strangers.filter(({ role }) => asking.includes(role)), samples());
    expect(told).toEqual([]);
    expect(answers).toBeGreaterThan(1000);
    expect(shown).toBeGreaterThan(100);
  });

  it('no table gives another council a row of ours, whatever the role', async () => {
    for (const role of roles) {
      const them: Actor = { ...(strangers[0] as Actor), role };
      const found = await house.unit.run(them, async () => {
        const seen: string[] = [];
        for (const table of tables.filter((one) => one !== 'identities')) if ((await house.unit.query(`select 1 from ${table} where council_id = $1 limit 1`, [house.councilId])).length > 0) seen.push(table);
        return seen;
      });
      expect([role, found]).toEqual([role, []]);
    }
  });

  it('no statement of another council changes, removes or adds a row of ours', async () => {
    const before = await marks();
    const them = strangers[0] as Actor;
    for (const table of tables.filter((one) => !['identities', 'sessions'].includes(one))) {
      const [may] = await house.sql<{ changes: boolean; removes: boolean }>(`select has_table_privilege($1, $2, 'update') as changes, has_table_privilege($1, $2, 'delete') as removes`, [APP_ROLE, table]);
      const touched = await house.unit.run(them, async () => {
        const changed = may?.changes ? await house.unit.query(`update ${table} set council_id = council_id where council_id = $1 returning 1`, [house.councilId]) : [];
        const removed = may?.removes ? await house.unit.query(`delete from ${table} where council_id = $1 returning 1`, [house.councilId]) : [];
        return [...changed, ...removed];
      });
      expect([table, touched]).toEqual([table, []]);
    }
    expect(await marks()).toEqual(before);
    // 44000: the row would not be one of the view's.
    await expect(house.unit.run(them, () => house.unit.query(`insert into reference_counters (council_id, kind, year, value) values ($1, 'intelligence', 2031, 1)`, [house.councilId]))).rejects.toMatchObject({ code: '44000' });
    const moved = house.unit.run(them, () => house.unit.query('update memberships set council_id = $1 where id = $2', [house.councilId, them.membershipId]));
    await expect(moved).rejects.toMatchObject({ code: expect.stringMatching(/^(44000|23503)$/) as string });
  });

  // Last: nothing stands after it.
  it('would be noticed: with the views lowered too, queries tell of everything', async () => {
    await house.sql('select lower_council_views()');
    const { told } = await toldTo(strangers.filter(({ role }) => role === 'chair'), samples());
    expect(told.length).toBeGreaterThan(20);
  });

  /** Every row of the first council as its transaction left it. */
  const marks = async (): Promise<Record<string, unknown>> => {
    const found: Record<string, unknown> = {};
    for (const table of tables.filter((one) => one !== 'identities')) {
      found[table] = await house.sql(`select count(*)::int as rows, coalesce(sum(hashtext(xmin::text || ctid::text)), 0)::text as mark from public.${table} where council_id = $1`, [house.councilId]);
    }
    return found;
  };
});
