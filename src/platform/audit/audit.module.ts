import { Global, Module } from '@nestjs/common';
import { Downloads } from '../documents/downloads.js';
import { RefusedReads } from './refused-reads.js';
import { Sealer } from './sealer.js';

/** Refused reads, downloads, and what proves the trail from outside. `Trail` itself stands beside the units of work, in the database's module. */
@Global()
@Module({ providers: [Downloads, RefusedReads, Sealer], exports: [Downloads, RefusedReads, Sealer] })
export class AuditModule {}
