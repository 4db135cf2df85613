import fc from 'fast-check';
import { defaultProcedure } from '../../../../procedures/default.ts';
import { seats, type Seat } from '../../../platform/access/actor.js';
import { type Attendee, quorumOf } from './quorum.js';

const rule = defaultProcedure.quorum;
const outsiders: readonly Seat[] = ['icbNurse', 'cqc'];
const sits = (seat: Seat, more: Partial<Attendee> = {}): Attendee => ({ personKey: seat, seat, outside: outsiders.includes(seat), present: true, excluded: false, ...more });
const full = (['chair', 'contracts', 'safeguarding', 'icbNurse', 'socialWork', 'cqc'] as const).map((seat) => sits(seat));
const without = (...gone: Seat[]): Attendee[] => full.map((one) => (gone.includes(one.seat) ? { ...one, present: false } : one));

const attendee = fc.record<Attendee>({
  personKey: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), seat: fc.constantFrom(...seats), outside: fc.boolean(), present: fc.boolean(), excluded: fc.boolean(),
});
const meeting = fc.array(attendee, { maxLength: 9 });

/** The rule read slowly: is there a choice of a person for each place, no person twice? */
function fillable(people: readonly Attendee[]): boolean {
  const places: readonly (readonly Seat[])[] = [...rule.all.map((seat) => [seat]), ...rule.anyOf];
  const fill = (index: number, used: readonly string[]): boolean => {
    const place = places[index];
    if (place === undefined) return true;
    return people.some((one) => place.includes(one.seat) && !used.includes(one.personKey) && fill(index + 1, [...used, one.personKey]));
  };
  return fill(0, []);
}
const counted = (people: readonly Attendee[]): Attendee[] => people.filter((one) => one.present && !one.excluded && one.seat !== 'cqc');

describe('quorum (R20, domain.md 2.4)', () => {
  it('says who makes it, and that CQC is absent though it does not count', () => {
    expect(quorumOf(rule, without('cqc')).words).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse. CQC absent.');
  });

  it('is one of nurse or social work; a sanction needs somebody from outside the council', () => {
    expect(quorumOf(rule, without('icbNurse', 'cqc'))).toMatchObject({ quorate: true, forSanction: false, missingForSanction: ['a member from outside the council'] });
    expect(quorumOf(rule, without('socialWork', 'cqc'))).toMatchObject({ quorate: true, forSanction: true });
    expect(quorumOf(rule, without('icbNurse', 'socialWork')).missing).toEqual(['the ICB quality nurse or social work']);
  });

  it('does not count CQC towards a sanction', () => {
    expect(quorumOf(rule, without('icbNurse'))).toMatchObject({ quorate: true, forSanction: false });
  });

  it('names everything that is missing', () => {
    expect(quorumOf(rule, []).missing).toEqual(['the chair or vice chair', 'contracts', 'safeguarding', 'the ICB quality nurse or social work']);
  });

  it('R21 leaves out whoever is out of the item, and says who', () => {
    const { quorate, words } = quorumOf(rule, full.map((one) => (one.seat === 'safeguarding' ? { ...one, excluded: true } : one)));
    expect(quorate).toBe(false);
    expect(words).toContain('Out for this item: safeguarding.');
  });

  it('gives one person one seat, also where they hold two', () => {
    const twice = [sits('chair'), sits('contracts', { personKey: 'chair' }), sits('safeguarding'), sits('icbNurse')];
    expect(quorumOf(rule, twice).quorate).toBe(false);
    expect(quorumOf(rule, [...twice, sits('chair', { personKey: 'vice' })]).quorate).toBe(true);
  });

  it('finds a seating wherever there is one, for every meeting', () => {
    fc.assert(fc.property(meeting, (people) => {
      const { quorate, forSanction } = quorumOf(rule, people);
      const outside = new Set(counted(people).filter((one) => one.outside).map((one) => one.personKey)).size;
      expect(quorate).toBe(fillable(counted(people)));
      expect(forSanction).toBe(quorate && outside >= rule.forSanction.outsideCouncil);
    }), { numRuns: 2_000 });
  });

  it('is never lost by somebody coming in, never gained by somebody going out', () => {
    fc.assert(fc.property(meeting, attendee, (people, one) => {
      const before = quorumOf(rule, people);
      const after = quorumOf(rule, [...people, { ...one, present: true, excluded: false }]);
      expect(Number(after.quorate)).toBeGreaterThanOrEqual(Number(before.quorate));
      expect(Number(after.forSanction)).toBeGreaterThanOrEqual(Number(before.forSanction));
      expect(quorumOf(rule, [...people, { ...one, excluded: true }]).quorate).toBe(before.quorate);
    }), { numRuns: 1_000 });
  });

  it('says in words what it says in facts', () => {
    fc.assert(fc.property(meeting, (people) => {
      const { quorate, forSanction, words, missing } = quorumOf(rule, people);
      expect(words.startsWith(forSanction ? 'Quorate for a sanction:' : quorate ? 'Quorate, but not for a sanction:' : 'Not quorate:')).toBe(true);
      for (const one of missing) expect(words).toContain(one);
    }));
  });
});
