import { Module } from '@nestjs/common';
import { CouncilsModule } from './councils/councils.module.js';
import { DossiersModule } from './dossiers/dossiers.module.js';
import { PeopleModule } from './people/people.module.js';
import { ProvidersModule } from './providers/providers.module.js';

/** The words of the field, lowest first: a folder imports only those before it. */
@Module({ imports: [CouncilsModule, PeopleModule, ProvidersModule, DossiersModule] })
export class DomainModule {}
