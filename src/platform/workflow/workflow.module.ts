import { Global, Module } from '@nestjs/common';
import { DeadlineSweeper } from './deadline-sweeper.js';
import { WorkflowCouncils } from './workflow-councils.js';
import { WorkflowRegistry } from './workflow-registry.js';
import { WorkflowRunner } from './workflow-runner.js';
import { WorkflowVerification } from './workflow-verification.js';

/** Durable statecharts for every domain folder. Needs the database, audit, clock, access and jobs modules, all global. */
@Global()
@Module({
  providers: [WorkflowCouncils, WorkflowRegistry, WorkflowRunner, DeadlineSweeper, WorkflowVerification],
  exports: [WorkflowCouncils, WorkflowRegistry, WorkflowRunner, DeadlineSweeper, WorkflowVerification],
})
export class WorkflowModule {}
