import { Module } from '@nestjs/common';
import './people.policy.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { ServiceAccounts } from './service-accounts.service.js';

@Module({ providers: [PeopleService, ServiceAccounts, PeopleQueries, PeopleResolver], exports: [PeopleService, ServiceAccounts] })
export class PeopleModule {}
