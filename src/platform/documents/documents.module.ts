import { Global, Module } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';
import { DocumentsQueries } from './documents.queries.js';
import { Documents } from './documents.service.js';

/** Papers, kept as sent. */
@Global()
@Module({ controllers: [DocumentsController], providers: [Documents, DocumentsQueries], exports: [Documents, DocumentsQueries] })
export class DocumentsModule {}
