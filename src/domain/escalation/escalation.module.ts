import { Module, type OnModuleInit } from '@nestjs/common';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { Criteria } from './criteria.js';
import { stageMachine } from './stage.machine.js';
import './stage.policy.js';
import { StageSteps } from './stage-steps.service.js';
import { StagesQueries } from './stages.queries.js';
import { StagesResolver } from './stages.resolver.js';
import { StagesService } from './stages.service.js';
import { UrgentChase } from './urgent-chase.js';

@Module({ imports: [CouncilsModule], providers: [StagesService, StageSteps, Criteria, UrgentChase, StagesQueries, StagesResolver], exports: [StagesService, StageSteps, Criteria] })
export class EscalationModule implements OnModuleInit {
  constructor(private readonly registry: WorkflowRegistry) {}

  onModuleInit(): void {
    this.registry.register(stageMachine);
  }
}
