import { Module, type OnModuleInit } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { ActionDigest } from './action-digest.js';
import { ActionNotices } from './action-notices.js';
import { actionMachine } from './action.machine.js';
import './action.policy.js';
import { ActionsQueries } from './actions.queries.js';
import { ActionsResolver } from './actions.resolver.js';
import { ActionsService } from './actions.service.js';
import { OwnPlanQueries } from './own-plan.queries.js';
import { OwnPlanResolver } from './own-plan.resolver.js';

@Module({ imports: [CouncilsModule, PeopleModule], providers: [ActionsService, ActionNotices, ActionDigest, ActionsQueries, ActionsResolver, OwnPlanQueries, OwnPlanResolver], exports: [ActionsService] })
export class ActionsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
    private readonly jobs: Jobs,
    private readonly actions: ActionsService,
    private readonly work: KindsOfWork,
  ) {}

  onModuleInit(): void {
    this.registry.register(actionMachine);
    this.evidence.accept({ kind: 'action', table: 'actions', adders: [...panelCircle.filter((role) => role !== 'auditor'), 'provider'], who: 'a member of the panel, or the provider whose plan it is part of' });
    this.work.accept({
      kind: 'action', takers: panelCircle.filter((role) => role !== 'auditor'), who: 'a member of the panel',
      give: (id, membershipId) => this.actions.give(id, membershipId), isOut: (id, membershipId) => this.actions.isOut(id, membershipId),
    });
    this.jobs.subscribe('actionOverdue', 'actions.tellOverdue', ({ ids }) => this.actions.tellOverdue(String(ids['actionId'])), { as: 'mail' });
  }
}
