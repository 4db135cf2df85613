import { Module, type OnModuleInit } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { CouncilsModule } from '../councils/councils.module.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { DefaultTermsService } from './default-terms.service.js';
import { NoticeMail } from './notice-mail.js';
import { NoticeRows } from './notice-rows.js';
import { noticeMachine } from './notice.machine.js';
import './notice.policy.js';
import { NoticesQueries } from './notices.queries.js';
import { NoticesResolver } from './notices.resolver.js';
import { NoticesService } from './notices.service.js';
import { NovatedNotices } from './novated-notices.service.js';
import { RunningNotices } from './running-notices.service.js';

@Module({
  imports: [CouncilsModule],
  providers: [NoticeRows, NoticesService, RunningNotices, NovatedNotices, DefaultTermsService, NoticesQueries, NoticeMail, NoticesResolver],
  exports: [NoticesService, RunningNotices, NovatedNotices, NoticeRows],
})
export class NoticesModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
  ) {}

  onModuleInit(): void {
    this.registry.register(noticeMachine);
    this.evidence.accept({ kind: 'notice', table: 'notices', adders: [...councilOfficers, 'legal', 'provider'], who: 'the provider it is for, an officer of the council, or Legal' });
  }
}
