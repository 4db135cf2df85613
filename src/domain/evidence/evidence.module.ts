import { Global, Module } from '@nestjs/common';
import { UploadDoor } from '../../platform/files/upload-door.js';
import { EvidenceFilesController } from './evidence-files.controller.js';
import { EvidenceUploads } from './evidence-uploads.service.js';
import './evidence.policy.js';
import { EvidenceRecords } from './evidence-records.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceResolver } from './evidence.resolver.js';
import { EvidenceService } from './evidence.service.js';

/** Global, since every folder of records above says that its records take files, and pages hand files in. */
@Global()
@Module({
  controllers: [EvidenceFilesController],
  providers: [EvidenceRecords, EvidenceService, EvidenceQueries, EvidenceResolver, EvidenceUploads, { provide: UploadDoor, useExisting: EvidenceUploads }],
  exports: [EvidenceRecords, UploadDoor],
})
export class EvidenceModule {}
