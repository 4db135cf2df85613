import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { ConfirmationChase } from './confirmation-chase.js';
import { EarlierRestrictions } from './earlier-restrictions.service.js';
import { ImposedRestrictions } from './imposed-restrictions.service.js';
import { OnCallSheetQueries } from './on-call-sheet.queries.js';
import { OnCallSheetResolver } from './on-call-sheet.resolver.js';
import { PeopleListQueries } from './people-list.queries.js';
import { PeopleListResolver } from './people-list.resolver.js';
import { PeopleLists } from './people-lists.service.js';
import { PassedRestrictions } from './passed-restrictions.service.js';
import { PlacementAlerts } from './placement-alerts.js';
import { placementAlertMachine } from './placement-alert.machine.js';
import { placingExceptionMachine } from './placing-exception.machine.js';
import { PlacingExceptions } from './placing-exceptions.service.js';
import { PlacingRecordQueries } from './placing-record.queries.js';
import { PlacingQueries } from './placing.queries.js';
import { PlacingResolver } from './placing.resolver.js';
import { RefusalsQueries } from './refusals.queries.js';
import { RefusalsService } from './refusals.service.js';
import { RestrictionRows } from './restriction-rows.js';
import { restrictionMachine } from './restriction.machine.js';
import './restriction.policy.js';
import { RestrictionsResolver } from './restrictions.resolver.js';
import { RestrictionsService } from './restrictions.service.js';

@Module({
  imports: [CouncilsModule],
  providers: [RestrictionRows, RestrictionsService, EarlierRestrictions, PassedRestrictions, ImposedRestrictions, PlacingQueries, PlacementAlerts, PlacingExceptions, PlacingRecordQueries, RefusalsService, RefusalsQueries, ConfirmationChase, RestrictionsResolver, PlacingResolver, PeopleLists, PeopleListQueries, PeopleListResolver, OnCallSheetQueries, OnCallSheetResolver],
  exports: [RestrictionsService, EarlierRestrictions, PassedRestrictions],
})
export class RestrictionsModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
  ) {}

  onModuleInit(): void {
    for (const machine of [restrictionMachine, placementAlertMachine, placingExceptionMachine]) this.registry.register(machine);
    this.evidence.accept({ kind: 'restriction', table: 'restrictions', adders: [...councilOfficers, 'legal'], who: 'an officer of the council, or Legal' });
  }
}
