import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredDate, requiredText, version } from '../../platform/graphql/input-fields.js';
import { criteriaField, CriterionInput } from './criteria.js';

@InputType({ description: 'An officer proposes enhanced monitoring, on the latest risk assessment.' })
export class ProposeEnhancedMonitoringInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'Why it is proposed.' })
  text!: string;

  @Field(() => [CriterionInput])
  criteria!: CriterionInput[];
}
const proposal = { idempotencyKey, serviceId: id('the service'), text: requiredText('why it is proposed', 4_000), criteria: criteriaField };
export const proposeEnhancedMonitoringInput = z.object(proposal);
export type ProposeEnhanced = z.output<typeof proposeEnhancedMonitoringInput>;

@InputType({ description: 'Opens a closed case again, because of what is new since. `version` is the stage’s.' })
export class ReopenServiceInput extends ProposeEnhancedMonitoringInput {
  @Field(() => Int)
  version!: number;
}
export const reopenServiceInput = z.object({ ...proposal, version, text: requiredText('what is new since it was closed', 4_000) });
export type ReopenService = z.output<typeof reopenServiceInput>;

/** A step of the stage of a service; `version` is the stage’s. */
@InputType({ isAbstract: true })
abstract class StageStepInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => Int, { description: 'The version of the stage that you saw.' })
  version!: number;

  @Field(() => String, { description: 'What is to be remembered of it, in words.' })
  text!: string;
}
const step = (words: string) => ({ idempotencyKey, serviceId: id('the service'), version, text: requiredText(words, 4_000) });
const held = requiredDate('the date it was held');
const findings = requiredDate('the date of the findings meeting');

@InputType({ description: 'The initial meeting of serious concerns was held, and set the findings meeting.' })
export class HoldInitialMeetingInput extends StageStepInput {
  @Field(() => String)
  heldOn!: string;

  @Field(() => String)
  findingsOn!: string;
}
export const holdInitialMeetingInput = z.object({ ...step('what the meeting agreed'), heldOn: held, findingsOn: findings });
export type HoldInitialMeeting = z.output<typeof holdInitialMeetingInput>;

@InputType({ description: 'The findings meeting is moved to another day.' })
export class MoveFindingsMeetingInput extends StageStepInput {
  @Field(() => String)
  findingsOn!: string;
}
export const moveFindingsMeetingInput = z.object({ ...step('why it is moved'), findingsOn: findings });
export type MoveFindings = z.output<typeof moveFindingsMeetingInput>;

@InputType({ description: 'The findings meeting was held.' })
export class HoldFindingsMeetingInput extends StageStepInput {
  @Field(() => String)
  heldOn!: string;
}
export const holdFindingsMeetingInput = z.object({ ...step('what was found, and what remains'), heldOn: held });
export type HoldFindings = z.output<typeof holdFindingsMeetingInput>;

@InputType({ description: 'After the findings, enquiries and improvement go on until another findings meeting.' })
export class ContinueEnquiriesInput extends StageStepInput {
  @Field(() => String)
  findingsOn!: string;
}
export const continueEnquiriesInput = z.object({ ...step('why they go on'), findingsOn: findings });
export type ContinueEnquiries = z.output<typeof continueEnquiriesInput>;

@InputType({ description: 'Enhanced monitoring as an arrangement inside serious concerns.' })
export class ArrangeEnhancedMonitoringInput extends StageStepInput {}
export const arrangeEnhancedMonitoringInput = z.object(step('what is monitored and how often'));
export type ArrangeEnhanced = z.output<typeof arrangeEnhancedMonitoringInput>;

@InputType({ description: 'The first check after a case was closed.' })
export class RecordClosingCheckInput extends StageStepInput {
  @Field(() => String)
  checkedOn!: string;
}
export const recordClosingCheckInput = z.object({ ...step('what the check found'), checkedOn: requiredDate('the date of the check') });
export type RecordClosingCheck = z.output<typeof recordClosingCheckInput>;
