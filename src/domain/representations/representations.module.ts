import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { appealMachine } from './appeal.machine.js';
import './appeal.policy.js';
import { AppealsQueries } from './appeals.queries.js';
import { AppealsResolver } from './appeals.resolver.js';
import { AppealsService } from './appeals.service.js';
import { hearingRequestMachine } from './hearing-request.machine.js';
import { HearingRequestsService } from './hearing-requests.service.js';
import { representationMachine } from './representation.machine.js';
import './representation.policy.js';
import { RepresentationsQueries } from './representations.queries.js';
import { RepresentationsResolver } from './representations.resolver.js';
import { RepresentationsService } from './representations.service.js';

@Module({
  imports: [CouncilsModule],
  providers: [RepresentationsService, RepresentationsQueries, RepresentationsResolver, HearingRequestsService, AppealsService, AppealsQueries, AppealsResolver],
  exports: [RepresentationsService, AppealsService],
})
export class RepresentationsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
  ) {}

  onModuleInit(): void {
    this.registry.register(representationMachine);
    this.registry.register(appealMachine);
    this.registry.register(hearingRequestMachine);
    this.evidence.accept({ kind: 'representation', table: 'representations', adders: [...councilOfficers, 'provider'], who: 'the provider it is about, or an officer of the council' });
  }
}
