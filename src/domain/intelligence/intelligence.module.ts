import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { CaveatsService } from './caveats.service.js';
import { IntelligenceNotices } from './intelligence-notices.js';
import { IntelligenceRecording, type RatingFall } from './intelligence-recording.service.js';
import { intelligenceMachine } from './intelligence.machine.js';
import './intelligence.policy.js';
import { IntelligenceQueries } from './intelligence.queries.js';
import { IntelligenceResolver } from './intelligence.resolver.js';
import { IntelligenceService } from './intelligence.service.js';
import './sealed-source.policy.js';
import { SealedSourcesQueries } from './sealed-sources.queries.js';
import { SealedSourcesResolver } from './sealed-sources.resolver.js';
import { SealedSources } from './sealed-sources.service.js';
import { SourceKeys } from './source-keys.service.js';
import { TriageQueries } from './triage.queries.js';
import { TriageResolver } from './triage.resolver.js';
import { TriageService } from './triage.service.js';

@Module({
  imports: [CouncilsModule, PeopleModule],
  providers: [CaveatsService, IntelligenceRecording, IntelligenceService, IntelligenceNotices, IntelligenceQueries, IntelligenceResolver, TriageQueries, TriageResolver, TriageService, SealedSources, SealedSourcesQueries, SealedSourcesResolver, SourceKeys],
  exports: [IntelligenceRecording, IntelligenceService, SourceKeys],
})
export class IntelligenceModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
    private readonly jobs: Jobs,
    private readonly recording: IntelligenceRecording,
    private readonly intelligence: IntelligenceService,
    private readonly caveats: CaveatsService,
    private readonly work: KindsOfWork,
  ) {}

  onModuleInit(): void {
    this.registry.register(intelligenceMachine);
    this.work.accept({ kind: 'intelligence', takers: councilOfficers, who: 'an officer of the council', give: async (id, allocatedTo) => void (await this.intelligence.allocate({ id, version: 'latest', allocatedTo })) });
    this.evidence.accept({ kind: 'intelligence', table: 'intelligence', adders: [...panelCircle.filter((role) => role !== 'auditor'), 'contributor'], who: 'a member of the panel, or the contributor who recorded it' });
    this.jobs.subscribe('intelligenceReceived', 'intelligence.acknowledge', ({ ids }) => this.recording.acknowledge(String(ids['intelligenceId'])), { as: 'mail' });
    this.jobs.subscribe('intelligenceTriageOverdue', 'intelligence.tellTriageOverdue', ({ ids }) => this.intelligence.tellTriageOverdue(String(ids['intelligenceId'])), { as: 'mail' });
    this.jobs.subscribe('intelligenceCaveatReviewDue', 'intelligence.askCaveatReview', ({ ids }) => this.caveats.askReview(String(ids['intelligenceId'])), { as: 'mail' });
    this.jobs.subscribe('registerRead', 'intelligence.askAboutPublished', () => this.caveats.askAboutPublished(), { as: 'import' });
    this.jobs.subscribe('ratingFell', 'intelligence.recordRatingFall', ({ ids }) => this.recording.recordRatingFall(ids as unknown as RatingFall), { as: 'import' });
  }
}
