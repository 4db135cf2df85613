import { Module } from '@nestjs/common';
import './dossier.policy.js';
import { DossiersResolver } from './dossiers.resolver.js';
import { ServiceListQueries } from './service-list.queries.js';

@Module({ providers: [DossiersResolver, ServiceListQueries] })
export class DossiersModule {}
