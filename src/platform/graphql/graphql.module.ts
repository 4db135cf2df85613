import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { RefusedReads } from '../audit/refused-reads.js';
import '../identity/identity-request.js';
import { maskedError } from './errors.js';
import { guardedSchema } from './guarded-schema.js';
import { JitPlugin } from './jit-plugin.js';
import { documentLimits, longestWalk } from './limits.js';
import { Mutations } from './mutations.js';
import { refusalTypes } from './refusals.js';
import { adHocRules, Operations } from './operations.js';
import { isRehearsal, Rehearsal } from './rehearsal.js';

/** The one door: schema, limits, execution and typed refusals. Defaults that fail open are set outright (qualities.md 3.2). */
@Global()
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [SETTINGS, RefusedReads],
      useFactory: (settings: Settings, refused: RefusedReads): ApolloDriverConfig => ({
        path: '/graphql',
        autoSchemaFile: true,
        sortSchema: true,
        buildSchemaOptions: { orphanedTypes: [...refusalTypes] },
        transformSchema: (schema) => guardedSchema(schema, refused),
        context: (request: FastifyRequest) => ({ actor: request.session?.actor, rehearsal: isRehearsal(request) }),
        graphiql: false,
        introspection: settings.env !== 'production',
        includeStacktraceInErrorResponses: false,
        hideSchemaDetailsFromClientErrors: settings.env === 'production',
        allowBatchedHttpRequests: false,
        maxRecursiveSelections: longestWalk,
        persistedQueries: false,
        csrfPrevention: true,
        formatError: maskedError,
        validationRules: adHocRules,
        validationOptions: { maxErrors: 5 },
        parseOptions: { maxTokens: documentLimits.tokens },
      }),
    }),
  ],
  providers: [Operations, JitPlugin, Mutations, Rehearsal],
  exports: [Operations, Mutations],
})
export class ApiModule {}
