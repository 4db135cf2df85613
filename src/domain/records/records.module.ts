import { Module, type OnModuleInit } from '@nestjs/common';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { DisclosureSetsResolver } from './disclosure-sets.resolver.js';
import { DisclosureSets } from './disclosure-sets.service.js';
import { informationRequestMachine } from './information-request.machine.js';
import { LegalHolds } from './legal-holds.service.js';
import { PurgesService } from './purges.service.js';
import './record.policy.js';
import { RequestsQueries } from './requests.queries.js';
import { RequestsResolver } from './requests.resolver.js';
import { RequestsService } from './requests.service.js';
import { RetentionDesk } from './retention-desk.js';
import { RetentionQueries } from './retention.queries.js';
import { RetentionResolver } from './retention.resolver.js';
import { SetFileController } from './set-file.controller.js';
import { SetPress } from './set-press.js';

@Module({
  imports: [CouncilsModule],
  controllers: [SetFileController],
  providers: [RequestsService, RequestsQueries, RequestsResolver, DisclosureSets, DisclosureSetsResolver, SetPress, LegalHolds, PurgesService, RetentionDesk, RetentionQueries, RetentionResolver],
})
export class RecordsModule implements OnModuleInit {
  constructor(private readonly registry: WorkflowRegistry) {}

  onModuleInit(): void {
    this.registry.register(informationRequestMachine);
  }
}
