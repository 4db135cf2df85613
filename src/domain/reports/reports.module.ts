import { Module } from '@nestjs/common';
import './report.policy.js';
import { ReportsQueries } from './reports.queries.js';
import { ReportsResolver } from './reports.resolver.js';
import { ReportsService } from './reports.service.js';

@Module({ providers: [ReportsService, ReportsQueries, ReportsResolver], exports: [ReportsService] })
export class ReportsModule {}
