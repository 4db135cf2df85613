import { Module } from '@nestjs/common';
import './risk.policy.js';
import { RiskQueries } from './risk.queries.js';
import { RiskResolver } from './risk.resolver.js';
import { RiskService } from './risk.service.js';

@Module({ providers: [RiskService, RiskQueries, RiskResolver], exports: [RiskService] })
export class RiskModule {}
