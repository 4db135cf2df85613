import { Module, type OnModuleInit } from '@nestjs/common';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { stageMachine } from './stage.machine.js';
import { StagesService } from './stages.service.js';

@Module({ providers: [StagesService], exports: [StagesService] })
export class EscalationModule implements OnModuleInit {
  constructor(private readonly registry: WorkflowRegistry) {}

  onModuleInit(): void {
    this.registry.register(stageMachine);
  }
}
