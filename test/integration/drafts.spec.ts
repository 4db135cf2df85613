import { Drafts } from '../../src/platform/drafts/drafts.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';

describe('what is typed and not sent', () => {
  let house: House;
  let drafts: Drafts;
  beforeAll(async () => {
    house = await openHouse();
    drafts = house.get(Drafts);
  });
  afterAll(() => house.close());

  const form = (): string => `itemRecord:${newId()}`;
  const typed = (actor: Actor, name: string): Promise<string | undefined> => drafts.of(actor, [name]).then((kept) => kept[name]?.fields['summary']);

  it('is of one person in one role: nobody else reads or overwrites it, also by row-level security', async () => {
    const { coordinator, chair } = house.cast;
    const name = form();
    await drafts.keep(coordinator, name, { summary: 'Half a sentence' });
    expect(await typed(coordinator, name)).toBe('Half a sentence');
    expect(await typed(chair, name)).toBeUndefined();
    await drafts.keep(chair, name, { summary: 'Another' });
    expect(await typed(coordinator, name)).toBe('Half a sentence');
    const seen = await house.unit.run(chair, () => house.unit.query<{ fields: { summary: string } }>('select fields from drafts'));
    expect(seen.map(({ fields }) => fields.summary)).toEqual(['Another']);
    await drafts.drop(chair, name);
    expect(await typed(coordinator, name)).toBe('Half a sentence');
  });

  it('is kept of the last fifty forms, so that nobody fills the database', async () => {
    const { icbNurse } = house.cast;
    const names = Array.from({ length: 52 }, form);
    for (const name of names) {
      house.clock.advance({ seconds: 1 });
      await drafts.keep(icbNurse, name, { summary: name });
    }
    const kept = await Promise.all([names[0], names[1], names[2], names[51]].map((name = '') => typed(icbNurse, name)));
    expect(kept).toEqual([undefined, undefined, names[2], names[51]]);
  });

  it('goes after a month', async () => {
    const name = form();
    await drafts.keep(house.cast.qaOfficer, name, { summary: 'Given up' });
    house.clock.advance({ hours: 24 * 29 });
    await drafts.sweep();
    expect(await typed(house.cast.qaOfficer, name)).toBe('Given up');
    house.clock.advance({ hours: 48 });
    expect(await drafts.sweep()).toBeGreaterThan(0);
    expect(await typed(house.cast.qaOfficer, name)).toBeUndefined();
  });
});
