import type { Procedure } from '../../../../procedures/index.ts';
import type { Seat } from '../../../platform/access/actor.js';

/** The council's own rule of how many make a quorum, from its procedure (domain.md 2.4: no source publishes one). */
export type QuorumRule = Procedure['quorum'];

/** One member of the meeting as quorum sees them. */
export interface Attendee {
  /** The person who sits there: a deputy is not the member. One person fills one seat, whatever memberships they hold. */
  readonly personKey: string;
  readonly seat: Seat;
  /** From an agency other than the council. */
  readonly outside: boolean;
  readonly present: boolean;
  /** Out for this item by a declared interest (R21). */
  readonly excluded: boolean;
}

/** What the meeting may do with those in the room, in words as well (R20). */
export interface Quorum {
  readonly quorate: boolean;
  readonly forSanction: boolean;
  /** "Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse. CQC absent." */
  readonly words: string;
  /** What is missing for a quorum. */
  readonly missing: readonly string[];
  /** What is missing for a sanction, `missing` included. */
  readonly missingForSanction: readonly string[];
}

export const seatWords: Record<Seat, string> = {
  chair: 'chair', contracts: 'contracts', safeguarding: 'safeguarding', icbNurse: 'ICB quality nurse', socialWork: 'social work', cqc: 'CQC', other: 'other',
};
const missingWords: Record<Seat, string> = { ...seatWords, chair: 'the chair or vice chair', icbNurse: 'the ICB quality nurse' };
const outsiderMissing = 'a member from outside the council';

/** Pure: the quorum of those present and not excluded, by the council's rule. */
export function quorumOf(rule: QuorumRule, attendees: readonly Attendee[]): Quorum {
  const counted = attendees.filter((one) => one.present && !one.excluded && !rule.notCounted.includes(one.seat));
  const places = [...rule.all.map((one) => [one]), ...rule.anyOf];
  const seated = seat(places, counted);
  const missing = places.filter((_, index) => seated[index] === undefined).map((place) => place.map((one) => missingWords[one]).join(' or '));
  const outsiders = new Set(counted.filter((one) => one.outside).map((one) => one.personKey)).size;
  const missingForSanction = outsiders >= rule.forSanction.outsideCouncil ? missing : [...missing, outsiderMissing];
  const quorate = missing.length === 0;
  const forSanction = missingForSanction.length === 0;
  return { quorate, forSanction, missing, missingForSanction, words: inWords({ quorate, forSanction, missing }, seated, attendees, rule) };
}

/** The quorum of those expected, said as the forecast it is: nobody is there yet. */
export function forecastOf({ words }: Pick<Quorum, 'words'>): string {
  return `If everybody comes who has not sent apologies: ${words}`;
}

/**
 * Gives each place a person, filling as many places as can be filled (augmenting paths: somebody who could sit in two
 * places moves when that lets another sit).
 */
function seat(places: readonly (readonly Seat[])[], people: readonly Attendee[]): (Attendee | undefined)[] {
  const seated: (Attendee | undefined)[] = places.map(() => undefined);
  const place = (index: number, tried: Set<string>): boolean => {
    const candidates = (places[index] ?? []).flatMap((wanted) => people.filter((person) => person.seat === wanted));
    for (const one of candidates) {
      if (tried.has(one.personKey)) continue;
      tried.add(one.personKey);
      const held = seated.findIndex((other) => other?.personKey === one.personKey);
      if (held === -1 || place(held, tried)) {
        seated[index] = one;
        return true;
      }
    }
    return false;
  };
  places.forEach((_, index) => place(index, new Set()));
  return seated;
}

function inWords({ quorate, forSanction, missing }: Pick<Quorum, 'quorate' | 'forSanction' | 'missing'>, seated: readonly (Attendee | undefined)[], attendees: readonly Attendee[], rule: QuorumRule): string {
  const there = seated.flatMap((one) => (one === undefined ? [] : [seatWords[one.seat]])).join(', ');
  if (rule.all.length + rule.anyOf.length === 0) return ['No quorum is set for this kind of meeting.', ...absences(attendees, rule)].join(' ');
  const head = forSanction
    ? `Quorate for a sanction: ${there}.`
    : quorate
      ? `Quorate, but not for a sanction: ${there}. Missing for a sanction: ${outsiderMissing}.`
      : `Not quorate: information is shared and nothing is recommended. Missing: ${missing.join(', ')}.`;
  return [head, ...absences(attendees, rule)].join(' ');
}

/** Who is out for the item, and which seats of the panel nobody fills today though they count for nothing. */
function absences(attendees: readonly Attendee[], rule: QuorumRule): string[] {
  const out = attendees.filter((one) => one.present && one.excluded).map((one) => seatWords[one.seat]);
  const absent = rule.notCounted.filter((seat) => attendees.some((one) => one.seat === seat) && !attendees.some((one) => one.seat === seat && one.present));
  return [
    ...(out.length > 0 ? [`Out for this item: ${out.join(', ')}.`] : []),
    ...absent.map((seat) => `${seatWords[seat]} absent.`),
  ];
}
