import { type Actor, panelCircle, type Role, roles } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { openHouse, type House } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

/** Kept from everybody outside the panel's circle, whatever a query forgets: row-level security alone answers here. */
const ofTheCircle = ['intelligence', 'risk_assessments', 'decisions', 'recommendations', 'meetings', 'minute_sections', 'item_records', 'restriction_grounds'] as const;
const outsiders = ['provider', 'brokerage', 'boardReader', 'administrator'] as const;

let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
  const { coordinator } = house.cast;
  await house.sql(`insert into minute_sections (council_id, id, meeting_id, agenda_item_id, position, heading, text, audience, recorded_at)
    values ($1, $2, $3, $4, 1, 'Willow Lodge', 'Heard.', 'members', '2026-10-13T12:30:00Z')`, [house.councilId, newId(), seeded.meetingId, seeded.itemId]);
  await house.sql(`insert into item_records (council_id, agenda_item_id, meeting_id, summary, changed_by, changed_at) values ($1, $2, $3, 'Heard.', $4, '2026-10-13T10:30:00Z')`,
    [house.councilId, seeded.itemId, seeded.meetingId, coordinator.membershipId]);
});
afterAll(() => house.close());

/** Rows of the seeded council that this actor's own connection gives, by table. */
const seenBy = (actor: Actor, tables: readonly string[]): Promise<Record<string, number>> => house.unit.run(actor, async () => {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await house.unit.query<{ rows: number }>(`select count(*)::int as rows from ${table} where council_id = $1`, [house.councilId]);
    counts[table] = row?.rows ?? 0;
  }
  return counts;
});
const none = (tables: readonly string[]): Record<string, number> => Object.fromEntries(tables.map((table) => [table, 0]));

describe('who sees what, by row-level security alone', () => {
  it.each(outsiders)('gives %s no row of what the panel shares, and no source', async (name) => {
    const tables = [...ofTheCircle, 'sealed_sources'];
    expect(await seenBy(house.cast[name], tables)).toEqual(none(tables));
  });

  it.each(ofTheCircle)('gives %s to exactly the panel’s circle', async (table) => {
    const seeing = new Set<Role>();
    for (const actor of Object.values(house.cast)) if (((await seenBy(actor, [table]))[table] ?? 0) > 0) seeing.add(actor.role);
    const cast = new Set<Role>(Object.values(house.cast).map(({ role }) => role));
    expect(seeing).toEqual(new Set(panelCircle.filter((role) => cast.has(role))));
  });

  it('R25 gives a source to the safeguarding lead, who here wrote it down too, and to nobody else of the cast', async () => {
    const seeing: string[] = [];
    for (const [name, actor] of Object.entries(house.cast)) if (((await seenBy(actor, ['sealed_sources']))['sealed_sources'] ?? 0) > 0) seeing.push(name);
    expect(seeing).toEqual(['safeguardingLead']);
  });

  it('gives another council no row of any table, whatever the role, also where both know the same provider', async () => {
    const tables = (await house.sql<{ name: string; closed: boolean }>(`select c.relname as name, c.relrowsecurity as closed from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id' and not a.attisdropped where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`));
    // Ids only, and read by other tables' policies (ADR 7).
    expect(tables.filter(({ closed }) => !closed).map(({ name }) => name)).toEqual(['item_exclusions']);
    const names = tables.filter(({ closed }) => closed).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    const stranger = await house.neighbour();
    // As the application asks, through the views of the council in hand, and of the tables themselves, where the policies answer alone.
    const asked = [...names, ...names.map((name) => `public.${name}`)];
    for (const role of roles) {
      const seen = await seenBy({ ...stranger, role, providerId: seeded.providerId }, asked);
      expect([role, seen]).toEqual([role, none(asked)]);
    }
  });
});
