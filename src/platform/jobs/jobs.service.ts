import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import type { Actor } from '../access/actor.js';
import { SystemActors, type SystemWork } from '../access/system-actors.js';
import { LONDON } from '../clock/london.js';
import { newId } from '../database/ids.js';
import { APP_URL } from '../database/pools.js';
import { WriteUnit } from '../database/write-unit.js';
import { errorKind, withoutText } from '../faults/fault.js';
import { type ByTheClock, byTheClock, isByTheClock, type QueueName, queues } from './queues.js';

/** What a job carries: the council, its own id, and ids; never names or free text (design.md 6). */
export interface DomainEvent {
  readonly event: string;
  readonly eventId: string;
  readonly councilId: string;
  readonly ids: Readonly<Record<string, string>>;
}
interface Delivery extends DomainEvent {
  readonly subscriber: string;
}
type Handler = (event: DomainEvent, actor: Actor) => Promise<void>;
interface Subscription {
  readonly event: string;
  readonly subscriber: string;
  readonly queue: QueueName;
  readonly as: SystemWork;
  readonly ownUnits: boolean;
  readonly handle: Handler;
}
interface SubscriptionOptions {
  readonly queue?: QueueName;
  readonly as?: SystemWork;
  /** The handler opens its own units, for work that touches the world outside, and must itself make a repeat harmless. */
  readonly ownUnits?: boolean;
}

/**
 * The outbox. `publish` sends inside the open unit of work, so a consequence exists exactly when its cause does;
 * a worker delivers at least once, and `deliveries` makes each subscriber act at most once (design.md 7).
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly logger = new Logger(Jobs.name);
  private readonly subscriptions: Subscription[] = [];
  private boss: Promise<PgBoss> | undefined;

  constructor(
    @Inject(APP_URL) private readonly url: string,
    private readonly unit: WriteUnit,
    private readonly systemActors: SystemActors,
  ) {}

  /**
   * Registers a consequence; call it in onModuleInit. Each delivery runs in one unit of work of its own.
   * @param subscriber unique and stable: it is the key that makes a repeat harmless
   */
  subscribe(event: string, subscriber: string, handle: Handler, { queue = 'consequences', as = 'letters', ownUnits = false }: SubscriptionOptions = {}): void {
    this.subscriptions.push({ event, subscriber, handle, queue, as, ownUnits });
  }

  /** Tells every subscriber, once this unit commits. */
  async publish(event: string, ids: Readonly<Record<string, string>>): Promise<void> {
    const boss = await this.started();
    // pg-boss asks only for the job's id, which nobody here needs.
    const db = {
      executeSql: async (text: string, values: unknown[] = []) => {
        this.unit.queue(text, values);
        return { rows: [] };
      },
    };
    const message: DomainEvent = { event, eventId: newId(), councilId: this.unit.actor.councilId, ids };
    for (const { subscriber, queue } of this.subscriptions.filter((one) => one.event === event)) {
      await boss.send(queue, { ...message, subscriber } satisfies Delivery, { db });
    }
  }

  /** Starts taking jobs from every queue; what is due by itself is done by the clock. */
  async work(due: Readonly<Record<ByTheClock, () => Promise<unknown>>>): Promise<void> {
    const boss = await this.started();
    for (const { name } of queues) {
      if (isByTheClock(name)) continue;
      await boss.work<Delivery>(name, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([job]) => {
        if (job !== undefined) await textless(() => this.deliver(job.data));
      });
    }
    for (const name of Object.keys(byTheClock) as ByTheClock[]) {
      await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
        await textless(due[name]);
      });
      await boss.schedule(name, byTheClock[name], null, { tz: LONDON });
    }
  }

  /** Delivers until nothing is ready: for tests, the demo's story and the CLI. @returns how many were delivered */
  async drain(): Promise<number> {
    const boss = await this.started();
    let delivered = 0;
    for (let found = true; found; ) {
      found = false;
      for (const { name } of queues.filter((queue) => !isByTheClock(queue.name))) {
        for (const job of await boss.fetch<Delivery>(name, { batchSize: 50 })) {
          found = true;
          delivered += (await this.settle(boss, name, job)) ? 1 : 0;
        }
      }
    }
    return delivered;
  }

  private async settle(boss: PgBoss, queue: QueueName, job: { id: string; data: Delivery }): Promise<boolean> {
    try {
      await this.deliver(job.data);
      await boss.complete(queue, job.id);
      return true;
    } catch (error) {
      await boss.fail(queue, job.id, { message: errorKind(error) });
      this.logger.warn({ event: job.data.event, subscriber: job.data.subscriber, eventId: job.data.eventId, error: errorKind(error) }, 'A job failed and will be tried again');
      return false;
    }
  }

  private async deliver({ subscriber, ...event }: Delivery): Promise<void> {
    const subscription = this.subscriptions.find((one) => one.subscriber === subscriber);
    if (subscription === undefined) throw new Error(`No subscriber is named ${subscriber}.`);
    const actor = await this.systemActors.of(event.councilId, subscription.as);
    if (subscription.ownUnits) return subscription.handle(event, actor);
    await this.unit.run(actor, async () => {
      const taken = await this.unit.query(
        `insert into deliveries (council_id, subscriber, event_id, recorded_at) values ($1, $2, $3, $4)
         on conflict do nothing returning event_id`,
        [event.councilId, subscriber, event.eventId, this.unit.at.toString()],
      );
      if (taken.length > 0) await subscription.handle(event, actor);
    });
  }

  private started(): Promise<PgBoss> {
    this.boss ??= this.start();
    return this.boss;
  }

  private async start(): Promise<PgBoss> {
    const boss = new PgBoss({ connectionString: this.url, migrate: false, createSchema: false, persistQueueStats: false, max: 4, application_name: 'manage-provider-concerns jobs' });
    boss.on('error', (error) => this.logger.error({ error: errorKind(error) }, 'The job queue has a fault'));
    return boss.start();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.boss === undefined) return;
    const boss = await this.boss;
    await boss.stop({ graceful: true, timeout: 5_000 });
  }
}

/** pg-boss keeps what a job throws, message and stack: so only the kind of a fault reaches it. */
async function textless(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw withoutText(error);
  }
}
