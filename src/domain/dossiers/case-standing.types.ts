import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'One step that leads on from where a record stands.' })
export class WayOn {
  @Field(() => String, { description: 'The event of the statechart.' })
  readonly event!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { description: 'Where it leads, in words.' })
  readonly leadsTo!: string;

  @Field(() => [String], { description: 'What is missing for it by what the record says; what a form asks for is left out.' })
  readonly missing!: string[];
}

@ObjectType({ description: 'Where a record stands in its statechart today, and what may come next.' })
export class CaseStanding {
  @Field(() => String)
  readonly machine!: string;

  @Field(() => String, { description: 'The state as its statechart names it, with its sub-state after a dot.' })
  readonly state!: string;

  @Field(() => String)
  readonly stateWords!: string;

  @Field(() => [WayOn], { description: 'None where it has ended.' })
  readonly next!: WayOn[];
}
