import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView, WorkflowStepView } from '../../platform/graphql/shared.types.js';

@ArgsType()
export class IntelligenceLogArgs {
  @Field(() => String, { nullable: true, description: 'Part of a reference, of what happened, or of the service’s name.' })
  readonly search?: string | null;

  @Field(() => String, { nullable: true })
  readonly severity?: string | null;

  @Field(() => String, { nullable: true, description: 'A state, or `open` for all but closed.' })
  readonly state?: string | null;

  @Field(() => String, { nullable: true })
  readonly category?: string | null;

  @Field(() => ID, { nullable: true })
  readonly serviceId?: string | null;

  @Field(() => String, { nullable: true, description: '`allocated` to me, or `recorded` by me.' })
  readonly mine?: string | null;

  @Field(() => String, { nullable: true, description: 'newest, severity or happened.' })
  readonly sort?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType()
export class IntelligenceRow {
  @Field(() => Boolean, { description: 'Brought in from an earlier record: evidence not held.' })
  readonly fromEarlierRecords!: boolean;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => String)
  readonly severity!: string;

  @Field(() => String, { description: 'What it is about, in the words of the local procedure.' })
  readonly categoryWords!: string;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true })
  readonly notListed!: string | null;

  @Field(() => String, { nullable: true, description: 'The agency it comes from, as it was called when it was received (R35).' })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly caveat!: string;

  @Field(() => String)
  readonly caveatWords!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => DateTimeScalar)
  readonly receivedAt!: string;

  @Field(() => String, { nullable: true })
  readonly allocatedToName!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'By when its severity asks for an answer.' })
  readonly respondBy!: string | null;

  @Field(() => Int, { description: 'By how many days that answer is overdue; 0 where it is not.' })
  readonly respondDaysOverdue!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'While it waits for triage: by when its severity asks for it.' })
  readonly triageBy!: string | null;

  @Field(() => Boolean, { description: 'It waits for triage longer than that.' })
  readonly triageOverdue!: boolean;

  @Field(() => Boolean, { nullable: true })
  readonly needsAction!: boolean | null;

  @Field(() => String, { nullable: true })
  readonly dispositionWords!: string | null;

  @Field(() => Boolean)
  readonly retracted!: boolean;
}

@ObjectType()
export class IntelligenceLog {
  @Field(() => [IntelligenceRow])
  readonly rows!: IntelligenceRow[];

  @Field(() => [ChoiceView], { description: 'What intelligence may be about.' })
  readonly categories!: ChoiceView[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ObjectType()
export class SeverityChoice extends ChoiceView {
  @Field(() => String)
  readonly description!: string;

  @Field(() => String, { description: 'What choosing it sets off.' })
  readonly setsOff!: string;
}

@ObjectType({ description: 'Another record this one repeats, or that repeats it.' })
export class LinkedIntelligence {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;
}

@ObjectType()
export class OfficerChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;
}

@ObjectType()
export class DutyOfficer {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String, { nullable: true })
  readonly phone!: string | null;
}

@ObjectType({ description: 'One change of who may see a record.' })
export class CaveatChangeView {
  @Field(() => String, { description: 'chosen, changed, released, corrected or kept' })
  readonly answer!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String, { nullable: true })
  readonly correction!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly reviewOn!: string | null;

  @Field(() => String)
  readonly by!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;
}

@ObjectType({ description: 'One record whole, without who told us.' })
export class IntelligenceRecord extends IntelligenceRow {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly whatHappened!: string;

  @Field(() => String, { nullable: true })
  readonly immediateAction!: string | null;

