import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EscalationModule } from '../escalation/escalation.module.js';
import { IntelligenceModule } from '../intelligence/intelligence.module.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import './import.policy.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsResolver } from './imports.resolver.js';
import { ImportsService } from './imports.service.js';
import { KnownNamesQueries } from './known-names.js';
import { ListImport } from './list-import.service.js';

@Module({
  imports: [CouncilsModule, ActionsModule, EscalationModule, RestrictionsModule, IntelligenceModule],
  providers: [ImportsService, ImportsQueries, ImportsResolver, KnownNamesQueries, ListImport],
  exports: [ListImport],
})
export class SpreadsheetsModule {}
