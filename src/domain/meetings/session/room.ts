import { seatWords } from './quorum.js';
import type { Seat } from '../../../platform/access/actor.js';

/** A time in which the meeting was on an item. Instants in ISO 8601. */
export interface Turn {
  readonly itemId: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
}
/** One stay of a member, or of their deputy, in the room. */
export interface Stay {
  readonly memberId: string;
  readonly deputyName: string | null;
  readonly arrivedAt: string;
  readonly leftAt: string | null;
}
export interface RoomMember {
  readonly id: string;
  readonly name: string;
  readonly seat: Seat;
  readonly parts: readonly string[];
}

/** Somebody without a place who came; into one part, or to all of it. */
export interface RoomGuest {
  readonly name: string;
  readonly fromWhom: string;
  readonly part: string | null;
  readonly arrivedAt: string;
  readonly leftAt: string | null;
}

const millis = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

/** Whole minutes that an item has been taken for, over all its turns; null where it never was. Pure. */
export function minutesTaken(turns: readonly Turn[], itemId: string, now: Temporal.Instant): number | null {
  const own = turns.filter((turn) => turn.itemId === itemId);
  if (own.length === 0) return null;
  return Math.round(own.reduce((sum, { begunAt, endedAt }) => sum + (endedAt === null ? now.epochMilliseconds : millis(endedAt)) - millis(begunAt), 0) / 60_000);
}

/** Who was in the room while an item was taken, in whichever of its turns, and in its part. Pure. */
export function inRoomFor({ id, part }: { readonly id: string; readonly part: string | null }, turns: readonly Turn[], stays: readonly Stay[], members: readonly RoomMember[], guests: readonly RoomGuest[]): string[] {
  const own = turns.filter((turn) => turn.itemId === id);
  // A stay that begins and ends within one instant of the turn was none.
  const meets = ({ arrivedAt, leftAt }: Pick<Stay, 'arrivedAt' | 'leftAt'>, { begunAt, endedAt }: Turn): boolean =>
    (endedAt === null || millis(arrivedAt) <= millis(endedAt)) && (leftAt === null || millis(leftAt) > millis(begunAt));
  const names = members.filter((member) => part === null || member.parts.includes(part)).flatMap((member) =>
    stays.filter((stay) => stay.memberId === member.id && own.some((turn) => meets(stay, turn)))
      .map(({ deputyName }) => `${deputyName === null ? member.name : `${deputyName} for ${member.name}`} (${seatWords[member.seat]})`));
  const others = guests.filter((guest) => (part === null || guest.part === null || guest.part === part) && own.some((turn) => meets(guest, turn))).map(({ name, fromWhom }) => `${name} (${fromWhom})`);
  return [...new Set([...names, ...others])];
}
