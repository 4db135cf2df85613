import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { evidenceReasonInput, EvidenceReasonInput } from './evidence.inputs.js';
import { EvidenceUploads } from './evidence-uploads.service.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceFile, EvidenceList, EvidenceWaiting } from './evidence.types.js';

const ReleaseEvidenceResult = mutationResult('ReleaseEvidence');
const RefuseEvidenceResult = mutationResult('RefuseEvidence');
const WithdrawEvidenceResult = mutationResult('WithdrawEvidence');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class EvidenceResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly evidenceFiles: EvidenceService,
    private readonly uploads: EvidenceUploads,
    private readonly queries: EvidenceQueries,
  ) {}

  @Query(() => EvidenceList, { nullable: true, description: 'The files of one record. Files are sent by multipart to /api/evidence/<recordKind>/<recordId>.' })
  evidence(@Args('recordKind') recordKind: string, @Args('recordId', { type: () => ID }) recordId: string, @CurrentActor() actor: Actor): Promise<EvidenceList | null> {
    return this.queries.list(actor, recordKind, recordId);
  }

  @Query(() => EvidenceFile, { nullable: true })
  evidenceFile(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<EvidenceFile | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => EvidenceWaiting, { description: 'Files that were not scanned and wait for an officer, the oldest first.' })
  evidenceWaiting(@Args('page', { type: () => Int, nullable: true }) page: number | null, @CurrentActor() actor: Actor): Promise<EvidenceWaiting> {
    return this.queries.waiting(actor, page ?? 1);
  }

  @Mutation(() => ReleaseEvidenceResult, { description: 'Lets everybody who may see a file that was not scanned download it; never by who sent it. It is scanned first where that is possible now: with a virus in it it is kept out instead.' })
  releaseEvidence(@Args('input') input: EvidenceReasonInput, @CurrentActor() actor: Actor): Answer {
    return this.uploads.release(actor, input);
  }

  @Mutation(() => RefuseEvidenceResult, { description: 'Does not take a file that waits: its bytes are removed, that it came is kept.' })
  refuseEvidence(@Args('input') input: EvidenceReasonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'refuseEvidence', input, evidenceReasonInput('why the file is not taken'), (valid) => this.evidenceFiles.refuse(valid));
  }

  @Mutation(() => WithdrawEvidenceResult, { description: 'Takes a file back. It stays in the list, with the reason.' })
  withdrawEvidence(@Args('input') input: EvidenceReasonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'withdrawEvidence', input, evidenceReasonInput('why the file is withdrawn'), (valid) => this.evidenceFiles.withdraw(valid));
  }
}
