import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, optionalLine, requiredDate, requiredLine, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';
import { exemptionCodes } from './exemptions.js';
import { requestKinds } from './request-clock.js';

@InputType({ description: 'A request for information, as it came.' })
export class RecordInformationRequestInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'foi, subjectAccess or other (a court order, …).' })
  kind!: string;

  @Field(() => String, { description: 'The day it came, day first.' })
  receivedOn!: string;

  @Field(() => String, { description: 'The council’s own case number for who asks.' })
  requesterReference!: string;

  @Field(() => String, { nullable: true, description: 'Kept here alone: no trail, letter or file has it.' })
  requesterName?: string | null;

  @Field(() => String)
  asked!: string;

  @Field(() => String, { nullable: true, description: 'The day a court order sets; for the other kinds the law does.' })
  dueOn?: string | null;
}
export const recordInformationRequestInput = withRules(
  z.object({
    idempotencyKey,
    kind: oneOf(requestKinds, 'Choose what kind of request it is'),
    receivedOn: requiredDate('the day it was received'),
    requesterReference: requiredLine('the case number of who asks', 60),
    requesterName: optionalLine('the name of who asks'),
    asked: requiredText('what is asked'),
    dueOn: optionalDate('the day it is due'),
  }),
  [
    { field: 'dueOn', message: 'Enter the day the order sets', broken: ({ kind, dueOn }) => kind === 'other' && dueOn === undefined },
    { field: 'dueOn', message: 'Leave this empty: the law sets the day', broken: ({ kind, dueOn }) => (kind === 'foi' || kind === 'subjectAccess') && dueOn !== undefined },
    { field: 'dueOn', message: 'Enter a day after it was received', broken: ({ receivedOn, dueOn }) => dueOn !== undefined && typeof receivedOn === 'string' && dueOn <= receivedOn },
  ],
);
export type RecordInformationRequest = z.output<typeof recordInformationRequestInput>;

@InputType({ description: 'A step of one request.' })
export class RequestStepInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const step = { idempotencyKey, id: id('the request'), version };
export const requestStepInput = z.object(step);
export type RequestStep = z.output<typeof requestStepInput>;

@InputType({ description: 'What the requester is asked; the clock stands until the answer.' })
export class AskRequesterInput extends RequestStepInput {
  @Field(() => String, { description: 'clarification or identity.' })
  awaited!: string;

  @Field(() => String)
  question!: string;
}
export const askRequesterInput = z.object({ ...step, awaited: oneOf(['clarification', 'identity'], 'Choose what you are waiting for'), question: requiredText('what you asked', 4000) });
export type AskRequester = z.output<typeof askRequesterInput>;

@InputType()
export class RecordRequesterAnswerInput extends RequestStepInput {
  @Field(() => String, { description: 'The day it came, day first.' })
  answeredOn!: string;
}
export const recordRequesterAnswerInput = z.object({ ...step, answeredOn: requiredDate('the day the answer came') });
export type RecordRequesterAnswer = z.output<typeof recordRequesterAnswerInput>;

@InputType({ description: 'A step with a reason in words.' })
export class RequestReasonInput extends RequestStepInput {
  @Field(() => String)
  reason!: string;
}
export const requestReasonInput = z.object({ ...step, reason: requiredText('the reason', 4000) });
export type RequestReason = z.output<typeof requestReasonInput>;

@InputType({ description: 'The whole request is refused.' })
export class RefuseInformationRequestInput extends RequestReasonInput {
  @Field(() => String, { description: 'An exemption, or costLimit, vexatious, notHeld.' })
  code!: string;
}
export const refusalCodes = [...exemptionCodes, 'costLimit', 'vexatious', 'notHeld'] as const;
export const refuseInformationRequestInput = z.object({ ...step, code: oneOf(refusalCodes, 'Choose by what it is refused'), reason: requiredText('the reason', 4000) });
export type RefuseInformationRequest = z.output<typeof refuseInformationRequestInput>;

@InputType()
export class ReleaseDisclosureSetInput extends RequestStepInput {
  @Field(() => String, { description: 'The day it was sent, day first.' })
  releasedOn!: string;

  @Field(() => String, { description: 'How: secure mail, post, collected.' })
  method!: string;
}
export const releaseDisclosureSetInput = z.object({ ...step, releasedOn: requiredDate('the day it was sent'), method: requiredLine('how it was sent') });
export type ReleaseDisclosureSet = z.output<typeof releaseDisclosureSetInput>;

@InputType({ description: 'That a provider the set is about was asked for its view (case 12).' })
export class RecordProviderConsultationInput extends RequestStepInput {
  @Field(() => ID)
  providerId!: string;

  @Field(() => String)
  consultedOn!: string;

  @Field(() => String, { description: 'What it said, or why it was not asked.' })
  note!: string;
}
export const recordProviderConsultationInput = z.object({
  ...step, providerId: id('the provider'), consultedOn: requiredDate('the day it was consulted'), note: requiredText('what the provider said, or why it was not asked', 4000),
});
export type RecordProviderConsultation = z.output<typeof recordProviderConsultationInput>;
