import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { CaseStandingQueries } from './case-standing.queries.js';
import { ChronologyQueries } from './chronology.queries.js';
import { DeadlineReminders } from './deadline-reminders.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import './dossier.policy.js';
import { DossiersResolver } from './dossiers.resolver.js';
import { HomeQueries } from './home.queries.js';
import { MeetingRecordQueries } from './meeting-record.queries.js';
import { RestrictionListQueries } from './restriction-list.queries.js';
import { SearchQueries } from './search.queries.js';
import { ServiceDossierQueries } from './service-dossier.queries.js';
import { ServiceListQueries } from './service-list.queries.js';
import './sharing.policy.js';
import { SharingQueries } from './sharing.queries.js';
import { SharingResolver } from './sharing.resolver.js';
import './trail.policy.js';
import { TrailQueries } from './trail.queries.js';
import { TrailResolver } from './trail.resolver.js';

@Module({ imports: [DecisionsModule], providers: [DossiersResolver, CaseStandingQueries, DeadlinesQueries, DeadlineReminders, ChronologyQueries, HomeQueries, RestrictionListQueries, SearchQueries, MeetingRecordQueries, ServiceDossierQueries, ServiceListQueries, SharingQueries, SharingResolver, TrailQueries, TrailResolver] })
export class DossiersModule {}
