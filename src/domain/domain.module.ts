import { Module } from '@nestjs/common';
import { CouncilsModule } from './councils/councils.module.js';
import { DossiersModule } from './dossiers/dossiers.module.js';
import { EscalationModule } from './escalation/escalation.module.js';
import { PeopleModule } from './people/people.module.js';
import { ProvidersModule } from './providers/providers.module.js';
import { RepresentationsModule } from './representations/representations.module.js';
import { RestrictionsModule } from './restrictions/restrictions.module.js';

/** The words of the field, lowest first: a folder imports only those before it. */
@Module({ imports: [CouncilsModule, PeopleModule, ProvidersModule, EscalationModule, RestrictionsModule, RepresentationsModule, DossiersModule] })
export class DomainModule {}
