import { Module } from '@nestjs/common';
import { CouncilsModule } from '../councils/councils.module.js';
import { ContractEnds } from './contract-ends.js';
import { ContractTables } from './import/contract.tables.js';
import { ContractsImport } from './import/contracts-import.service.js';
import { ImportFilesController } from './import/import-files.controller.js';
import { RegisterImport } from './import/register-import.service.js';
import { RegisterTables } from './import/register.tables.js';
import { PeopleCounts } from './people-counts.service.js';
import { InsolvencyQueries } from './insolvency.queries.js';
import { InsolvencyResolver } from './insolvency.resolver.js';
import { Insolvencies } from './insolvency.service.js';
import './provider.policy.js';
import { ProviderPeopleQueries } from './provider-people.queries.js';
import { ProviderPeopleResolver } from './provider-people.resolver.js';
import { ProviderPeople } from './provider-people.service.js';
import { ProvidersResolver } from './providers.resolver.js';
import { ProvidersService } from './providers.service.js';
import { RunByQueries } from './run-by.queries.js';
import { RunByResolver } from './run-by.resolver.js';
import { RunBy } from './run-by.service.js';
import { ServiceLinksQueries } from './service-links.queries.js';
import { ServiceLinksResolver } from './service-links.resolver.js';
import { ServiceLinks } from './service-links.service.js';

@Module({
  imports: [CouncilsModule],
  controllers: [ImportFilesController],
  providers: [ProvidersService, ProvidersResolver, PeopleCounts, ServiceLinks, ServiceLinksQueries, ServiceLinksResolver, RunBy, RunByQueries, RunByResolver, Insolvencies, InsolvencyQueries, InsolvencyResolver, ProviderPeople, ProviderPeopleQueries, ProviderPeopleResolver, RegisterTables, RegisterImport, ContractTables, ContractsImport, ContractEnds],
  exports: [ProvidersService, ServiceLinks, RegisterImport, ContractsImport, ContractEnds],
})
export class ProvidersModule {}
