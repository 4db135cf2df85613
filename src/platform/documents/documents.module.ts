import { Global, Module } from '@nestjs/common';
import { DocumentsQueries } from './documents.queries.js';
import { Documents } from './documents.service.js';

/** Papers, kept as sent. */
@Global()
@Module({ providers: [Documents, DocumentsQueries], exports: [Documents, DocumentsQueries] })
export class DocumentsModule {}
