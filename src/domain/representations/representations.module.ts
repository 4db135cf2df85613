import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import { appealMachine } from './appeal.machine.js';
import './appeal.policy.js';
import { AppealsQueries } from './appeals.queries.js';
import { AppealsResolver } from './appeals.resolver.js';
import { AppealsService } from './appeals.service.js';
import { DisclosureMail } from './disclosure-mail.js';
import { DisclosedFilesController } from './disclosed-files.controller.js';
import { disclosurePackMachine } from './disclosure-pack.machine.js';
import './disclosure-pack.policy.js';
import { DisclosurePacksQueries } from './disclosure-packs.queries.js';
import { DisclosurePacksResolver } from './disclosure-packs.resolver.js';
import { DisclosurePacksService } from './disclosure-packs.service.js';
import { hearingRequestMachine } from './hearing-request.machine.js';
import { HearingRequestsService } from './hearing-requests.service.js';
import { PointsService } from './points.service.js';
import { representationMachine } from './representation.machine.js';
import './representation.policy.js';
import { RepresentationsQueries } from './representations.queries.js';
import { RepresentationsResolver } from './representations.resolver.js';
import { RepresentationsService } from './representations.service.js';

@Module({
  imports: [CouncilsModule, RestrictionsModule],
  controllers: [DisclosedFilesController],
  providers: [RepresentationsService, PointsService, RepresentationsQueries, RepresentationsResolver, HearingRequestsService, AppealsService, AppealsQueries, AppealsResolver, DisclosurePacksService, DisclosurePacksQueries, DisclosurePacksResolver, DisclosureMail],
  exports: [RepresentationsService, PointsService, AppealsService],
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
    this.registry.register(disclosurePackMachine);
    this.evidence.accept({ kind: 'representation', table: 'representations', adders: [...councilOfficers, 'provider'], who: 'the provider it is about, or an officer of the council' });
  }
}
