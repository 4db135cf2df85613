import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { LegalReview } from './legal-review.service.js';
import { LetterPreviewArgs, LetterPreviews } from './letter-preview.js';
import {
  EditLetterInput, editLetterInput, IssueLetterInput, issueLetterInput, RecordLetterServedInput, recordLetterServedInput, RefuseLegalCopyInput, refuseLegalCopyInput, ReturnLetterFromLegalInput, returnLetterInput,
  SendLetterToLegalInput, sendToLegalInput, StartLetterInput, startLetterInput, TakeLegalCopyInput, takeLegalCopyInput,
} from './letter.inputs.js';
import { LegalComparison, LetterOccasions } from './letter-review.types.js';
import { LetterList, LetterListArgs, LetterPreview, LetterView, OwnLetter } from './letter.types.js';
import { LettersQueries } from './letters.queries.js';
import { LettersService } from './letters.service.js';

const EditLetterResult = mutationResult('EditLetter');
const IssueLetterResult = mutationResult('IssueLetter');
const RecordLetterServedResult = mutationResult('RecordLetterServed');
const StartLetterResult = mutationResult('StartLetter');
const SendLetterToLegalResult = mutationResult('SendLetterToLegal');
const TakeLegalCopyResult = mutationResult('TakeLegalCopy');
const RefuseLegalCopyResult = mutationResult('RefuseLegalCopy');
const ReturnLetterFromLegalResult = mutationResult('ReturnLetterFromLegal');

@Resolver()
export class LettersResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: LettersService,
    private readonly legal: LegalReview,
    private readonly queries: LettersQueries,
    private readonly previews: LetterPreviews,
  ) {}

  @Query(() => LetterList, { description: 'Letters: drafts first, then the latest.' })
  letters(@Args() args: LetterListArgs, @CurrentActor() actor: Actor): Promise<LetterList> {
    return this.queries.list(actor, args);
  }

  @Query(() => LetterView, { nullable: true })
  letter(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<LetterView | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => [OwnLetter], { description: 'Letters sent to the signed-in provider, the latest first.' })
  myLetters(@CurrentActor() actor: Actor): Promise<OwnLetter[]> {
    return this.queries.mine(actor);
  }

  @Query(() => LetterPreview, { nullable: true, description: 'The letter as the provider will see it, before the decision is made.' })
  letterPreview(@Args() args: LetterPreviewArgs, @CurrentActor() actor: Actor): Promise<LetterPreview | null> {
    return this.previews.of(actor, args);
  }

  @Query(() => LetterOccasions, { nullable: true, description: 'The letters that may be started about a service.' })
  letterOccasions(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<LetterOccasions | null> {
    return this.queries.occasions(actor, serviceId);
  }

  @Query(() => LegalComparison, { nullable: true, description: 'Legal’s copy beside the letter as it stands.' })
  letterComparison(@Args('id', { type: () => ID }) id: string, @Args('copyId', { type: () => ID }) copyId: string, @CurrentActor() actor: Actor): Promise<LegalComparison | null> {
    return this.queries.comparison(actor, id, copyId);
  }

  @Mutation(() => StartLetterResult, { description: 'Starts a letter that tells of no decision.' })
  startLetter(@Args('input') input: StartLetterInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'startLetter', input, startLetterInput, (valid) => this.service.start(valid));
  }

  @Mutation(() => SendLetterToLegalResult, { description: 'Sends a draft to Legal.' })
  sendLetterToLegal(@Args('input') input: SendLetterToLegalInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'sendLetterToLegal', input, sendToLegalInput, (valid) => this.legal.send(valid));
  }

  @Mutation(() => TakeLegalCopyResult, { description: 'Takes over what Legal changed in the parts people write.' })
  takeLegalCopy(@Args('input') input: TakeLegalCopyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'takeLegalCopy', input, takeLegalCopyInput, (valid) => this.legal.take(valid));
  }

  @Mutation(() => RefuseLegalCopyResult, { description: 'Does not take over what Legal changed, with the reason.' })
  refuseLegalCopy(@Args('input') input: RefuseLegalCopyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'refuseLegalCopy', input, refuseLegalCopyInput, (valid) => this.legal.refuse(valid));
  }

  @Mutation(() => ReturnLetterFromLegalResult, { description: 'Returns a letter from Legal, agreed or with what is to be changed.' })
  returnLetterFromLegal(@Args('input') input: ReturnLetterFromLegalInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'returnLetterFromLegal', input, returnLetterInput, (valid) => this.legal.return(valid));
  }

  @Mutation(() => EditLetterResult, { description: 'Changes the parts people write.' })
  editLetter(@Args('input') input: EditLetterInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'editLetter', input, editLetterInput, (valid) => this.service.edit(valid));
  }

  @Mutation(() => IssueLetterResult, { description: 'Keeps the letter as a paper and sends it (R07, R38).' })
  issueLetter(@Args('input') input: IssueLetterInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'issueLetter', input, issueLetterInput, (valid) => this.service.issue(valid));
  }

  @Mutation(() => RecordLetterServedResult, { description: 'Records service by post or by hand, with its proof (R32, R38).' })
  recordLetterServed(@Args('input') input: RecordLetterServedInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordLetterServed', input, recordLetterServedInput, (valid) => this.service.recordServed(valid));
  }
}
