import { Module } from '@nestjs/common';
import { ActionsModule } from './actions/actions.module.js';
import { AssuranceModule } from './assurance/assurance.module.js';
import { CouncilsModule } from './councils/councils.module.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { DossiersModule } from './dossiers/dossiers.module.js';
import { EscalationModule } from './escalation/escalation.module.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { IntelligenceModule } from './intelligence/intelligence.module.js';
import { LettersModule } from './letters/letters.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PeopleModule } from './people/people.module.js';
import { ProvidersModule } from './providers/providers.module.js';
import { RecordsModule } from './records/records.module.js';
import { RepresentationsModule } from './representations/representations.module.js';
import { RestrictionsModule } from './restrictions/restrictions.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SpreadsheetsModule } from './spreadsheets/spreadsheets.module.js';
import { RiskModule } from './risk/risk.module.js';
import { TerminationsModule } from './terminations/terminations.module.js';

/** The words of the field, lowest first: a folder imports only those before it. */
@Module({ imports: [CouncilsModule, PeopleModule, ProvidersModule, EvidenceModule, IntelligenceModule, RiskModule, ActionsModule, AssuranceModule, EscalationModule, RestrictionsModule, NoticesModule, TerminationsModule, RepresentationsModule, DecisionsModule, LettersModule, MeetingsModule, RecordsModule, DossiersModule, ReportsModule, SpreadsheetsModule] })
export class DomainModule {}
