import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ChangeCaveatInput, changeCaveatInput, EndRecordReaderInput, endRecordReaderInput, NameRecordReaderInput, nameRecordReaderInput, ShareIntelligenceInput, shareIntelligenceInput } from './caveat.inputs.js';
import { CaveatsService } from './caveats.service.js';
import { IntelligenceRecording } from './intelligence-recording.service.js';
import {
  AllocateIntelligenceInput, allocateIntelligenceInput, AssessIntelligenceInput, assessIntelligenceInput, CloseIntelligenceInput, closeIntelligenceInput,
  DisposeIntelligenceInput, disposeIntelligenceInput, RecordIntelligenceInput, recordIntelligenceInput, RetractIntelligenceInput, retractIntelligenceInput,
  TriageIntelligenceInput, triageIntelligenceInput,
} from './intelligence.inputs.js';
import { IntelligenceQueries } from './intelligence.queries.js';
import { IntelligenceService } from './intelligence.service.js';
import { IntelligenceForm, IntelligenceLog, IntelligenceLogArgs, IntelligenceRecord } from './intelligence.types.js';

const RecordIntelligenceResult = mutationResult('RecordIntelligence');
const TriageIntelligenceResult = mutationResult('TriageIntelligence');
const AllocateIntelligenceResult = mutationResult('AllocateIntelligence');
const AssessIntelligenceResult = mutationResult('AssessIntelligence');
const DisposeIntelligenceResult = mutationResult('DisposeIntelligence');
const RetractIntelligenceResult = mutationResult('RetractIntelligence');
const CloseIntelligenceResult = mutationResult('CloseIntelligence');
const ChangeCaveatResult = mutationResult('ChangeCaveat');
const NameRecordReaderResult = mutationResult('NameRecordReader');
const ShareIntelligenceResult = mutationResult('ShareIntelligence');
const EndRecordReaderResult = mutationResult('EndRecordReader');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class IntelligenceResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly recording: IntelligenceRecording,
    private readonly intelligence: IntelligenceService,
    private readonly caveats: CaveatsService,
    private readonly queries: IntelligenceQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => IntelligenceLog, { description: 'The log: newest first unless sorted otherwise. A contributor sees their own.' })
  intelligenceLog(@Args() args: IntelligenceLogArgs, @CurrentActor() actor: Actor): Promise<IntelligenceLog> {
    return this.queries.log(actor, args);
  }

  @Query(() => IntelligenceRecord, { nullable: true })
  intelligenceRecord(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<IntelligenceRecord | null> {
    return this.queries.record(actor, id);
  }

  @Query(() => IntelligenceForm)
  intelligenceForm(
    @Args('search', { type: () => String, nullable: true, description: 'Part of a name, a postcode or its beginning, or a CQC id.' }) search: string | null,
    @Args('serviceId', { type: () => ID, nullable: true }) serviceId: string | null,
    @CurrentActor() actor: Actor,
  ): Promise<IntelligenceForm> {
    return this.queries.form(actor, search, serviceId);
  }

  @Mutation(() => RecordIntelligenceResult, { description: 'Adds a record; its recorder is told its reference.' })
  recordIntelligence(@Args('input') input: RecordIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordIntelligence', input, recordIntelligenceInput(this.clock.today()), (valid) => this.recording.record(valid));
  }

  @Mutation(() => TriageIntelligenceResult, { description: 'Says how serious it is and how it is handled, and allocates it to an officer.' })
  triageIntelligence(@Args('input') input: TriageIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'triageIntelligence', input, triageIntelligenceInput, (valid) => this.intelligence.triage(valid));
  }

  @Mutation(() => AllocateIntelligenceResult, { description: 'Gives it to another officer.' })
  allocateIntelligence(@Args('input') input: AllocateIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'allocateIntelligence', input, allocateIntelligenceInput, (valid) => this.intelligence.allocate(valid));
  }

  @Mutation(() => AssessIntelligenceResult, { description: 'The judgement of the officer it is allocated to.' })
  assessIntelligence(@Args('input') input: AssessIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'assessIntelligence', input, assessIntelligenceInput, (valid) => this.intelligence.assess(valid));
  }

  @Mutation(() => DisposeIntelligenceResult, { description: 'What becomes of it.' })
  disposeIntelligence(@Args('input') input: DisposeIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'disposeIntelligence', input, disposeIntelligenceInput, (valid) => this.intelligence.dispose(valid));
  }

  @Mutation(() => RetractIntelligenceResult, { description: 'It was taken back or a mistake: it stays and says so.' })
  retractIntelligence(@Args('input') input: RetractIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'retractIntelligence', input, retractIntelligenceInput, (valid) => this.intelligence.retract(valid));
  }

  @Mutation(() => CloseIntelligenceResult, { description: 'What came of it; its recorder is told that there is an answer.' })
  closeIntelligence(@Args('input') input: CloseIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'closeIntelligence', input, closeIntelligenceInput, (valid) => this.intelligence.close(valid));
  }

  @Mutation(() => ChangeCaveatResult, { description: 'Says anew who may see a record, with the reason; the same again keeps it. Nothing is released by itself (R28).' })
  changeCaveat(@Args('input') input: ChangeCaveatInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'changeCaveat', input, changeCaveatInput(this.clock.today()), (valid) => this.caveats.change(valid));
  }

  @Mutation(() => ShareIntelligenceResult, { description: 'Shares one record with another council, with a reason and a last day (R37).' })
  shareIntelligence(@Args('input') input: ShareIntelligenceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'shareIntelligence', input, shareIntelligenceInput(this.clock.today()), (valid) => this.caveats.share(valid));
  }

  @Mutation(() => NameRecordReaderResult, { description: 'Names somebody who may read one record beside those its caveat names.' })
  nameRecordReader(@Args('input') input: NameRecordReaderInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'nameRecordReader', input, nameRecordReaderInput, (valid) => this.caveats.nameReader(valid));
  }

  @Mutation(() => EndRecordReaderResult, { description: 'Takes the name away again, at once.' })
  endRecordReader(@Args('input') input: EndRecordReaderInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endRecordReader', input, endRecordReaderInput, (valid) => this.caveats.endReader(valid));
  }
}
