import { Injectable } from '@nestjs/common';
import { londonDate } from './london.js';

/** The only place that asks the time. Everything else is given a Clock, or the instant of its unit of work. */
@Injectable()
export class Clock {
  /** Now, in whole milliseconds: what PostgreSQL and JavaScript dates hold alike, so a stored instant reads back equal. */
  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now());
  }

  /** Today's date in London. */
  today(): Temporal.PlainDate {
    return londonDate(this.now());
  }
}
