import { Field, type FieldMiddleware, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { type Actor, recentMinutes } from '../access/actor.js';
import { inOwnWords } from '../access/own-words.js';

/**
 * A refusal is an answer, not a fault: typed, in words that name the remedy, and thrown inside the unit of work so that
 * everything rolls back (design.md 9). Bugs are ordinary errors.
 */
@InterfaceType('Refusal', { resolveType: (value: Refused) => value.refusedAs })
export abstract class Refusal extends Error {
  @Field(() => String)
  abstract readonly code: string;

  @Field(() => String)
  declare message: string;

  /** The refusal as a value of a result union: GraphQL takes an Error that is returned for one that was thrown. */
  asAnswer(): Refused {
    return { ...this, message: this.message, code: this.code, refusedAs: this.constructor.name };
  }
}

/** A refusal as it is answered; `refusedAs` is its GraphQL type. */
export interface Refused {
  readonly refusedAs: string;
  readonly code: string;
  readonly message: string;
}

/** A requirement names stages; whoever reads it reads their council's names. */
const inTheirWords: FieldMiddleware<unknown, { actor: Actor }> = async ({ context }, next) => inOwnWords(context.actor.stageNames, (await next()) as string);

@ObjectType()
export class UnmetRequirement {
  @Field(() => String)
  readonly requirement!: string;

  @Field(() => String, { middleware: [inTheirWords] })
  readonly sentence!: string;
}

@ObjectType('TransitionRefused', { implements: () => Refusal, description: 'Returned if the case may not take this step now; every unmet requirement is listed.' })
export class TransitionRefused extends Refusal {
  readonly code = 'TRANSITION_REFUSED';
  @Field(() => String)
  readonly from: string;
  @Field(() => String)
  readonly event: string;
  @Field(() => [UnmetRequirement])
  readonly unmet: UnmetRequirement[];

  constructor(refused: { from: string; event: string; unmet: UnmetRequirement[] }) {
    super(refused.unmet.length === 0 ? `This step is not open now: it stands at "${refused.from}".` : refused.unmet.map((one) => one.sentence).join(' '));
    this.from = refused.from;
    this.event = refused.event;
    this.unmet = refused.unmet;
  }
}

/** Who changed what no person changed: a deadline or a job of the service itself. */
export const byItself = 'This service';

@ObjectType('StaleVersion', { implements: () => Refusal, description: 'Returned if somebody changed it since you opened the page.' })
export class StaleVersion extends Refusal {
  readonly code = 'STALE_VERSION';
  @Field(() => Int)
  readonly currentVersion: number;
  @Field(() => String)
  readonly changedBy: string;
  @Field(() => String)
  readonly changedAt: string;

  constructor(now: { currentVersion: number; changedBy: string; changedAt: string }) {
    const what = now.changedBy === byItself ? 'Something changed this by itself after you opened it' : `${now.changedBy} changed this after you opened it`;
    super(`${what}. Read what it says now, then make your change again.`);
    this.currentVersion = now.currentVersion;
    this.changedBy = now.changedBy;
    this.changedAt = now.changedAt;
  }
}

@ObjectType()
export class FieldProblem {
  @Field(() => String)
  readonly field!: string;

  @Field(() => String, { middleware: [inTheirWords] })
  readonly message!: string;
}

@ObjectType('InvalidInput', { implements: () => Refusal, description: 'Returned if what was sent cannot be used; every field is listed with its remedy.' })
export class InvalidInput extends Refusal {
  readonly code = 'INVALID_INPUT';
  @Field(() => [FieldProblem])
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super(fields.map((field) => field.message).join(' '));
    this.fields = fields;
  }
}

@ObjectType('QuorumNotMet', { implements: () => Refusal, description: 'Returned if the people present may not recommend this (R20).' })
export class QuorumNotMet extends Refusal {
  readonly code = 'QUORUM_NOT_MET';
  @Field(() => [String])
  readonly unmet: string[];

  constructor(unmet: string[]) {
    super(`The meeting is not quorate for this: ${unmet.join('; ')}.`);
    this.unmet = unmet;
  }
}

@ObjectType('AuthorityExceeded', { implements: () => Refusal, description: 'Returned if the decision is above the officer’s delegated limit (R01).' })
export class AuthorityExceeded extends Refusal {
  readonly code = 'AUTHORITY_EXCEEDED';
  @Field(() => String)
  readonly limit: string;

  constructor(limit: string) {
    super(`This is above your delegated limit. ${limit}`);
    this.limit = limit;
  }
}

@ObjectType('NotPermitted', { implements: () => Refusal, description: 'Returned if your role may not do this; it names who may.' })
export class NotPermitted extends Refusal {
  readonly code = 'NOT_PERMITTED';
  @Field(() => String)
  readonly whoMay: string;

  constructor(whoMay: string) {
    super(`You may not do this. It may be done by ${whoMay}.`);
    this.whoMay = whoMay;
  }
}

@ObjectType('SignInAgain', { implements: () => Refusal, description: 'Returned if this asks for a sign-in of the last 5 minutes, and yours is older or unknown; an access token must say when you signed in (auth_time).' })
export class SignInAgain extends Refusal {
  readonly code = 'SIGN_IN_AGAIN';

  constructor() {
    super(`Sign in again first: this needs a sign-in of the last ${recentMinutes} minutes.`);
  }
}

@ObjectType('NotFound', { implements: () => Refusal, description: 'Returned if there is no such thing, or none that you may see.' })
export class NotFound extends Refusal {
  readonly code = 'NOT_FOUND';

  constructor(what = 'page') {
    super(`There is no such ${what}, or you may not see it.`);
  }
}

@ObjectType('KeyReused', { implements: () => Refusal, description: 'Returned if an idempotency key comes back with other contents.' })
export class KeyReused extends Refusal {
  readonly code = 'KEY_REUSED';

  constructor() {
    super('This form was already sent with other contents. Open it again and send it once.');
  }
}

/** Every way a mutation may be refused: the members of each result union beside its payload. */
export const refusalTypes = [TransitionRefused, StaleVersion, InvalidInput, QuorumNotMet, AuthorityExceeded, NotPermitted, SignInAgain, NotFound, KeyReused] as const;
