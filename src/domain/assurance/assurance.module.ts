import { Module, type OnModuleInit } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import './visit.policy.js';
import { VisitsQueries } from './visits.queries.js';
import { VisitsResolver } from './visits.resolver.js';
import { VisitsService } from './visits.service.js';

@Module({ imports: [CouncilsModule, PeopleModule], providers: [VisitsService, VisitsQueries, VisitsResolver] })
export class AssuranceModule implements OnModuleInit {
  constructor(
    private readonly evidence: EvidenceRecords,
    private readonly work: KindsOfWork,
    private readonly visits: VisitsService,
  ) {}

  onModuleInit(): void {
    const members = panelCircle.filter((role) => role !== 'auditor');
    this.evidence.accept({ kind: 'visit', table: 'visits', adders: members, who: 'a member of the panel' });
    this.work.accept({ kind: 'visit', takers: members, who: 'a member of the panel', give: (id, membershipId, from) => this.visits.give(id, membershipId, from) });
  }
}
