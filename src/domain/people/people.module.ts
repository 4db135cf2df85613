import { Module } from '@nestjs/common';
import './people.policy.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';

@Module({ providers: [PeopleService, PeopleQueries, PeopleResolver], exports: [PeopleService] })
export class PeopleModule {}
