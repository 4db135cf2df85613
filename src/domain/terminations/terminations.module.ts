import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { NoticesModule } from '../notices/notices.module.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import { Exits } from './exits.service.js';
import { TerminationMail } from './termination-mail.js';
import { TerminationRows } from './termination-rows.js';
import { terminationMachine } from './termination.machine.js';
import './termination.policy.js';
import { TerminationsQueries } from './terminations.queries.js';
import { TerminationsResolver } from './terminations.resolver.js';
import { TerminationsService } from './terminations.service.js';

@Module({
  imports: [CouncilsModule, PeopleModule, ProvidersModule, RestrictionsModule, NoticesModule],
  providers: [TerminationRows, TerminationsService, Exits, TerminationsQueries, TerminationMail, TerminationsResolver],
  exports: [TerminationsService, Exits, TerminationRows],
})
export class TerminationsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
    private readonly work: KindsOfWork,
    private readonly exits: Exits,
  ) {}

  onModuleInit(): void {
    this.registry.register(terminationMachine);
    this.evidence.accept({ kind: 'termination', table: 'terminations', adders: [...councilOfficers, 'legal'], who: 'an officer of the council, or Legal' });
    this.work.accept({ kind: 'exitLead', takers: councilOfficers, who: 'an officer of the council', give: (id, membershipId) => this.exits.give(id, membershipId) });
  }
}
