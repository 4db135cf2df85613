import { type KnownRegister, planRegister, type RegisterPlan } from './register-plan.js';
import type { RegisterRow } from './register-row.js';

const row = (facts: Partial<RegisterRow['facts']> = {}, ratings: RegisterRow['ratings'] = [], provider = { cqcId: '1-8', name: 'Larkmoor Care Limited' }): RegisterRow => ({
  line: 2, cqcId: '1-9', authority: 'Elmbridge', provider, facts: { name: 'Larkmoor House', category: 'Residential social care', careHome: true, ...facts }, ratings,
});
const rated = (rating: 'good' | 'inadequate', publishedOn: string) => [{ domain: 'overall' as const, rating, publishedOn, inherited: false }];
const nothing: KnownRegister = { providers: [], locations: [] };

/** What the database knows after a plan was written on top of what it knew. */
function after(plan: RegisterPlan, before: KnownRegister = nothing): KnownRegister {
  const known = before.locations[0];
  const location = plan.locations[0] ?? known;
  if (location === undefined) return before;
  return {
    providers: [...plan.providers, ...before.providers.filter(({ id }) => !plan.providers.some((one) => one.id === id))],
    locations: [{
      ...location,
      ratings: [...(known?.ratings ?? []), ...plan.ratings],
      services: [...(known?.services ?? []), ...plan.services.map(({ id, providerId }) => ({ id, providerId, lot: 'whole service' }))],
      told: [...(known?.told ?? []), ...plan.falls],
    }],
  };
}
const outcome = (plan: RegisterPlan): string | undefined => plan.outcomes.get('1-9');

describe('a batch of the register', () => {
  it('creates once; the same rows again plan nothing at all', () => {
    const first = planRegister([row({}, rated('good', '2020-01-01'))], nothing, '2021-01-29');
    expect(outcome(first)).toBe('created');
    expect(first.services).toHaveLength(1);
    const again = planRegister([row({}, rated('good', '2020-01-01'))], after(first), '2021-01-29');
    expect(again).toMatchObject({ providers: [], locations: [], ratings: [], seenRatings: [], services: [], moved: [], falls: [], changes: [] });
    expect(outcome(again)).toBe('unchanged');
  });

  it('takes facts from the newest file, whatever the order; an older one only fills in what nobody knew', () => {
    const newer = after(planRegister([row({ name: 'Larkmoor Court', brand: null })], nothing, '2021-06-30'));
    const older = planRegister([row({ name: 'Old Larkmoor', postcode: 'EX9 1AA', brand: 'Larkmoor Group', serviceTypes: 'Care home service with nursing' })], newer, '2021-01-29');
    expect(older.locations[0]).toMatchObject({ name: 'Larkmoor Court', postcode: 'EX9 1AA', brand: null, kind: 'nursingHome', factsAsAt: '2021-06-30' });
    const newest = planRegister([row({ name: 'Larkmoor Lodge' })], newer, '2021-07-31');
    expect(newest.locations[0]).toMatchObject({ name: 'Larkmoor Lodge', factsAsAt: '2021-07-31' });
    expect(newest.changes).toEqual([{ cqcId: '1-9', before: { name: 'Larkmoor Court' }, after: { name: 'Larkmoor Lodge' } }]);
  });

  it('remembers a newer file that said the same, so that one in between does not win', () => {
    const january = after(planRegister([row()], nothing, '2021-01-29'));
    const march = planRegister([row()], january, '2021-03-31');
    expect(outcome(march)).toBe('unchanged');
    expect(planRegister([row({ name: 'February House' })], after(march, january), '2021-02-28').locations).toEqual([]);
  });

  it('moves a location and its services to another provider', () => {
    const before = after(planRegister([row()], nothing, '2021-01-29'));
    const plan = planRegister([row({}, [], { cqcId: '1-7', name: 'Brightwater CIC' })], before, '2021-02-28');
    expect(plan.moved).toEqual([{ id: before.locations[0]?.services[0]?.id, providerId: plan.providers[0]?.id }]);
    expect(outcome(plan)).toBe('updated');
  });

  it('tells a fall once, also when the better rating comes later, and none for a deregistered location', () => {
    const worse = after(planRegister([row({}, rated('inadequate', '2021-01-01'))], nothing, '2021-01-29'));
    const better = planRegister([row({}, rated('good', '2019-01-01'))], worse, '2019-02-28');
    expect(better.falls).toMatchObject([{ cqcId: '1-9', from: 'good', to: 'inadequate', publishedOn: '2021-01-01', serviceId: worse.locations[0]?.services[0]?.id }]);
    expect(planRegister([row({}, rated('good', '2019-01-01'))], after(better, worse), '2021-06-30').falls).toEqual([]);
    expect(planRegister([row({ deregisteredOn: '2021-02-01' }, [...rated('good', '2019-01-01'), ...rated('inadequate', '2021-01-01')])], nothing, '2021-03-31').falls).toEqual([]);
  });
});
