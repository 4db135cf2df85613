import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Actor, signedInRecently } from '../access/actor.js';
import { inOwnWords } from '../access/own-words.js';
import { may, permissionOf } from '../access/policy.js';
import { Trail } from '../audit/trail.js';
import { Clock } from '../clock/clock.js';
import { WriteUnit } from '../database/write-unit.js';
import { Vault } from '../vault/vault.js';
import { parseInput } from './input-fields.js';
import type { Outcome } from './mutation-types.js';
import { KeyReused, NotPermitted, Refusal, type Refused, SignInAgain } from './refusals.js';
import { Rehearsal } from './rehearsal.js';

interface Repeatable {
  readonly idempotencyKey: string;
}

/**
 * The one way a mutation runs: ability, input, then one unit of work with its idempotency key (design.md 3 and 9).
 * A refusal rolls the unit back, is recorded in a unit of its own, and comes back as a value of the result union. A rehearsal
 * goes the same way and is rolled back at its end; refused, it is recorded like any other.
 */
@Injectable()
export class Mutations {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly vault: Vault,
    private readonly rehearsal: Rehearsal,
    private readonly clock: Clock,
  ) {}

  async run<Schema extends z.ZodType<Repeatable>>(
    actor: Actor,
    mutation: string,
    input: object,
    schema: Schema,
    work: (valid: z.output<Schema>) => Promise<Outcome>,
  ): Promise<Outcome | Refused> {
    try {
      if (!may(actor, mutation)) throw new NotPermitted(permissionOf(mutation)?.who ?? 'nobody');
      if (permissionOf(mutation)?.recentSignIn && !signedInRecently(actor, this.clock.now())) throw new SignInAgain();
      const valid = parseInput(schema, input);
      return await this.unit.run(actor, () => this.once(mutation, valid, input, work), isKeyRace);
    } catch (error) {
      if (error instanceof Rehearsed) return error.outcome;
      if (!(error instanceof Refusal)) throw error;
      const done = await this.doneMeanwhile(actor, mutation, input, error);
      if (done !== undefined) return done;
      await this.recordRefusal(actor, mutation, input, error);
      return { ...error.asAnswer(), ...inOwnWords(actor.stageNames, saidIn(error)) };
    }
  }

  private async once<Valid extends Repeatable>(mutation: string, valid: Valid, input: object, work: (valid: Valid) => Promise<Outcome>): Promise<Outcome> {
    const before = await this.before(mutation, valid.idempotencyKey, input);
    if (before !== undefined) return before;
    const outcome = await work(valid);
    if (this.rehearsal.isOn) throw new Rehearsed(outcome);
    const { actor, at } = this.unit;
    this.unit.queue(
      'insert into idempotency_keys (council_id, person_id, mutation, key, input_hash, outcome, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [actor.councilId, personOf(actor), mutation, valid.idempotencyKey, this.vault.fingerprint(JSON.stringify(input)), JSON.stringify(outcome), at.toString()],
    );
    return outcome;
  }

  /** What this form did when it was sent before. @throws KeyReused when it then said something else */
  private async before(mutation: string, key: string, input: object): Promise<Outcome | undefined> {
    const { actor } = this.unit;
    const [found] = await this.unit.query<{ input_hash: Buffer; outcome: Outcome }>(
      'select input_hash, outcome from idempotency_keys where council_id = $1 and person_id = $2 and mutation = $3 and key = $4',
      [actor.councilId, personOf(actor), mutation, key],
    );
    if (found !== undefined && !this.vault.isFingerprint(found.input_hash, JSON.stringify(input))) throw new KeyReused();
    return found?.outcome;
  }

  /** Of one form sent twice at once the second may find the case moved, or the name taken, by itself: what the first did is its answer. */
  private async doneMeanwhile(actor: Actor, mutation: string, input: object, refusal: Refusal): Promise<Outcome | undefined> {
    if (refusal instanceof NotPermitted || refusal instanceof SignInAgain || refusal instanceof KeyReused || !('idempotencyKey' in input) || !isUuid(input.idempotencyKey)) return undefined;
    const key = input.idempotencyKey;
    try {
      return await this.unit.run(actor, () => this.before(mutation, key, input));
    } catch (error) {
      if (error instanceof KeyReused) return undefined;
      throw error;
    }
  }

  /** What was refused and why; never what was typed. */
  private async recordRefusal(actor: Actor, mutation: string, input: object, refusal: Refusal): Promise<void> {
    const id = 'id' in input && isUuid(input.id) ? input.id : actor.membershipId;
    await this.unit.run(actor, () =>
      this.trail.record({ subjectKind: 'refusal', subjectId: id, action: `refused:${mutation}`, after: { code: refusal.code, ...unmetOf(refusal) } }),
    );
  }
}

/** Thrown at the end of a rehearsal, so that its unit rolls back. */
class Rehearsed extends Error {
  constructor(readonly outcome: Outcome) {
    super('This was a rehearsal: nothing of it stays.');
  }
}

const personOf = (actor: Actor): string => actor.personId ?? actor.membershipId;

function unmetOf(refusal: Refusal): object {
  if ('unmet' in refusal && Array.isArray(refusal.unmet)) return { unmet: refusal.unmet.map((one: string | { requirement: string }) => (typeof one === 'string' ? one : one.requirement)) };
  if ('fields' in refusal && Array.isArray(refusal.fields)) return { fields: refusal.fields.map((one: { field: string }) => one.field) };
  return {};
}

/** The words of ours in a refusal. */
function saidIn({ message, ...rest }: Refusal): object {
  return { message, ...('unmet' in rest && { unmet: rest.unmet }), ...('fields' in rest && { fields: rest.fields }) };
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);

/** Two posts of one form at once: the second waits, fails on the key, and on a second try finds the first one's outcome. */
const isKeyRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && error.constraint === 'idempotency_keys_pkey';
