import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Settings } from './config/settings.js';
import { DomainModule } from './domain/domain.module.js';
import { entities } from './entities.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { Clock } from './platform/clock/clock.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { ApiModule } from './platform/graphql/graphql.module.js';
import { DraftsModule } from './platform/drafts/drafts.module.js';
import { LiveModule } from './platform/live/live.module.js';
import { DocumentsModule } from './platform/documents/documents.module.js';
import { FilesModule } from './platform/files/files.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { IdentityModule } from './platform/identity/identity.module.js';
import { InvitationsModule } from './platform/identity/invitations.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { VaultModule } from './platform/vault/vault.module.js';
import { WorkflowModule } from './platform/workflow/workflow.module.js';
import { SettingsModule } from './config/settings.module.js';
import { WebModule } from './web/web.module.js';

/** The whole house: platform below, the domain on it, pages on top. The CLI uses it without the pages' listener. */
@Module({})
export class AppModule {
  static with(settings: Settings, appUrl: string, clock = new Clock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        LoggerModule.forRoot({
          pinoHttp: {
            level: settings.logLevel,
            // The route as registered, not as typed: addresses carry ids, and searches carry names (Sec-5).
            serializers: {
              req: (request: { id: string; method: string; raw?: { routeOptions?: { url?: string } } }) => ({ id: request.id, method: request.method }),
              res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
            },
            redact: { paths: ['err.message', 'err.detail', 'err.parameters', 'err.query', 'err.where'], censor: '[not logged]' },
          },
        }),
        ClockModule.with(clock),
        DatabaseModule.connect(appUrl, entities),
        VaultModule.with(settings),
        JobsModule,
        MailModule,
        WorkflowModule,
        AuditModule,
        DocumentsModule,
        DraftsModule,
        LiveModule,
        FilesModule,
        ApiModule,
        IdentityModule,
        InvitationsModule,
        HealthModule,
        DomainModule,
        WebModule,
      ],
    };
  }
}
