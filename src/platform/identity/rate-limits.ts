import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { IdentityPool } from './identity-pool.js';

const windowSeconds = 60;
/** Below a quarter of a limit a process counts alone: nearly everybody, so nearly no request costs a round trip. */
const parts = 20;
const aloneParts = 5;

/** Whether a request may be answered: null, or the seconds after which it is worth asking again. */
export type Verdict = number | null;

/**
 * How much one person, and one network address, may ask for in a minute, over all processes (docs/adr/0010). Counts are kept in
 * memory; past a quarter of the limit they are added up in PostgreSQL, in the background and a twentieth of the limit at a time.
 * Steps of signing in are counted there one by one. Where the database does not answer, each process counts alone.
 */
@Injectable()
export class RateLimits {
  private readonly log = new Logger(RateLimits.name);
  private readonly persons: SharedLimit;
  private readonly addresses: SharedLimit;
  private readonly signIns: RateLimiterPostgres;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    pool: IdentityPool,
  ) {
    const { perPerson, perAddress, signIn } = settings.limits;
    const common = { storeClient: pool.connections, storeType: 'pool', tableName: 'rate_limits', tableCreated: true, duration: windowSeconds };
    const told = (error: unknown) => this.log.warn(`Counts could not be shared: ${error instanceof Error && 'code' in error ? String(error.code) : 'no answer'}`);
    this.persons = new SharedLimit(perPerson, (points) => new RateLimiterPostgres({ ...common, points, keyPrefix: 'person' }), told);
    this.addresses = new SharedLimit(perAddress, (points) => new RateLimiterPostgres({ ...common, points, keyPrefix: 'address' }), told);
    this.signIns = new RateLimiterPostgres({
      ...common, points: signIn, keyPrefix: 'sign-in', inMemoryBlockOnConsumed: signIn + 1,
      insuranceLimiter: new RateLimiterMemory({ points: signIn, duration: windowSeconds }),
    });
  }

  /** @param points 1 a request, more for what costs more */
  ofPerson(personId: string, points = 1): Promise<Verdict> {
    return this.persons.take(personId, points);
  }

  ofAddress(address: string, points = 1): Promise<Verdict> {
    return this.addresses.take(this.keyOf(address), points);
  }

  /** A step of signing in, of being signed out from the identity provider, or a token that was refused. */
  async ofSignIn(address: string): Promise<Verdict> {
    try {
      await this.signIns.consume(this.keyOf(address));
      return null;
    } catch (refused) {
      return secondsUntil(refused);
    }
  }

  /** No address is written down: a keyed hash of it. Of IPv6 the network, because one household has 2^64 addresses. */
  private keyOf(address: string): string {
    return createHmac('sha256', this.settings.sessionSecret).update(networkOf(address)).digest('base64url').slice(0, 22);
  }
}

/** One limit, in memory first and shared in the background. */
class SharedLimit {
  private readonly memory: RateLimiterMemory;
  private readonly store: RateLimiterPostgres;
  private readonly part: number;

  constructor(
    private readonly limit: number,
    store: (points: number) => RateLimiterPostgres,
    private readonly told: (error: unknown) => void,
  ) {
    this.memory = new RateLimiterMemory({ points: limit, duration: windowSeconds });
    this.store = store(limit);
    this.part = Math.max(1, Math.ceil(limit / parts));
  }

  async take(key: string, points: number): Promise<Verdict> {
    try {
      const { consumedPoints } = await this.memory.consume(key, points);
      const toShare = this.toShare(consumedPoints - points, consumedPoints);
      if (toShare > 0) void this.share(key, toShare);
      return null;
    } catch (refused) {
      return secondsUntil(refused);
    }
  }

  /** Whole parts that were passed by this request; all at once when the quarter is passed. */
  private toShare(before: number, after: number): number {
    const passed = Math.floor(after / this.part);
    const known = Math.floor(before / this.part);
    if (passed < aloneParts || passed === known) return 0;
    return (known < aloneParts ? passed : passed - known) * this.part;
  }

  private async share(key: string, points: number): Promise<void> {
    try {
      const { consumedPoints, msBeforeNext } = await this.store.penalty(key, points);
      if (consumedPoints > this.limit) await this.memory.block(key, Math.max(1, Math.ceil(msBeforeNext / 1_000)));
    } catch (error) {
      this.told(error);
    }
  }
}

/** @throws what is no refusal but a fault */
function secondsUntil(refused: unknown): number {
  if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
  throw refused;
}

/** Of an IPv6 address its first 64 bits; an IPv4 address as it is, also in the clothes of IPv6. @public */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (inside !== undefined) return inside;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0'), ...behind];
  return filled.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
