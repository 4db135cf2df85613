import type { INestApplicationContext, Type } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { londonDate } from '../../platform/clock/london.js';
import type { MovingClock } from '../../platform/clock/moving-clock.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { DeadlineSweeper } from '../../platform/workflow/deadline-sweeper.js';
import type { StoryCalendar } from '../calendar.js';
import type { Cast } from '../founding.js';
import type { Moment } from './tale.js';

/** One strand of the story: it does something, and says when it goes on. */
export type Strand = AsyncGenerator<Temporal.Instant, void>;

interface Waiting {
  readonly strand: Strand;
  readonly at: Temporal.Instant;
}

const versionOf = 'select version from workflows where council_id = $1 and id = $2';
const serviceOf = `select s.id from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and l.name = $2`;

/**
 * Tells strands in the order of time: moves the clock to the next beat, sweeps the deadlines of every morning on the way, lets it
 * happen, and delivers its consequences. The story's people act through the resolvers, so with the abilities, checks and units of work
 * that anybody has.
 */
export class Teller {
  private readonly services = new Map<string, string>();
  private readonly waiting: Waiting[] = [];
  private begun: Strand[] = [];

  constructor(
    readonly app: INestApplicationContext,
    private readonly clock: MovingClock,
    readonly calendar: StoryCalendar,
    readonly cast: Cast,
  ) {}

  get<T>(token: Type<T>): T {
    return this.app.get(token, { strict: false });
  }

  /** @throws Error when a refusal is answered: a story that the rules do not allow is a fault in the story. */
  async done(answer: Promise<Outcome | Refused>): Promise<Outcome> {
    const outcome = await answer;
    if ('refusedAs' in outcome) throw new Error(`On ${this.clock.now()}: ${outcome.message}`);
    return outcome;
  }

  at([after, workingDays, time]: Moment): Temporal.Instant {
    return this.calendar.at(this.calendar.after(after, workingDays), time);
  }

  today(): Temporal.PlainDate {
    return londonDate(this.clock.now());
  }

  /** Somebody who has just signed in, for what asks for that. */
  justSignedIn(actor: Actor): Actor {
    return { ...actor, signedInAt: this.clock.now().toString() };
  }

  /** The version of a case as it stands, as the page of whoever acts next would show it. */
  async version(id: string): Promise<number> {
    const [row] = await this.read<{ version: number }>(versionOf, [this.cast.chair.councilId, id]);
    if (row === undefined) throw new Error(`There is no case ${id}.`);
    return row.version;
  }

  async service(name: string): Promise<string> {
    const known = this.services.get(name);
    if (known !== undefined) return known;
    const [row] = await this.read<{ id: string }>(serviceOf, [this.cast.chair.councilId, name]);
    if (row === undefined) throw new Error(`There is no service "${name}".`);
    this.services.set(name, row.id);
    return row.id;
  }

  /** Reads as the chair. */
  read<Row>(text: string, values: readonly unknown[], actor: Actor = this.cast.chair): Promise<Row[]> {
    return this.get(WriteUnit).run(actor, () => this.get(WriteUnit).query<Row>(text, values));
  }

  /** A strand that begins here: what follows from a decision goes on by itself. */
  begin(strand: Strand): void {
    this.begun.push(strand);
  }

  /** Tells until no strand goes on before `end`. */
  async tell(strands: readonly Strand[], end: Temporal.Instant, telling: (done: number, all: number) => void): Promise<void> {
    const start = this.clock.now();
    const length = end.epochMilliseconds - start.epochMilliseconds;
    this.begun = [...strands];
    await this.resumeBegun(end);
    for (let next = earliest(this.waiting); next !== undefined; next = earliest(this.waiting)) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      await this.moveTo(next.at);
      await this.resume(next.strand, end);
      await this.resumeBegun(end);
      await this.deliver();
      telling(next.at.epochMilliseconds - start.epochMilliseconds, length);
    }
    await this.moveTo(end);
  }

  private async resumeBegun(end: Temporal.Instant): Promise<void> {
    for (let strand = this.begun.shift(); strand !== undefined; strand = this.begun.shift()) await this.resume(strand, end);
  }

  private async resume(strand: Strand, end: Temporal.Instant): Promise<void> {
    const { done, value: at } = await strand.next();
    if (done === true || Temporal.Instant.compare(at, end) >= 0) return;
    if (Temporal.Instant.compare(at, this.clock.now()) < 0) throw new Error(`The story is at ${this.clock.now()} and cannot go back to ${at}.`);
    this.waiting.push({ strand, at });
  }

  /** Every morning on the way the worker has swept what fell due. */
  private async moveTo(at: Temporal.Instant): Promise<void> {
    for (let day = this.today().add({ days: 1 }); Temporal.PlainDate.compare(day, londonDate(at)) <= 0; day = day.add({ days: 1 })) {
      const morning = this.calendar.at(day, '06:00');
      if (Temporal.Instant.compare(morning, at) > 0) break;
      this.clock.set(morning);
      await this.get(DeadlineSweeper).sweep();
      await this.deliver();
    }
    this.clock.set(at);
  }

  private async deliver(): Promise<void> {
    await this.get(Jobs).drain();
  }
}

function earliest(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.reduce<Waiting | undefined>((first, one) => (first === undefined || Temporal.Instant.compare(one.at, first.at) < 0 ? one : first), undefined);
}
