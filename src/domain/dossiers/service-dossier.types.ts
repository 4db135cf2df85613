import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView } from '../../platform/graphql/shared.types.js';
import { InsolvencyView } from '../providers/insolvency.types.js';
import { RanBefore } from '../providers/provider-people.types.js';
import { RunByView } from '../providers/run-by.types.js';
import { DefaultCount } from '../notices/notice.types.js';
import {
  StageCriteria, DossierLink, DossierAction, DossierDecision, DossierNotice, DossierRecommendation, DossierRecord, DossierRestriction, DossierRisk, DossierTermination, NamedMember, PeopleByFunder, RunningDeadline, ServiceRating,
} from './service-dossier.parts.js';
import { PlanProgress } from './plan-progress.types.js';
import { PanelDate, SincePanel } from './since-panel.types.js';
import { DossierAppeal, DossierContract, DossierHearingRequest, DossierLetter, DossierRepresentation } from './service-papers.types.js';

@ObjectType({ description: 'One service as a chair chairs from it (pages.md, the location page). Parts nobody asks for are not read.' })
export class ServiceDossier {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => ID)
  readonly providerId!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => RunByView, { nullable: true, description: 'The agency of this council’s world that runs the provider: the council itself, an NHS trust. The panel then looks at one of its own (case 18).' })
  readonly runBy!: RunByView | null;

  @Field(() => InsolvencyView, { nullable: true, description: 'Where its provider is in administration: whom letters are served on (case 23).' })
  readonly insolvency!: InsolvencyView | null;

  @Field(() => [RanBefore], { description: 'Who runs its provider and ran one that failed, for officers of the council (case 1); nothing for anybody else.' })
  readonly ranBefore!: readonly RanBefore[];

  @Field(() => String)
  readonly address!: string;

  @Field(() => String, { nullable: true })
  readonly postcode!: string | null;

  @Field(() => String, { nullable: true })
  readonly cqcId!: string | null;

  @Field(() => String, { nullable: true })
  readonly cqcUrl!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly deregisteredOn!: string | null;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => String, { description: 'What the council calls the stage.' })
  readonly stageWords!: string;

  @Field(() => String, { nullable: true, description: 'Where serious concerns stand: initialMeetingDue, enquiriesAndImprovement, findingsDue or decisionOnOutcome.' })
  readonly stageStep!: string | null;

  @Field(() => DateScalar)
  readonly stageSince!: string;

  @Field(() => String, { nullable: true, description: 'Job title of who decided it; null for a service that was always routine.' })
  readonly stageDecidedBy!: string | null;

  @Field(() => Boolean, { description: 'Brought in from an earlier record and not decided here since: evidence not held.' })
  readonly stageFromEarlierRecords!: boolean;

  @Field(() => String, { nullable: true })
  readonly stageDecisionReference!: string | null;

  @Field(() => ID, { nullable: true })
  readonly stageDecisionId!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly stageReviewOn!: string | null;

  @Field(() => [AllowedActionView], { description: 'Where the stage may go from here, or everything that is missing for it.' })
  readonly allowedActions!: readonly AllowedActionView[];

  @Field(() => NamedMember, { nullable: true })
  readonly leadOfficer!: NamedMember | null;

  @Field(() => [ServiceRating])
  readonly ratings!: ServiceRating[];

  @Field(() => [PeopleByFunder])
  readonly people!: PeopleByFunder[];

  @Field(() => [DossierRestriction], { description: 'In force, newest first; each stands by itself (R10).' })
  readonly restrictions!: DossierRestriction[];

  @Field(() => [DossierNotice], { description: 'Those that run first, then those that ended (R15).' })
  readonly notices!: DossierNotice[];

  @Field(() => [DossierTermination], { description: 'Those under way first.' })
  readonly terminations!: DossierTermination[];

  @Field(() => [DefaultCount], { description: 'Of its contracts that set a count of defaults (R14).' })
  readonly defaultCounts!: DefaultCount[];

  @Field(() => String, { description: 'What may not be placed here, in one sentence: the union of every restriction in force (R10).' })
  readonly effectiveRule!: string;

  @Field(() => [DossierRecord], { description: 'The newest 50 that are open.' })
  readonly openIntelligence!: DossierRecord[];

  @Field(() => Int)
  readonly openIntelligenceTotal!: number;

  @Field(() => [DossierAction], { description: 'Overdue first, then by date.' })
  readonly openActions!: DossierAction[];

  @Field(() => PlanProgress, { nullable: true, description: 'Of its actions, superseded ones left out.' })
  readonly planProgress!: PlanProgress | null;

  @Field(() => [RunningDeadline], { description: 'Every running deadline, soonest first.' })
  readonly clocks!: RunningDeadline[];

  @Field(() => [DossierRisk], { description: 'The latest assessment and the one before it.' })
  readonly risks!: DossierRisk[];

  @Field(() => String, { nullable: true, description: 'deteriorating, unchanged or improving against the one before; null without one.' })
  readonly riskDirection!: string | null;

  @Field(() => [DossierRecommendation])
  readonly recommendationsWaiting!: DossierRecommendation[];

  @Field(() => StageCriteria, { nullable: true, description: 'What its stage was decided on; null at a stage that rests on no criteria.' })
  readonly criteria!: StageCriteria | null;

  @Field(() => [DossierDecision], { description: 'The newest ten.' })
  readonly decisions!: DossierDecision[];

  @Field(() => PanelDate, { nullable: true })
  readonly nextPanel!: PanelDate | null;

  @Field(() => SincePanel)
  readonly sinceLastPanel!: SincePanel;

  @Field(() => [DossierLetter], { description: 'Issued, newest first.' })
  readonly letters!: DossierLetter[];

  @Field(() => [DossierRepresentation])
  readonly representations!: DossierRepresentation[];

  @Field(() => [DossierAppeal])
  readonly appeals!: DossierAppeal[];

  @Field(() => [DossierHearingRequest])
  readonly hearingRequests!: DossierHearingRequest[];

  @Field(() => [DossierContract])
  readonly contracts!: DossierContract[];

  @Field(() => [DossierLink], { description: 'What it carries on, what carries it on, and what else became of it (R31); what was undone is left out.' })
  readonly links!: DossierLink[];
}
