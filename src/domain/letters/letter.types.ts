import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { FieldProblem } from '../../platform/graphql/refusals.js';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView } from '../../platform/graphql/shared.types.js';
import { OwnRepresentation } from '../representations/representation.types.js';
import { LegalCopyView, LetterChangeView } from './letter-review.types.js';

@ObjectType({ description: 'One part of a letter.' })
export class LetterPartView {
  @Field(() => String)
  readonly heading!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'Of a part people write; null where it comes from the record and stays.' })
  readonly key?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the letter does not go without it.' })
  readonly needed?: boolean | null;
}

@ObjectType({ description: 'The mail a letter went by, for the council’s office.' })
export class LetterMail {
  @Field(() => String)
  readonly toAddress!: string;

  @Field(() => DateTimeScalar)
  readonly queuedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a mail server accepted it: from then the letter is served (R32).' })
  readonly sentAt!: string | null;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed, as a code: ESOCKET, EENVELOPE 550.' })
  readonly lastError!: string | null;
}

@ObjectType({ description: 'A letter in a list.' })
export class LetterRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'Its code in domain.md 7: E1, S1, R1 and so on; AA, AH, AL, AO, D, N1 to N6, OH, PA, PF, RC, SC and T1 to T4 are ours.' })
  readonly kind!: string;

  @Field(() => String)
  readonly subject!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String, { description: 'provider, placingAuthorities, people, agencies or outOfHours.' })
  readonly addressee!: string;

  @Field(() => String, { description: 'draft, legalReview, issued or served.' })
  readonly state!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to serve it (R07).' })
  readonly serveBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly issuedAt!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'email, post or hand; null where it went to several.' })
  readonly serviceMethod!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The provider is asked to answer by the end of this day.' })
  readonly replyBy!: string | null;

  @Field(() => ID, { nullable: true })
  readonly documentId!: string | null;
}

@ObjectType({ description: 'A letter as the office that sends it sees it.' })
export class OfficeLetterRow extends LetterRow {
  @Field(() => LetterMail, { nullable: true, description: 'Null where it went on paper, or is a draft.' })
  readonly mail!: LetterMail | null;

  @Field(() => [String], { complexity: 1, description: 'Of a letter to several that was sent: who has not had it; without those who only have a copy.' })
  readonly waitingFor!: readonly string[];

  @Field(() => Int, { description: 'Days since the last one on which it could be served in time; 0 once it is served (R07).' })
  readonly daysLate!: number;
}

@ObjectType({ description: 'Letters, page by page.' })
export class LetterList {
  @Field(() => [OfficeLetterRow])
  readonly rows!: readonly OfficeLetterRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ArgsType()
export class LetterListArgs {
  @Field(() => String, { nullable: true, description: 'draft, legalReview, issued, notAccepted (its mail failed, and it is not served), or served; anything else is all.' })
  readonly state?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the service’s or provider’s name, or of the reference.' })
  readonly search?: string | null;

  @Field(() => ID, { nullable: true })
  readonly serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Letters about decisions on this restriction.' })
  readonly restrictionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Letters about this notice: of decisions on it, and answers to plans.' })
  readonly noticeId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly decisionId?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'A provider’s own letter, with its chance to answer.' })
export class OwnLetter extends LetterRow {
  @Field(() => OwnRepresentation, { nullable: true })
  readonly representation!: OwnRepresentation | null;
}

@ObjectType({ description: 'Somebody a letter to several went to, with how it was served (R38).' })
export class LetterAddressee {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether they have it for information alone: it is served without them.' })
  readonly copy!: boolean;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceMethod!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceProof!: string | null;

  @Field(() => LetterMail, { nullable: true })
  readonly mail!: LetterMail | null;
}

@ObjectType('Letter', { description: 'A letter, part by part.' })
export class LetterView extends OwnLetter {
  @Field(() => Int, { description: 'The version an officer edits or issues; 0 for the provider, who does neither.' })
  readonly version!: number;

  @Field(() => [LetterPartView])
  readonly parts!: readonly LetterPartView[];

  @Field(() => String, { description: 'The paragraph people write; it stands after the first part.' })
  readonly paragraph!: string;

  @Field(() => String, { nullable: true })
  readonly providerEmail!: string | null;

  @Field(() => String, { nullable: true, description: 'To whom it was served and what shows it (R38); for the office.' })
  readonly serviceProof!: string | null;

  @Field(() => LetterMail, { nullable: true, description: 'For the office.' })
  readonly mail!: LetterMail | null;

  @Field(() => ID, { nullable: true })
  readonly decisionId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision it tells of, while an appeal can be lodged against that (R11).' })
  readonly appealAgainstId!: string | null;

  @Field(() => String, { nullable: true })
  readonly decisionReference!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the paper that was sent, 64 hexadecimal digits (R38).' })
  readonly sha256!: string | null;

  @Field(() => Boolean, { description: 'Whether Legal agrees before it is issued.' })
  readonly legalFirst!: boolean;

  @Field(() => Boolean, { description: 'Whether Legal agreed to the text as it stands.' })
  readonly legalAgreed!: boolean;

  @Field(() => [LetterAddressee], { description: 'For the office; none where it goes to one person of the provider alone.' })
  readonly addressees!: readonly LetterAddressee[];

  @Field(() => [LetterChangeView], { description: 'For the office, the latest first.' })
  readonly changes!: readonly LetterChangeView[];

  @Field(() => [LegalCopyView], { description: 'For the office, the latest first.' })
  readonly legalCopies!: readonly LegalCopyView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'The letter as the provider will see it, or what is wrong with the decision’s form.' })
export class LetterPreview {
  @Field(() => String)
  readonly subject!: string;

  @Field(() => [LetterPartView])
  readonly parts!: readonly LetterPartView[];

  @Field(() => String)
  readonly paragraph!: string;

  @Field(() => [FieldProblem], { description: 'Every problem of the form; with one, there is no letter yet.' })
  readonly problems!: readonly FieldProblem[];
}
