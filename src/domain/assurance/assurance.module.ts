import { Module, type OnModuleInit } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import './visit.policy.js';
import { VisitsQueries } from './visits.queries.js';
import { VisitsResolver } from './visits.resolver.js';
import { VisitsService } from './visits.service.js';

@Module({ imports: [CouncilsModule], providers: [VisitsService, VisitsQueries, VisitsResolver] })
export class AssuranceModule implements OnModuleInit {
  constructor(private readonly evidence: EvidenceRecords) {}

  onModuleInit(): void {
    this.evidence.accept({ kind: 'visit', table: 'visits', adders: panelCircle.filter((role) => role !== 'auditor'), who: 'a member of the panel' });
  }
}
