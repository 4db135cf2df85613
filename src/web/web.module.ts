import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { IdentityModule } from '../platform/identity/identity.module.js';
import { AccountPage } from './pages/account/account.page.js';
import { SecureMailPage } from './pages/administration/secure-mail.page.js';
import { AgenciesPage } from './pages/administration/agencies.page.js';
import { PanelsPage } from './pages/administration/panels.page.js';
import { PeoplePage } from './pages/administration/people.page.js';
import { AddServicePage } from './pages/providers/add-service.page.js';
import { ContributionsPage } from './pages/meetings/contributions.page.js';
import { AgendaPage } from './pages/meetings/agenda.page.js';
import { MeetingsPage } from './pages/meetings/meetings.page.js';
import { DecisionNoticePage } from './pages/decisions/notice.page.js';
import { MeetingPapersPage } from './pages/meetings/papers.page.js';
import { MinuteRedactionsPage } from './pages/meetings/redactions.page.js';
import { SearchPage } from './pages/search/search.page.js';
import { MeetingRecordPage } from './pages/meetings/record.page.js';
import { AccuracyPage } from './pages/meetings/accuracy.page.js';
import { MembersPage } from './pages/meetings/members.page.js';
import { SeriesPage } from './pages/meetings/series.page.js';
import { ExtractsPage } from './pages/meetings/extracts.page.js';
import { MinutesPage } from './pages/meetings/minutes.page.js';
import { WrittenPage } from './pages/meetings/written.page.js';
import { RoomPage } from './pages/meetings/room.page.js';
import { RunPage } from './pages/meetings/run.page.js';
import { ProvidersPage } from './pages/providers/providers.page.js';
import { ReportsPage } from './pages/reports/reports.page.js';
import { EvidencePage } from './pages/evidence/evidence.page.js';
import { HomePage } from './pages/home/home.page.js';
import { ChronologyPage } from './pages/services/chronology.page.js';
import { ServicesPage } from './pages/services/services.page.js';
import { OwnPlanPage } from './pages/actions/own-plan.page.js';
import { ActionsPage } from './pages/actions/actions.page.js';
import { ImportsPage } from './pages/imports/imports.page.js';
import { RestrictionListPage } from './pages/restrictions/restriction-list.page.js';
import { IntelligenceAddPage } from './pages/intelligence/intelligence-add.page.js';
import { TriageMeetingPage } from './pages/intelligence/triage-meeting.page.js';
import { IntelligenceLogPage } from './pages/intelligence/intelligence-log.page.js';
import { IntelligenceRecordPage } from './pages/intelligence/intelligence-record.page.js';
import { RecordReadersPage } from './pages/intelligence/record-readers.page.js';
import { SourceOpeningsPage } from './pages/intelligence/source-openings.page.js';
import { SourcePage } from './pages/intelligence/source.page.js';
import { InsolvencyPage } from './pages/register/insolvency.page.js';
import { RunByPage } from './pages/register/run-by.page.js';
import { LikelySuccessorsPage, RegisterPage } from './pages/register/register.page.js';
import { StagesPage } from './pages/stages/stages.page.js';
import { OwnReportsPage } from './pages/visits/own-reports.page.js';
import { ServiceVisitsPage, VisitPage } from './pages/visits/visits.page.js';
import { RiskPage } from './pages/risk/risk.page.js';
import { DatesPage } from './pages/dates/dates.page.js';
import { DeadlinesPage } from './pages/deadlines/deadlines.page.js';
import { DecisionsPage } from './pages/decisions/decisions.page.js';
import { RestrictionsPage } from './pages/decisions/restrictions.page.js';
import { RestrictUrgentlyPage } from './pages/decisions/restrict-urgently.page.js';
import { RecordDecisionPage } from './pages/decisions/record-decision.page.js';
import { RecordStopPage } from './pages/restrictions/record-stop.page.js';
import { RestrictionActsPage } from './pages/restrictions/restriction-acts.page.js';
import { LetterLegalPage } from './pages/letters/letter-legal.page.js';
import { LettersPage } from './pages/letters/letters.page.js';
import { NoticesPage } from './pages/notices/notices.page.js';
import { TerminationsPage } from './pages/terminations/terminations.page.js';
import { OwnNoticesPage } from './pages/notices/own-notices.page.js';
import { PlacingPage } from './pages/placing/placing.page.js';
import { TellingPage } from './pages/telling/telling.page.js';
import { RefusalsPage } from './pages/placing/refusals.page.js';
import { SheetPage } from './pages/placing/sheet.page.js';
import { PeopleListPage } from './pages/people-list/people-list.page.js';
import { RestrictionPlacingPage } from './pages/placing/restriction-placing.page.js';
import { RedactionPage } from './pages/records/redaction.page.js';
import { RequestsPage } from './pages/records/requests.page.js';
import { RetentionPage } from './pages/records/retention.page.js';
import { DisclosuresPage } from './pages/disclosures/disclosures.page.js';
import { AppealsPage } from './pages/appeals/appeals.page.js';
import { RepliesPage } from './pages/representations/replies.page.js';
import { RepresentationsPage } from './pages/representations/representations.page.js';
import { SharedPage } from './pages/sharing/shared.page.js';
import { SharingPage } from './pages/sharing/sharing.page.js';
import { TrailPage } from './pages/trail/trail.page.js';
import { PageFilter } from './page.filter.js';
import { Pages } from './pages.service.js';
import { Renderer } from './renderer.js';

/** Pages. A page is a GraphQL client in the same process. */
@Module({
  imports: [IdentityModule],
  controllers: [TerminationsPage, RequestsPage, RedactionPage, RetentionPage, EvidencePage, AgenciesPage, SecureMailPage, PanelsPage, PeoplePage, TrailPage, AccountPage, DatesPage, DeadlinesPage, DecisionNoticePage, DecisionsPage, RecordDecisionPage, RestrictUrgentlyPage, RecordStopPage, TellingPage, RefusalsPage, SheetPage, ImportsPage, RestrictionListPage, PeopleListPage, RestrictionPlacingPage, RestrictionsPage, RestrictionActsPage, NoticesPage, OwnNoticesPage, PlacingPage, LetterLegalPage, LettersPage, AppealsPage, DisclosuresPage, RepliesPage, RepresentationsPage, MembersPage, SeriesPage, MeetingsPage, ContributionsPage, AgendaPage, WrittenPage, RoomPage, RunPage, MeetingPapersPage, MeetingRecordPage, AccuracyPage, MinuteRedactionsPage, MinutesPage, ExtractsPage, RiskPage, SourcePage, SourceOpeningsPage, RecordReadersPage, IntelligenceRecordPage, TriageMeetingPage, IntelligenceLogPage, IntelligenceAddPage, OwnPlanPage, ActionsPage, AddServicePage, ReportsPage, SearchPage, ProvidersPage, HomePage, ChronologyPage, SharingPage, SharedPage, StagesPage, RegisterPage, InsolvencyPage, RunByPage, LikelySuccessorsPage, ServiceVisitsPage, OwnReportsPage, VisitPage, ServicesPage],
  providers: [Pages, Renderer, { provide: APP_FILTER, useClass: PageFilter }],
})
export class WebModule {}
