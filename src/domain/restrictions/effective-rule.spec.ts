import { effectiveRule, type LiveRestriction } from './effective-rule.js';

const nursing: LiveRestriction = {
  id: '1', reference: 'RES-2026-00001', kind: 'partial', scope: { covers: 'nursing', detail: null, perWeek: null },
  startsOn: '2026-11-10', decidedBy: 'Assistant Director', exceptions: 'the Head of Service',
};
const ofRegulator: LiveRestriction = {
  ...nursing, id: '2', reference: 'RES-2026-00002', kind: 'regulatorImposed', scope: { covers: 'all', detail: null, perWeek: null }, startsOn: '2026-11-20', decidedBy: null,
};
const unit: LiveRestriction = { ...nursing, id: '3', reference: 'RES-2026-00003', scope: { covers: 'unit', detail: 'in Willow unit', perWeek: null }, startsOn: '2026-11-12' };

describe('the effective rule', () => {
  it('R10 says what is barred, since when, by whom, and who grants exceptions', () => {
    expect(effectiveRule([nursing])).toMatchObject({
      mayPlace: 'partly', sentence: 'No new nursing placements, since 10 November 2026, by Assistant Director, exceptions to the Head of Service.',
    });
  });

  it('R10 is the union of overlapping restrictions: lifting one leaves the others (case 22)', () => {
    const both = effectiveRule([nursing, unit]);
    expect(both.barred.map(({ what }) => what)).toEqual(['No new nursing placements', 'No new placements in Willow unit']);
    expect(effectiveRule([unit]).sentence).toBe('No new placements in Willow unit, since 12 November 2026, by Assistant Director, exceptions to the Head of Service.');
  });

  it('a stop on all placements says it all, whoever imposed it', () => {
    expect(effectiveRule([nursing, ofRegulator, unit])).toMatchObject({
      mayPlace: 'no', sentence: 'No new placements, since 20 November 2026, by the Care Quality Commission, exceptions to the Head of Service.',
    });
  });

  it('names each of two deciders of the same bar, and the earlier date', () => {
    const voluntary: LiveRestriction = { ...ofRegulator, id: '4', reference: 'RES-2026-00004', kind: 'voluntary', startsOn: '2026-11-18', exceptions: 'nobody' };
    expect(effectiveRule([ofRegulator, voluntary]).sentence).toBe(
      'No new placements, since 18 November 2026, by the provider itself and the Care Quality Commission, exceptions to nobody and the Head of Service.',
    );
  });

  it('caps and cautions are conditions, not stops', () => {
    const cap: LiveRestriction = { ...nursing, kind: 'cap', scope: { covers: 'all', detail: null, perWeek: 2 } };
    const caution: LiveRestriction = { ...nursing, kind: 'cautionary', scope: { covers: 'all', detail: null, perWeek: null } };
    expect(effectiveRule([cap])).toMatchObject({ mayPlace: 'partly', barred: [{ what: 'No more than 2 new placements a week' }] });
    expect(effectiveRule([caution]).barred[0]?.what).toBe('Check with the quality team before any new placement');
  });

  it('with nothing in force nothing is barred', () => {
    expect(effectiveRule([])).toEqual({ mayPlace: 'yes', sentence: 'No restriction on new placements.', barred: [] });
  });
});
