import { Module } from '@nestjs/common';
import { ChronologyQueries } from './chronology.queries.js';
import './dossier.policy.js';
import { DossiersResolver } from './dossiers.resolver.js';
import { HomeQueries } from './home.queries.js';
import { ServiceDossierQueries } from './service-dossier.queries.js';
import { ServiceListQueries } from './service-list.queries.js';

@Module({ providers: [DossiersResolver, ChronologyQueries, HomeQueries, ServiceDossierQueries, ServiceListQueries] })
export class DossiersModule {}
