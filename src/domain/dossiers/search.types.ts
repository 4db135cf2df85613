import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';

export const searchKinds = [
  'service', 'provider', 'person', 'intelligence', 'visit', 'risk', 'meeting', 'contribution', 'minutes', 'recommendation', 'written', 'decision', 'restriction', 'notice', 'termination', 'proposal', 'representation', 'appeal', 'action', 'letter',
] as const;

@ArgsType()
export class SearchArgs {
  @Field(() => String, { nullable: true, description: 'Words as people type them: "a phrase", or, -without. Needed where nothing else narrows the search.' })
  readonly words?: string | null;

  @Field(() => [String], { nullable: true, description: `Which kinds; all where none is named: ${searchKinds.join(', ')}.` })
  readonly kinds?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'From this day, as people type it.' })
  readonly from?: string | null;

  @Field(() => String, { nullable: true, description: 'Until this day.' })
  readonly to?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what is about this service.' })
  readonly serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what this person recorded, chaired, signed, decided, visited, brought or owns: one of their memberships.' })
  readonly membershipId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only recommendations of, decisions on, and what came of, this: a code such as D08.' })
  readonly decision?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'A piece of an excerpt.' })
export class ExcerptPart {
  @Field(() => String)
  readonly text!: string;

  @Field(() => Boolean, { description: 'Whether it is what was searched for.' })
  readonly hit!: boolean;
}

@ObjectType()
export class SearchHit {
  @Field(() => String, { description: 'The kind and id of what was found.' })
  readonly key!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { nullable: true })
  readonly reference!: string | null;

  @Field(() => String)
  readonly title!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day it happened, was made or was received.' })
  readonly happenedOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true, description: 'Whose it is: who recorded, chaired, signed, decided, brought or owns it.' })
  readonly person!: string | null;

  @Field(() => String, { description: 'The address of its page.' })
  readonly path!: string;

  @Field(() => [ExcerptPart], { complexity: 8, description: 'Where the words stand, as plain text.' })
  readonly excerpt!: readonly ExcerptPart[];
}

@ObjectType({ description: 'How many of a kind were found.' })
export class SearchCount {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType({ description: 'What was found among what you may see; nothing else is counted.' })
export class SearchResults {
  @Field(() => Boolean, { description: 'Whether anything was asked for: words that are not all common ones, or something to narrow by.' })
  readonly asked!: boolean;

  @Field(() => [SearchHit])
  readonly rows!: readonly SearchHit[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => [SearchCount], { complexity: 10, description: 'Of all kinds, whichever are shown.' })
  readonly counts!: readonly SearchCount[];

  @Field(() => [ChoiceView], { description: 'Decisions to narrow by, from the procedure.' })
  readonly decisions!: readonly ChoiceView[];

  @Field(() => String, { nullable: true, description: 'The service it is narrowed to, where you see it.' })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true, description: 'The person it is narrowed to.' })
  readonly personName!: string | null;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}
