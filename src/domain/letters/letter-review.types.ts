import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A part before and after a change.' })
export class LetterPartChange {
  @Field(() => String)
  readonly heading!: string;

  @Field(() => String)
  readonly before!: string;

  @Field(() => String)
  readonly after!: string;
}

@ObjectType({ description: 'What was done to a letter’s text, or what Legal said of it.' })
export class LetterChangeView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'edited, sentToLegal, copyTaken, copyRefused or returned.' })
  readonly kind!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;

  @Field(() => String)
  readonly by!: string;

  @Field(() => [LetterPartChange])
  readonly parts!: readonly LetterPartChange[];

  @Field(() => Boolean, { nullable: true, description: 'Whether Legal agreed.' })
  readonly agreed!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Who in Legal read it.' })
  readonly lawyer!: string | null;

  @Field(() => String, { nullable: true, description: 'What was asked, said, or given as the reason.' })
  readonly text!: string | null;

  @Field(() => String, { nullable: true, description: 'The reference of Legal’s copy.' })
  readonly copyReference!: string | null;
}

@ObjectType({ description: 'A file Legal sent back.' })
export class LegalCopyView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => DateTimeScalar)
  readonly uploadedAt!: string;
}

@ObjectType({ description: 'A letter that tells of no decision, which an officer may start.' })
export class LetterOccasion {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String)
  readonly addressee!: string;

  @Field(() => Boolean)
  readonly legalFirst!: boolean;

  @Field(() => ID, { nullable: true })
  readonly aboutId!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about, where it is not the service as a whole.' })
  readonly about!: string | null;
}

@ObjectType({ description: 'Letters that may be started about a service.' })
export class LetterOccasions {
  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [LetterOccasion])
  readonly occasions!: readonly LetterOccasion[];
}

@ObjectType({ description: 'A run of words in Legal’s copy, or in the letter, or in both.' })
export class ComparedWordsView {
  @Field(() => String, { description: 'same, inserted or deleted.' })
  readonly change!: string;

  @Field(() => String)
  readonly text!: string;
}

@ObjectType({ description: 'A part that differs in Legal’s copy.' })
export class ComparedPartView {
  @Field(() => String)
  readonly heading!: string;

  @Field(() => Boolean, { description: 'Whether it comes from the record, so that the change is not taken.' })
  readonly record!: boolean;

  @Field(() => [ComparedWordsView])
  readonly words!: readonly ComparedWordsView[];
}

@ObjectType({ description: 'A comment in Legal’s copy.' })
export class LegalComment {
  @Field(() => String)
  readonly by!: string;

  @Field(() => String)
  readonly text!: string;
}

@ObjectType({ description: 'Legal’s copy beside the letter as it stands.' })
export class LegalComparison {
  @Field(() => String, { nullable: true, description: 'Why it cannot be compared: it is no copy of this letter.' })
  readonly problem!: string | null;

  @Field(() => [ComparedPartView])
  readonly parts!: readonly ComparedPartView[];

  @Field(() => [String], { description: 'What is not taken over, and why.' })
  readonly notTaken!: readonly string[];

  @Field(() => [LegalComment])
  readonly comments!: readonly LegalComment[];

  @Field(() => Boolean)
  readonly recordKept!: boolean;
}