  @Field(() => String)
  readonly sourceWords!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => Int, { nullable: true })
  readonly peopleAffected!: number | null;

  @Field(() => String, { description: 'yes, summaryOnly or no' })
  readonly disclosure!: string;

  @Field(() => String, { nullable: true })
  readonly disclosureReason!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When an officer looks again at keeping it from the provider.' })
  readonly disclosureReviewOn!: string | null;

  @Field(() => String, { nullable: true, description: 'fact, opinion or thirdHand' })
  readonly nature!: string | null;

  @Field(() => String, { nullable: true, description: 'A first hand, to E known to have been wrong, F cannot judge.' })
  readonly reliability!: string | null;

  @Field(() => String, { nullable: true, description: 'confirmed, partly, notConfirmed or contradicted' })
  readonly corroboration!: string | null;

  @Field(() => String, { nullable: true })
  readonly lawfulBasis!: string | null;

  @Field(() => String, { nullable: true })
  readonly triageNote!: string | null;

  @Field(() => String, { nullable: true })
  readonly assessment!: string | null;

  @Field(() => String, { nullable: true })
  readonly dispositionReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly safeguardingReference!: string | null;

  @Field(() => String, { nullable: true })
  readonly passedTo!: string | null;

  @Field(() => String, { nullable: true })
  readonly outcome!: string | null;

  @Field(() => String, { nullable: true })
  readonly retractionReason!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When somebody looks again at who may see it (R28).' })
  readonly caveatReviewOn!: string | null;

  @Field(() => Int, { description: '0 where that day has not passed, and for what was retracted.' })
  readonly caveatReviewDaysOverdue!: number;

  @Field(() => Int, { description: 'Days since an officer was to look again at whether the provider may be told; 0 where that day has not passed, and for what was retracted.' })
  readonly disclosureReviewDaysOverdue!: number;

  @Field(() => DateScalar, { nullable: true, description: 'CQC has published since it was recorded: release, correct or keep it (R28).' })
  readonly publicationSeenOn!: string | null;

  @Field(() => [CaveatChangeView], { description: 'Who might see it when, and why; newest first.' })
  readonly caveatChanges!: CaveatChangeView[];

  @Field(() => [OfficerChoice], { description: 'People named who may read it beside those its caveat names.' })
  readonly readers!: OfficerChoice[];

  @Field(() => [OfficerChoice], { description: 'Members of the panel who may be named, for who may name them.' })
  readonly readerChoices!: OfficerChoice[];

  @Field(() => LinkedIntelligence, { nullable: true })
  readonly duplicateOf!: LinkedIntelligence | null;

  @Field(() => [LinkedIntelligence], { description: 'Records that repeat this one: the group counts once (R26).' })
  readonly duplicates!: LinkedIntelligence[];

  @Field(() => Boolean, { description: 'Who told us is written down, and sealed: `sourceAccess` says who may open it.' })
  readonly sourceSealed!: boolean;

  @Field(() => Boolean, { description: 'Whether there is a sealed source that you may read.' })
  readonly sealedSource!: boolean;

  @Field(() => [WorkflowStepView])
  readonly steps!: WorkflowStepView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: AllowedActionView[];

  @Field(() => [DutyOfficer], { description: 'Whom to ring about P1.' })
  readonly dutyOfficers!: DutyOfficer[];

  @Field(() => [OfficerChoice], { description: 'Officers it may be allocated to.' })
  readonly officers!: OfficerChoice[];

  @Field(() => [SeverityChoice])
  readonly severities!: SeverityChoice[];

  @Field(() => [ChoiceView])
  readonly caveats!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly dispositions!: ChoiceView[];
}

@ObjectType()
export class ServiceMatch {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly address!: string;

  @Field(() => String)
  readonly providerName!: string;
}

@ObjectType()
export class AgencyChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType({ description: 'What somebody needs who adds intelligence: the service, the lists of the local procedure, whom to ring.' })
export class IntelligenceForm {
  @Field(() => ServiceMatch, { nullable: true })
  readonly service!: ServiceMatch | null;

  @Field(() => [ServiceMatch], { description: 'Services that fit the search, at most 20.' })
  readonly matches!: ServiceMatch[];

  @Field(() => [AgencyChoice])
  readonly agencies!: AgencyChoice[];

  @Field(() => ID, { nullable: true })
  readonly ownAgencyId!: string | null;

  @Field(() => [ChoiceView])
  readonly sources!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly categories!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly caveats!: ChoiceView[];

  @Field(() => [SeverityChoice])
  readonly severities!: SeverityChoice[];

  @Field(() => [OfficerChoice], { description: 'Officers of the council who may be named to read it.' })
  readonly readerChoices!: OfficerChoice[];

  @Field(() => [DutyOfficer])
  readonly dutyOfficers!: DutyOfficer[];
}
