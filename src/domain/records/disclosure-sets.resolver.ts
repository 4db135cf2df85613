import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  ChooseRecordsInput, chooseRecordsInput, RedactWordsInput, redactWordsInput, RemoveChosenRecordInput, removeChosenRecordInput, RemoveRedactionInput, removeRedactionInput, WithholdRecordInput, withholdRecordInput,
} from './disclosure.inputs.js';
import { DisclosureSets } from './disclosure-sets.service.js';
import { RequestReasonInput, requestReasonInput, RequestStepInput, requestStepInput } from './request.inputs.js';
import { DisclosureItemView, DisclosurePreview, ExemptionLog } from './request.types.js';
import { RequestsQueries } from './requests.queries.js';

const ChooseRecordsResult = mutationResult('ChooseRecords');
const RemoveChosenRecordResult = mutationResult('RemoveChosenRecord');
const StartRedactionResult = mutationResult('StartRedaction');
const RedactWordsResult = mutationResult('RedactWords');
const RemoveRedactionResult = mutationResult('RemoveRedaction');
const WithholdRecordResult = mutationResult('WithholdRecord');
const SendSetToCheckResult = mutationResult('SendSetToCheck');
const ReturnDisclosureSetResult = mutationResult('ReturnDisclosureSet');
const ApproveDisclosureSetResult = mutationResult('ApproveDisclosureSet');

@Resolver()
export class DisclosureSetsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly sets: DisclosureSets,
    private readonly queries: RequestsQueries,
  ) {}

  @Query(() => DisclosureItemView, { nullable: true })
  disclosureItem(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<DisclosureItemView | null> {
    return this.queries.item(actor, id);
  }

  @Query(() => DisclosurePreview, { nullable: true, description: 'A set as whoever asked will read it.' })
  disclosurePreview(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<DisclosurePreview | null> {
    return this.queries.preview(actor, id);
  }

  @Query(() => ExemptionLog, { nullable: true })
  exemptionLog(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<ExemptionLog | null> {
    return this.queries.log(actor, id);
  }

  @Mutation(() => ChooseRecordsResult, { description: 'Copies records into the set as they are now. Who told us is never among their words (R25).' })
  chooseRecords(@Args('input') input: ChooseRecordsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'chooseRecords', input, chooseRecordsInput, (valid) => this.sets.choose(valid));
  }

  @Mutation(() => RemoveChosenRecordResult)
  removeChosenRecord(@Args('input') input: RemoveChosenRecordInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'removeChosenRecord', input, removeChosenRecordInput, (valid) => this.sets.remove(valid));
  }

  @Mutation(() => StartRedactionResult, { description: 'Begins redaction with what the service itself proposes.' })
  startRedaction(@Args('input') input: RequestStepInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'startRedaction', input, requestStepInput, (valid) => this.sets.startRedaction(valid));
  }

  @Mutation(() => RedactWordsResult)
  redactWords(@Args('input') input: RedactWordsInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'redactWords', input, redactWordsInput, (valid) => this.sets.redact(valid));
  }

  @Mutation(() => RemoveRedactionResult)
  removeRedaction(@Args('input') input: RemoveRedactionInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'removeRedaction', input, removeRedactionInput, (valid) => this.sets.removeRedaction(valid));
  }

  @Mutation(() => WithholdRecordResult, { description: 'A record is withheld whole, or (without a code) no longer.' })
  withholdRecord(@Args('input') input: WithholdRecordInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'withholdRecord', input, withholdRecordInput, (valid) => this.sets.withhold(valid));
  }

  @Mutation(() => SendSetToCheckResult)
  sendSetToCheck(@Args('input') input: RequestStepInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'sendSetToCheck', input, requestStepInput, (valid) => this.sets.sendToCheck(valid));
  }

  @Mutation(() => ReturnDisclosureSetResult, { description: 'A second person returns the set with what has to change.' })
  returnDisclosureSet(@Args('input') input: RequestReasonInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'returnDisclosureSet', input, requestReasonInput, (valid) => this.sets.giveBack(valid));
  }

  @Mutation(() => ApproveDisclosureSetResult, { description: 'A second person approves; the set is made and kept byte for byte.' })
  approveDisclosureSet(@Args('input') input: RequestStepInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'approveDisclosureSet', input, requestStepInput, (valid) => this.sets.approve(valid));
  }
}
