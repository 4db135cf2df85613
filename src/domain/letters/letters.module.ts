import { Module, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { PAPER_SENT } from '../../platform/mail/mail.service.js';
import { WorkflowRegistry } from '../../platform/workflow/workflow-registry.js';
import { EvidenceRecords } from '../evidence/evidence-records.js';
import { NoticesModule } from '../notices/notices.module.js';
import { RepresentationsModule } from '../representations/representations.module.js';
import { RestrictionsModule } from '../restrictions/restrictions.module.js';
import { LegalReview } from './legal-review.service.js';
import { LetterFileController } from './letter-file.controller.js';
import { LetterPost } from './letter-post.js';
import { LetterPreviews } from './letter-preview.js';
import { LetterWriting } from './letter-writing.js';
import { letterMachine } from './letter.machine.js';
import './letter.policy.js';
import { LettersQueries } from './letters.queries.js';
import { TerminationsModule } from '../terminations/terminations.module.js';
import { LettersResolver } from './letters.resolver.js';
import { LettersService } from './letters.service.js';

@Module({
  imports: [RepresentationsModule, RestrictionsModule, NoticesModule, TerminationsModule],
  controllers: [LetterFileController],
  providers: [LettersService, LetterWriting, LetterPost, LegalReview, LettersQueries, LetterPreviews, LettersResolver],
  exports: [LettersService],
})
export class LettersModule implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly evidence: EvidenceRecords,
    private readonly jobs: Jobs,
    private readonly letters: LettersService,
  ) {}

  onModuleInit(): void {
    this.registry.register(letterMachine);
    this.evidence.accept({ kind: 'letter', table: 'letters', adders: ['legal', 'coordinator', 'authorisedOfficer'], who: 'Legal, the coordinator or an authorised officer' });
    this.jobs.subscribe('decisionMade', 'letters.draft', async ({ ids }) => {
      const decisionId = ids['decisionId'];
      if (decisionId !== undefined) await this.letters.draft(decisionId);
    });
    this.jobs.subscribe('noticePlanAnswered', 'letters.draftPlanAnswer', async ({ ids }) => {
      const noticeId = ids['noticeId'];
      if (noticeId !== undefined) await this.letters.draftPlanAnswer(noticeId);
    });
    this.jobs.subscribe(PAPER_SENT, 'letters.mailed', async ({ ids }) => {
      const mailMessageId = ids['mailMessageId'];
      if (mailMessageId !== undefined) await this.letters.recordMailed(mailMessageId);
    });
  }
}
