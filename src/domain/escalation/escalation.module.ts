import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { Criteria } from './criteria.js';
import { stageMachine } from './stage.machine.js';
import './stage.policy.js';
import { StageSteps } from './stage-steps.service.js';
import { StagesQueries } from './stages.queries.js';
import { StagesResolver } from './stages.resolver.js';
import { StagesService } from './stages.service.js';
import { UrgentChase } from './urgent-chase.js';

@Module({ imports: [CouncilsModule, PeopleModule], providers: [StagesService, StageSteps, Criteria, UrgentChase, StagesQueries, StagesResolver], exports: [StagesService, StageSteps, Criteria] })
export class EscalationModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly work: KindsOfWork,
    private readonly stages: StagesService,
  ) {}

  onModuleInit(): void {
    this.registry.register(stageMachine);
    this.work.accept({ kind: 'leadOfficer', takers: councilOfficers, who: 'an officer of the council', give: (id, membershipId) => this.stages.give(id, membershipId) });
  }
}
