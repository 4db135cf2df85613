import { Module, type OnModuleInit } from '@nestjs/common';
import { personRoles } from '../../platform/access/actor.js';
import './people.policy.js';
import { AdministrationQueries } from './administration.queries.js';
import { AgenciesResolver } from './agencies.resolver.js';
import { AgenciesService } from './agencies.service.js';
import { ClearancesService } from './clearances.service.js';
import { DeputiesService } from './deputies.service.js';
import { Handovers } from './handovers.service.js';
import { InvitationsService } from './invitations.service.js';
import { KindsOfWork } from './kinds-of-work.js';
import { MeetingAccess } from './meeting-access.service.js';
import { MembershipsResolver } from './memberships.resolver.js';
import { MembershipsService } from './memberships.service.js';
import { PanelsService } from './panels.service.js';
import { PeopleDesk } from './people-desk.js';
import { PeopleNotices } from './people-notices.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { PersonsService } from './persons.service.js';
import { ServiceAccounts } from './service-accounts.service.js';
import { SharesService } from './shares.service.js';

@Module({
  providers: [
    PeopleService, ServiceAccounts, PeopleQueries, PeopleResolver, PeopleDesk, PeopleNotices, MembershipsService, PersonsService, Handovers, KindsOfWork, InvitationsService, DeputiesService, ClearancesService,
    AgenciesService, PanelsService, SharesService, MeetingAccess, AdministrationQueries, MembershipsResolver, AgenciesResolver,
  ],
  exports: [PeopleService, SharesService, MeetingAccess, ServiceAccounts, KindsOfWork],
})
export class PeopleModule implements OnModuleInit {
  constructor(
    private readonly work: KindsOfWork,
    private readonly memberships: MembershipsService,
  ) {}

  onModuleInit(): void {
    this.work.accept({ kind: 'manager', takers: personRoles, who: 'a person', give: (id, membershipId) => this.memberships.manage(id, membershipId) });
  }
}
