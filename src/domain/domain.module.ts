import { Module } from '@nestjs/common';
import { DossiersModule } from './dossiers/dossiers.module.js';

/** The words of the field, lowest first: a folder imports only those before it. */
@Module({ imports: [DossiersModule] })
export class DomainModule {}
