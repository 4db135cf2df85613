import { Module } from '@nestjs/common';
import { CouncilsService } from './councils.service.js';
import { ProceduresService } from './procedures.service.js';

@Module({ providers: [CouncilsService, ProceduresService], exports: [CouncilsService, ProceduresService] })
export class CouncilsModule {}
