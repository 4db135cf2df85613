import { Action, ActionCheck, ActionExtension } from './domain/actions/action.entity.js';
import { Visit, VisitCorrection } from './domain/assurance/visit.entity.js';
import { WatchedDate } from './domain/assurance/watched-date.entity.js';
import { Council } from './domain/councils/council.entity.js';
import { Intelligence } from './domain/intelligence/intelligence.entity.js';
import { AgendaItem, AgendaVersion, ItemRecord } from './domain/meetings/agenda/agenda-item.entity.js';
import { Contribution, ItemProposal } from './domain/meetings/contributions/contribution.entity.js';
import { ItemInterest, Meeting, MeetingChange, MeetingMember } from './domain/meetings/meeting.entity.js';
import { MinuteCirculation, MinuteComment, MinuteCommentAnswer, MinuteRedaction } from './domain/meetings/minutes/minute-comment.entity.js';
import { MeetingNotes } from './domain/meetings/series/meeting-notes.entity.js';
import { ExtractComment, MinuteExtract } from './domain/meetings/minutes/minute-extract.entity.js';
import { ItemTurn, MeetingGuest, MeetingPart, Presence } from './domain/meetings/session/room.entity.js';
import { WrittenAnswer, WrittenProcedure } from './domain/meetings/written/written-procedure.entity.js';
import { MinuteAmendment, MinuteSection } from './domain/meetings/minutes/minute-section.entity.js';
import { Agency, AgencyKindRow, AgencyName } from './domain/people/agency.entity.js';
import { Membership } from './domain/people/membership.entity.js';
import { Person } from './domain/people/person.entity.js';
import { Location } from './domain/providers/location.entity.js';
import { Provider } from './domain/providers/provider.entity.js';
import { ProviderInsolvency } from './domain/providers/provider-insolvency.entity.js';
import { ProviderPerson } from './domain/providers/provider-person.entity.js';
import { ProviderRunner } from './domain/providers/provider-runner.entity.js';
import { ContractNovation, ServiceLink } from './domain/providers/service-link.entity.js';
import { Service } from './domain/providers/service.entity.js';
import { Stage, StageNote, StageProposal } from './domain/escalation/stage.entity.js';
import { Restriction, RestrictionDisclosure, RestrictionGrounds, RestrictionReview } from './domain/restrictions/restriction.entity.js';
import { DefaultTerms, Notice, NoticeCheck, NoticeClause, NoticeFinding, NoticeLegalCheck, NoticePlan, NoticePlanReview, NoticeStep } from './domain/notices/notice.entity.js';
import { ExitPerson, ExitPlan, Termination, TerminationNote } from './domain/terminations/termination.entity.js';
import { Appeal } from './domain/representations/appeal.entity.js';
import { DisclosurePack } from './domain/representations/disclosure-pack.entity.js';
import { HearingRequest } from './domain/representations/hearing-request.entity.js';
import { Representation } from './domain/representations/representation.entity.js';
import { Decision } from './domain/decisions/decision.entity.js';
import { Recommendation } from './domain/decisions/recommendation.entity.js';
import { RiskAssessment } from './domain/risk/risk-assessment.entity.js';
import { Letter } from './domain/letters/letter.entity.js';
import { Document } from './platform/documents/document.entity.js';
import { Report, ReportAnnex } from './domain/reports/report.entity.js';

/** Every entity of the house: one line a table that is written through TypeORM. */
export const entities: (new () => object)[] = [
  Council, Agency, AgencyKindRow, AgencyName, Membership, Person, Location, Provider, Service, ServiceLink, ContractNovation, ProviderInsolvency, ProviderRunner, ProviderPerson, Intelligence, RiskAssessment, Action, ActionCheck, ActionExtension, Visit, VisitCorrection, WatchedDate, Stage, StageProposal, StageNote, Restriction, RestrictionGrounds, RestrictionDisclosure, RestrictionReview,
  Notice, NoticeClause, NoticeStep, NoticePlan, NoticePlanReview, NoticeCheck, NoticeLegalCheck, NoticeFinding, DefaultTerms, Termination, TerminationNote, ExitPlan, ExitPerson, Representation, Appeal, HearingRequest, DisclosurePack, Recommendation, Decision, Letter, Document, Report, ReportAnnex,
  Meeting, MeetingMember, MeetingChange, MeetingNotes, ItemInterest, AgendaItem, AgendaVersion, ItemRecord, Contribution, ItemProposal, Presence, ItemTurn, MeetingPart, MeetingGuest, WrittenProcedure, WrittenAnswer, MinuteSection, MinuteAmendment, MinuteExtract, ExtractComment, MinuteCirculation, MinuteComment, MinuteCommentAnswer, MinuteRedaction,
];
