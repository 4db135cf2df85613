import { Module, type OnModuleInit } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import './visit.policy.js';
import './watched-date.policy.js';
import { VisitSharesQueries } from './visit-shares.queries.js';
import { VisitSharesResolver } from './visit-shares.resolver.js';
import { VisitShares } from './visit-shares.service.js';
import { VisitsQueries } from './visits.queries.js';
import { VisitsResolver } from './visits.resolver.js';
import { VisitsService } from './visits.service.js';
import { watchedDateMachine } from './watched-date.machine.js';
import { WatchedDatesQueries } from './watched-dates.queries.js';
import { WatchedDatesResolver } from './watched-dates.resolver.js';
import { WatchedDates } from './watched-dates.service.js';

@Module({ imports: [CouncilsModule, PeopleModule], providers: [VisitsService, VisitsQueries, VisitsResolver, VisitShares, VisitSharesQueries, VisitSharesResolver, WatchedDates, WatchedDatesQueries, WatchedDatesResolver], exports: [WatchedDates] })
export class AssuranceModule implements OnModuleInit {
  constructor(
    private readonly evidence: EvidenceRecords,
    private readonly work: KindsOfWork,
    private readonly visits: VisitsService,
    private readonly registry: WorkflowRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(watchedDateMachine);
    const members = panelCircle.filter((role) => role !== 'auditor');
    this.evidence.accept({ kind: 'visit', table: 'visits', adders: members, who: 'a member of the panel' });
    this.work.accept({ kind: 'visit', takers: members, who: 'a member of the panel', give: (id, membershipId, from) => this.visits.give(id, membershipId, from) });
  }
}
