import { Clock } from './clock.js';
import { LONDON } from './london.js';

/** A clock that stands still until it is moved: tests, and the demo story told over three months. */
export class MovingClock extends Clock {
  #now: Temporal.Instant;

  /** @param start an instant or its ISO text, such as `2026-11-22T09:00:00Z` */
  constructor(start: Temporal.Instant | string) {
    super();
    this.#now = Temporal.Instant.from(start);
  }

  override now(): Temporal.Instant {
    return this.#now;
  }

  /** Moves to an instant; also backwards, which a story told out of order needs. */
  set(instant: Temporal.Instant | string): void {
    this.#now = Temporal.Instant.from(instant);
  }

  /** Moves by a duration of London's calendar: a day is until the same wall-clock time, also across a clock change. */
  advance(duration: Temporal.DurationLike | string): void {
    this.#now = this.#now.toZonedDateTimeISO(LONDON).add(duration).toInstant();
  }
}
