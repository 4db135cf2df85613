import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { LetterPreviewArgs, LetterPreviews } from './letter-preview.js';
import { EditLetterInput, editLetterInput, IssueLetterInput, issueLetterInput, RecordLetterServedInput, recordLetterServedInput } from './letter.inputs.js';
import { LetterList, LetterListArgs, LetterPreview, LetterView, OwnLetter } from './letter.types.js';
import { LettersQueries } from './letters.queries.js';
import { LettersService } from './letters.service.js';

const EditLetterResult = mutationResult('EditLetter');
const IssueLetterResult = mutationResult('IssueLetter');
const RecordLetterServedResult = mutationResult('RecordLetterServed');

@Resolver()
export class LettersResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly service: LettersService,
    private readonly queries: LettersQueries,
    private readonly previews: LetterPreviews,
  ) {}

  @Query(() => LetterList, { description: 'Letters to providers: drafts first, then the latest.' })
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

  @Mutation(() => EditLetterResult, { description: 'Changes the one paragraph people write.' })
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
