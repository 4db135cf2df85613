import { Module } from '@nestjs/common';
import { CouncilsService } from './councils.service.js';

@Module({ providers: [CouncilsService], exports: [CouncilsService] })
export class CouncilsModule {}
