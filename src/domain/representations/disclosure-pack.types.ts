import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType('DisclosedRecord', { description: 'What a thing in a pack is of, and why exactly it is withheld: for officers, Legal and the auditor.' })
export class DisclosedRecordView {
  @Field(() => String, { nullable: true, description: 'intelligence, risk, visit or evidence; null for what is in no record.' })
  readonly recordKind!: string | null;

  @Field(() => ID, { nullable: true })
  readonly recordId!: string | null;

  @Field(() => String, { nullable: true })
  readonly reference!: string | null;

  @Field(() => String, { nullable: true, description: 'thirdParty, sourceSealed, notToProvider, caveat, legalPrivilege, police or otherBody.' })
  readonly reason!: string | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;
}

@ObjectType('DisclosedItem', { description: 'One thing in a pack, as the provider reads it.' })
export class DisclosedItemView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly position!: number;

  @Field(() => String, { description: 'whole, summary, file or withheld.' })
  readonly form!: string;

  @Field(() => String, { nullable: true })
  readonly title!: string | null;

  @Field(() => String, { nullable: true })
  readonly words!: string | null;

  @Field(() => String, { nullable: true, description: 'Of something withheld: aboutOthers, legalAdvice or confidence.' })
  readonly ground!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a file; its bytes are fetched from /disclosures/files/<id of the item>.' })
  readonly fileKind!: string | null;

  @Field(() => Int, { nullable: true })
  readonly size!: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the words or the file, hexadecimal.' })
  readonly sha256!: string | null;

  @Field(() => DisclosedRecordView, { nullable: true, description: 'Null for the provider, and for partners.' })
  readonly record!: DisclosedRecordView | null;
}

@ObjectType('DisclosurePackLine', { description: 'A pack in a list.' })
export class DisclosurePackLine {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => Int, { nullable: true, description: '1 for the first, then its supplements; null until it is served.' })
  readonly number!: number | null;

  @Field(() => String, { description: 'prepared, served or dropped.' })
  readonly state!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day it counts as served (R32).' })
  readonly servedOn!: string | null;
}

@ObjectType('DisclosurePack', { description: 'What a provider is given before it answers, and what is withheld and why. Once served it never changes.' })
export class DisclosurePackView extends DisclosurePackLine {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID)
  readonly representationId!: string;

  @Field(() => String)
  readonly representationReference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String, { nullable: true })
  readonly servedHow!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  readonly servedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its service was recorded.' })
  readonly servedAt!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to answer since.' })
  readonly windowEndsOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a supplement: why no more time is given.' })
  readonly notExtendedReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Of one that is not served: why.' })
  readonly dropReason!: string | null;

  @Field(() => [DisclosedItemView])
  readonly items!: readonly DisclosedItemView[];
}

@ObjectType('ProviderDisclosable', { description: 'A record of the service that a pack may list.' })
export class DisclosableRecordView {
  @Field(() => String)
  readonly recordKind!: string;

  @Field(() => ID)
  readonly recordId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String, { nullable: true, description: 'Of a file: its name.' })
  readonly fileName!: string | null;

  @Field(() => String, { nullable: true, description: 'The former service that it was made at, where this one carries it on.' })
  readonly formerly!: string | null;

  @Field(() => [String], { description: 'whole, summary, file, withheld: the forms in which the provider may be given it.' })
  readonly forms!: readonly string[];
}

@ObjectType('DisclosureForm', { description: 'What there is to disclose about a service, as you see it.' })
export class DisclosureForm {
  @Field(() => [DisclosableRecordView])
  readonly records!: readonly DisclosableRecordView[];
}
