import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { stageMachine } from './stage.machine.js';
import { StagesService } from './stages.service.js';

@Module({ imports: [PeopleModule], providers: [StagesService], exports: [StagesService] })
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
