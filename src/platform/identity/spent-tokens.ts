import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { IdentityPool } from './identity-pool.js';

const spend = `
  with forgotten as (delete from spent_tokens where expires_at < $3)
  insert into spent_tokens (token_hash, expires_at) values ($1, $2) on conflict do nothing returning true as first`;

/** Tokens that count once, by any process: what came before is refused until it would have expired anyway. */
@Injectable()
export class SpentTokens {
  constructor(
    private readonly pool: IdentityPool,
    private readonly clock: Clock,
  ) {}

  /** @returns whether this is the first time */
  async spend(hash: Buffer, until: Temporal.Instant): Promise<boolean> {
    return (await this.pool.ask(spend, [hash, until.toString(), this.clock.now().toString()])).length > 0;
  }
}
