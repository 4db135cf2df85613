import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';

@ObjectType()
export class LegalHoldView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true, description: 'The one record it keeps; null where it keeps everything of the service.' })
  readonly recordReference!: string | null;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => DateScalar)
  readonly since!: string;

  @Field(() => DateScalar)
  readonly reviewOn!: string;

  @Field(() => Int, { description: 'Days past its review; 0 while it is not, or it has ended.' })
  readonly daysOverdue!: number;

  @Field(() => String)
  readonly setBy!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly endedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly endedBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly endReason!: string | null;
}

@ObjectType()
export class LegalHoldList {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [LegalHoldView], { description: 'Those in force first, the soonest review first.' })
  readonly rows!: readonly LegalHoldView[];

  @Field(() => [ChoiceView])
  readonly services!: readonly ChoiceView[];
}

@ObjectType({ description: 'How long a kind of content is kept (R34).' })
export class RetentionRule {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { description: 'What the time counts from.' })
  readonly from!: string;

  @Field(() => Int)
  readonly months!: number;

  @Field(() => String)
  readonly basis!: string;

  @Field(() => Int, { description: 'What falls due by it and nothing holds.' })
  readonly due!: number;

  @Field(() => Int, { description: 'What would fall due and is held.' })
  readonly held!: number;
}

@ObjectType()
export class RetentionSubject {
  @Field(() => ID)
  readonly subjectId!: string;

  @Field(() => String, { description: 'service, intelligence, source or informationRequest.' })
  readonly subjectKind!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly rule!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => [String], { description: 'Holds and open requests that stop it.' })
  readonly heldBy!: readonly string[];

  @Field(() => String, { nullable: true, description: 'purged, held or noLongerDue; null before the purge came to it.' })
  readonly outcome!: string | null;
}

@ObjectType({ description: 'What falls due by a day, by the schedule in force.' })
export class RetentionPreview {
  @Field(() => String)
  readonly schedule!: string;

  @Field(() => DateScalar)
  readonly effectiveFrom!: string;

  @Field(() => DateScalar)
  readonly until!: string;

  @Field(() => [RetentionRule])
  readonly rules!: readonly RetentionRule[];

  @Field(() => Int, { description: 'All of them; `subjects` has the first 200.' })
  readonly total!: number;

  @Field(() => [RetentionSubject])
  readonly subjects!: readonly RetentionSubject[];
}

@ObjectType({ isAbstract: true })
class PurgeHead {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly until!: string;

  @Field(() => String, { description: 'proposed, approved, returned or done.' })
  readonly state!: string;

  @Field(() => String)
  readonly proposedBy!: string;

  @Field(() => DateTimeScalar)
  readonly proposedAt!: string;

  @Field(() => Int)
  readonly subjectsTotal!: number;
}

@ObjectType()
export class PurgeRow extends PurgeHead {}

@ObjectType()
export class PurgeList {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [PurgeRow])
  readonly rows!: readonly PurgeRow[];
}

@ObjectType('Purge')
export class PurgeView extends PurgeHead {
  @Field(() => String, { nullable: true })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly approvedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly returnedBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly returnReason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly doneAt!: string | null;

  @Field(() => Boolean, { description: 'You proposed it: somebody else approves or returns it.' })
  readonly own!: boolean;

  @Field(() => [RetentionSubject], { description: 'The first 200.' })
  readonly subjects!: readonly RetentionSubject[];
}

@ObjectType({ description: 'What is kept of a service, until when, and what holds it.' })
export class ServiceRecords {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [LegalHoldView], { description: 'In force.' })
  readonly holds!: readonly LegalHoldView[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the content of its case was last purged.' })
  readonly purgedAt!: string | null;

  @Field(() => [RetentionRule])
  readonly rules!: readonly RetentionRule[];
}
