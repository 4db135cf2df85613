import { Module, type OnModuleInit } from '@nestjs/common';
import { LiveSubjects } from '../../platform/live/live-subjects.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { ActionsModule } from '../actions/actions.module.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { EscalationModule } from '../escalation/escalation.module.js';
import { IntelligenceModule } from '../intelligence/intelligence.module.js';
import { KindsOfWork } from '../people/kinds-of-work.js';
import { PeopleModule } from '../people/people.module.js';
import { AgendaFileController } from './agenda/agenda-file.controller.js';
import { AgendaPress } from './agenda/agenda-press.js';
import { AgendasResolver } from './agenda/agendas.resolver.js';
import { Packs } from './agenda/pack.queries.js';
import { PacksResolver } from './agenda/packs.resolver.js';
import { PackCopies } from './agenda/pack-copies.service.js';
import { SecureDomainsResolver } from './agenda/secure-domains.resolver.js';
import { SecureDomains } from './agenda/secure-domains.service.js';
import { AgendasService } from './agenda/agendas.service.js';
import { ContributionDesk } from './contributions/contribution-desk.js';
import { ContributionsQueries } from './contributions/contributions.queries.js';
import { ContributionsResolver } from './contributions/contributions.resolver.js';
import { ContributionsService } from './contributions/contributions.service.js';
import { ProposalsService } from './contributions/proposals.service.js';
import { AttendanceService } from './session/attendance.service.js';
import { MeetingDesk } from './meeting-desk.js';
import { MeetingMail } from './meeting-mail.js';
import { meetingMachine } from './meeting.machine.js';
import './meeting.policy.js';
import { MeetingsQueries } from './meetings.queries.js';
import { MeetingsResolver } from './meetings.resolver.js';
import { MeetingsService } from './meetings.service.js';
import { AccuracyQueries } from './minutes/accuracy.queries.js';
import { AccuracyResolver } from './minutes/accuracy.resolver.js';
import { MinuteComments } from './minutes/minute-comments.service.js';
import { MinuteAmendmentsMail } from './minutes/minute-amendments.mail.js';
import { MinuteCopies } from './minutes/minute-copies.service.js';
import { MinuteExtractsQueries } from './minutes/minute-extracts.queries.js';
import { MinuteExtractsResolver } from './minutes/minute-extracts.resolver.js';
import { MinuteExtracts } from './minutes/minute-extracts.service.js';
import { MinuteRedactionsQueries } from './minutes/minute-redactions.queries.js';
import { MinuteRedactionsResolver } from './minutes/minute-redactions.resolver.js';
import { MinuteRedactions } from './minutes/minute-redactions.service.js';
import { MinuteSections } from './minutes/minute-sections.js';
import { MinutesPress } from './minutes/minutes-press.js';
import { MinutesResolver } from './minutes/minutes.resolver.js';
import { MinutesService } from './minutes/minutes.service.js';
import { Previews } from './minutes/previews.queries.js';
import { PreviewFileController } from './minutes/preview-file.controller.js';
import { PreviewsResolver } from './minutes/previews.resolver.js';
import { LayoutsService } from './series/layouts.service.js';
import { MeetingCalendarMail } from './series/meeting-calendar.mail.js';
import { MeetingDeputies } from './series/meeting-deputies.service.js';
import { MeetingMembers } from './series/meeting-members.service.js';
import { MeetingNotesService } from './series/meeting-notes.service.js';
import { MeetingPlanning } from './series/meeting-planning.service.js';
import { MembersResolver } from './series/members.resolver.js';
import { SeriesResolver } from './series/series.resolver.js';
import { StageMeetings } from './series/stage-meetings.service.js';
import { liveMeeting } from './session/live-meeting.js';
import { GuestsService } from './session/guests.service.js';
import { PartsService } from './session/parts.service.js';
import { RoomResolver } from './session/room.resolver.js';
import { SessionsResolver } from './session/sessions.resolver.js';
import { SessionsService } from './session/sessions.service.js';
import { Turns } from './session/turns.service.js';
import './written/written-procedure.policy.js';
import { writtenProcedureMachine } from './written/written-procedure.machine.js';
import { WrittenProceduresMail } from './written/written-procedures.mail.js';
import { WrittenProceduresQueries } from './written/written-procedures.queries.js';
import { WrittenProceduresResolver } from './written/written-procedures.resolver.js';
import { WrittenProcedures } from './written/written-procedures.service.js';

@Module({
  imports: [CouncilsModule, IntelligenceModule, ActionsModule, EscalationModule, DecisionsModule, PeopleModule],
  controllers: [AgendaFileController, PreviewFileController],
  providers: [
    MeetingDesk, MeetingsService, AgendasService, AgendaPress, AttendanceService, SessionsService, PartsService, GuestsService, Turns, MinutesService, MinutesPress, MinuteSections, MinuteAmendmentsMail, MinuteCopies, MinuteExtracts, MinuteExtractsQueries, MinuteComments, AccuracyQueries, MinuteRedactions, MinuteRedactionsQueries, MeetingMail, MeetingsQueries, Previews,
    MeetingPlanning, LayoutsService, MeetingDeputies, MeetingMembers, MeetingCalendarMail, MeetingNotesService, StageMeetings, SeriesResolver, MembersResolver,
    Packs, PackCopies, PacksResolver, SecureDomains, SecureDomainsResolver, ContributionDesk, ContributionsService, ProposalsService, ContributionsQueries, ContributionsResolver, WrittenProcedures, WrittenProceduresMail, WrittenProceduresQueries, WrittenProceduresResolver,
    MeetingsResolver, AgendasResolver, SessionsResolver, RoomResolver, MinutesResolver, MinuteExtractsResolver, AccuracyResolver, MinuteRedactionsResolver, PreviewsResolver,
  ],
})
export class MeetingsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly work: KindsOfWork,
    private readonly live: LiveSubjects,
    private readonly meetings: MeetingsService,
  ) {}

  onModuleInit(): void {
    this.registry.register(meetingMachine);
    this.registry.register(writtenProcedureMachine);
    this.live.declare('meeting', liveMeeting);
    this.work.accept({ kind: 'chair', takers: ['chair'], who: 'somebody who chairs the panel', give: (id, membershipId) => this.meetings.give(id, 'chair', membershipId) });
    this.work.accept({ kind: 'coordinator', takers: ['coordinator'], who: 'somebody who coordinates the panel', give: (id, membershipId) => this.meetings.give(id, 'coordinator', membershipId) });
  }
}
