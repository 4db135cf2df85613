import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { ActionsModule } from '../actions/actions.module.js';
import { AssuranceModule } from '../assurance/assurance.module.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { EscalationModule } from '../escalation/escalation.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { RepresentationsModule } from '../representations/representations.module.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import { TerminationsModule } from '../terminations/terminations.module.js';
import { AppealDecisions } from './appeal-decisions.service.js';
import { DecidersByDeadline } from './deciders-by-deadline.js';
import { DecidingFactsReader } from './deciding-facts.js';
import { DecisionDates } from './decision-dates.js';
import { DecisionNotices } from './decision-notices.js';
import './decision.policy.js';
import { DecisionsQueries } from './decisions.queries.js';
import { DecisionsResolver } from './decisions.resolver.js';
import { DecisionsService } from './decisions.service.js';
import { HandlingResolver } from './handling.resolver.js';
import { HandlingService } from './handling.service.js';
import { NoticeDecisions } from './notice-decisions.service.js';
import { RecordedDecisionsResolver } from './recorded-decisions.resolver.js';
import { RecordedDecisions } from './recorded-decisions.service.js';
import { recommendationMachine } from './recommendation.machine.js';
import { RecommendationsService } from './recommendations.service.js';
import { RestrictionChanges } from './restriction-changes.service.js';
import { RestrictionDecisions } from './restriction-decisions.service.js';
import { StageDecisionsResolver } from './stage-decisions.resolver.js';
import { StageDecisions } from './stage-decisions.service.js';
import { SuccessionsResolver } from './successions.resolver.js';
import { Successions } from './successions.service.js';
import { tellingMachine } from './telling.machine.js';
import { TellingsResolver } from './tellings.resolver.js';
import { Tellings } from './tellings.service.js';
import { TerminationDecisionsResolver } from './termination-decisions.resolver.js';
import { TerminationDecisions } from './termination-decisions.service.js';
import { UrgentDecisions } from './urgent-decisions.service.js';
import { UrgentRestrictionQueries } from './urgent-restriction.queries.js';
import { UrgentRestrictionsResolver } from './urgent-restrictions.resolver.js';

@Module({
  imports: [ActionsModule, AssuranceModule, CouncilsModule, ProvidersModule, EscalationModule, RestrictionsModule, NoticesModule, TerminationsModule, RepresentationsModule],
  providers: [RecommendationsService, DecidingFactsReader, DecidersByDeadline, DecisionDates, DecisionsService, StageDecisions, UrgentDecisions, RestrictionDecisions, RestrictionChanges, NoticeDecisions, AppealDecisions, DecisionsQueries, DecisionNotices, RecordedDecisions, DecisionsResolver, StageDecisionsResolver, RecordedDecisionsResolver, Tellings, TellingsResolver, Successions, SuccessionsResolver, TerminationDecisions, TerminationDecisionsResolver, UrgentRestrictionQueries, UrgentRestrictionsResolver, HandlingService, HandlingResolver],
  exports: [RecommendationsService, DecidersByDeadline],
})
export class DecisionsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
  ) {}

  onModuleInit(): void {
    for (const machine of [recommendationMachine, tellingMachine]) this.registry.register(machine);
    this.evidence.accept({ kind: 'decision', table: 'decisions', adders: [...councilOfficers, 'legal'], who: 'an officer of the council, or Legal' });
  }
}
