import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type Refused, refusalTypes } from './refusals.js';

/** What a mutation did: read the object itself afterwards, as yourself. */
export interface Outcome {
  readonly id: string;
  readonly version: number;
  readonly reference?: string | null;
}

@ObjectType({ isAbstract: true })
abstract class MutationPayload implements Outcome {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true })
  readonly reference?: string | null;
}

/** The `<Name>Result` union of one mutation: `<Name>Payload` or a refusal. `name` is in capitals first: `LiftRestriction`. */
export function mutationResult(name: string): object {
  @ObjectType(`${name}Payload`)
  class Payload extends MutationPayload {}
  return createUnionType({
    name: `${name}Result`,
    types: () => [Payload, ...refusalTypes] as const,
    resolveType: (value: Outcome | Refused) => ('refusedAs' in value ? value.refusedAs : Payload) as typeof Payload,
  });
}
