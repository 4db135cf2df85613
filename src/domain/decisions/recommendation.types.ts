import { Field, ObjectType } from '@nestjs/graphql';

/** Decisions that a recommendation asks for in this depth, by their code in domain.md 3.1. */
export const decidableCodes = ['D03', 'D04', 'D08', 'D09', 'D10', 'D14', 'D16'] as const;
export type DecidableCode = (typeof decidableCodes)[number];

/** Contract acts, for whose recommendation the quorum asks more (domain.md 2.4). */
export const sanctionCodes: readonly string[] = ['D08', 'D10', 'D12', 'D13', 'D14'];

@ObjectType({ description: 'The quorum at the moment of the recommendation (R20).' })
export class QuorumThen {
  @Field(() => Boolean)
  readonly quorate!: boolean;

  @Field(() => Boolean)
  readonly forSanction!: boolean;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'Somebody in the room, or out of it for this item, as they were called that day.' })
export class PersonThen {
  @Field(() => String)
  readonly membershipId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'Job title and agency that day.' })
  readonly role!: string;

  @Field(() => String, { nullable: true, description: 'Why somebody was out for the item.' })
  readonly reason?: string | null;
}

/** What the panel proposes in particular; the decider starts from it. */
export interface Proposal {
  readonly restrictionKind?: 'fullStop' | 'partial' | 'cap' | 'cautionary';
  readonly covers?: string;
  readonly coverDetail?: string;
  readonly reasonCodes?: readonly string[];
  /** What kind of notice is recommended (D10). */
  readonly noticeKind?: 'warning' | 'remedy' | 'breach';
  /** The restriction a recommendation to lift is about. */
  readonly restrictionId?: string;
  readonly leadOfficerId?: string;
  readonly reviewOn?: string;
}
