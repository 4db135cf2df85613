import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { APP_URL, listeningClient } from '../database/pools.js';
import { errorKind } from '../faults/fault.js';

/** What the tables tell of a change, in its own transaction. */
export interface Change {
  /** Absent where it is of no council: a session that ended. */
  readonly council?: string;
  readonly kind: string;
  readonly id: string;
  readonly version?: number;
}
/** `null`: changes may have been missed. */
type Listener = (change: Change | null) => void;

const channel = 'changes';
const againAfterMs = 2_000;

/** The one connection of this process that hears what changed, in whichever process. It is opened when somebody first wants to hear. */
@Injectable()
export class Changes implements OnApplicationShutdown {
  private readonly logger = new Logger(Changes.name);
  private readonly listeners = new Set<Listener>();
  private client: pg.Client | undefined;
  private opening: Promise<void> | undefined;
  private stopped = false;

  constructor(@Inject(APP_URL) private readonly url: string) {}

  /** @returns what ends the hearing */
  async hear(listener: Listener): Promise<() => void> {
    this.listeners.add(listener);
    this.opening ??= this.open();
    await this.opening;
    return () => void this.listeners.delete(listener);
  }

  private async open(): Promise<void> {
    const client = listeningClient(this.url);
    client.on('notification', ({ payload }) => this.tell(JSON.parse(payload ?? '{}') as Change));
    client.on('error', (error) => this.logger.warn({ error: errorKind(error) }, 'The connection that hears of changes has a fault'));
    client.on('end', () => void this.lost(client));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.client = client;
    } catch (error) {
      this.logger.warn({ error: errorKind(error) }, 'Nothing is heard of changes for now');
      await client.end().catch(() => undefined);
      this.again();
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.again();
  }

  /** What was told meanwhile is lost: every listener is told to look again. */
  private again(): void {
    if (this.stopped) return;
    setTimeout(() => {
      if (this.stopped) return;
      void this.open().then(() => this.client !== undefined && this.tell(null));
    }, againAfterMs).unref();
  }

  private tell(change: Change | null): void {
    for (const listener of this.listeners) listener(change);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    const { client } = this;
    this.client = undefined;
    await client?.end();
  }
}
