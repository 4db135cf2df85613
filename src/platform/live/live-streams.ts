import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { ReadUnit } from '../database/read-unit.js';
import { Changes, type Change } from './changes.js';
import type { LiveSubject } from './live-subjects.js';

/** More tabs than this nobody watches a meeting in; the oldest closes for the newest. A browser has six connections to one server: two stay for all else. */
const streamsPerPerson = 4;
/** Proxies close what is silent for a minute. */
const heartbeatMs = 20_000;
/** Changes of one press come together. */
const gatherMs = 100;

/** Who follows what. */
export interface Following {
  readonly kind: string;
  readonly id: string;
  readonly subject: LiveSubject;
  readonly sessionId: string;
  readonly actor: Actor;
  /** The same person and membership as they stand at this moment, or null once the session has ended. */
  readonly still: () => Promise<Actor | null>;
}

interface Stream extends Following {
  readonly out: PassThrough;
  readonly waiting: Map<string, Change>;
  gathering: boolean;
  readonly heart: NodeJS.Timeout;
}

/** The open streams of this process. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<Stream>();
  private deaf: Promise<() => void> | undefined;

  constructor(
    private readonly changes: Changes,
    private readonly reads: ReadUnit,
  ) {}

  /** A stream of server-sent events: `open` at once, then `changed` with kind, id and version, and `ended` when it closes for good. */
  async follow(following: Following): Promise<PassThrough> {
    this.deaf ??= this.changes.hear((change) => this.hear(change));
    await this.deaf;
    const own = [...this.streams].filter(({ actor }) => actor.personId === following.actor.personId);
    if (own.length >= streamsPerPerson && own[0] !== undefined) this.end(own[0], 'elsewhere');
    const stream: Stream = { ...following, out: new PassThrough(), waiting: new Map(), gathering: false, heart: setInterval(() => void this.beat(stream), heartbeatMs).unref() };
    stream.out.on('close', () => this.forget(stream));
    stream.out.on('error', () => this.forget(stream));
    this.streams.add(stream);
    stream.out.write('retry: 3000\n');
    write(stream, 'open', {});
    return stream.out;
  }

  /** Open streams would hold the server back from closing. */
  beforeApplicationShutdown(): void {
    for (const stream of this.streams) this.end(stream);
  }

  private hear(change: Change | null): void {
    for (const stream of this.streams) {
      if (change?.kind === 'session') {
        if (change.id === stream.sessionId) this.end(stream, 'signedOut');
      } else if (change === null) this.later(stream, { kind: stream.kind, id: stream.id, version: 0 });
      else if (change.council === stream.actor.councilId && change.kind in stream.subject.told) this.later(stream, change);
    }
  }

  private later(stream: Stream, change: Change): void {
    stream.waiting.set(`${change.kind} ${change.id}`, change);
    if (stream.gathering) return;
    stream.gathering = true;
    setTimeout(() => void this.tell(stream), gatherMs).unref();
  }

  /** Asks the session and each row again, as who they are now: what they may not see is not told them. */
  private async tell(stream: Stream): Promise<void> {
    stream.gathering = false;
    const changes = [...stream.waiting.values()];
    stream.waiting.clear();
    try {
      const actor = await stream.still();
      if (actor === null) return this.end(stream, 'signedOut');
      for (const { kind, id, version = 1 } of changes) {
        const told = stream.subject.told[kind];
        if (told !== undefined && (await this.reads.one(actor, told, [stream.id, id], null)) !== null) write(stream, 'changed', { kind, id, version });
      }
    } catch {
      // The database is away: the page hears nothing, and looks again when the stream comes back.
      this.end(stream);
    }
  }

  private async beat(stream: Stream): Promise<void> {
    stream.out.write(': still here\n\n');
    const actor = await stream.still().catch(() => stream.actor);
    if (actor === null) this.end(stream, 'signedOut');
  }

  /** With a reason the page does not come back by itself. */
  private end(stream: Stream, why?: 'signedOut' | 'elsewhere'): void {
    if (why !== undefined) write(stream, 'ended', { why });
    this.forget(stream);
    stream.out.end();
  }

  private forget(stream: Stream): void {
    clearInterval(stream.heart);
    this.streams.delete(stream);
  }
}

function write({ out }: Stream, event: string, data: object): void {
  if (!out.writableEnded) out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
