import { Global, Module } from '@nestjs/common';
import { Sealer } from './sealer.js';

/** What proves the trail from outside. `Trail` itself stands beside the units of work, in the database's module. */
@Global()
@Module({ providers: [Sealer], exports: [Sealer] })
export class AuditModule {}
