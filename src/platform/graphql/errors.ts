import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Actor } from '../access/actor.js';
import { newId } from '../database/ids.js';
import { stackFrames } from '../faults/fault.js';

const logger = new Logger('GraphQL');
/** What a caller may be told as it is: these are about the request, never about our inside. */
const open = new Set(['NOT_PERMITTED', 'NOT_SIGNED_IN', 'DOCUMENT_TOO_LARGE', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'PAGE_TOO_LARGE', 'UNKNOWN_DOCUMENT']);

export function permissionError(who: string): GraphQLError {
  return new GraphQLError(`You may not see this. It may be seen by ${who}.`, { extensions: { code: 'NOT_PERMITTED', whoMay: who } });
}

/** A fault of ours leaves as a code and an id; its stack goes to the log, without what anybody typed. */
export function maskedError(formatted: GraphQLFormattedError, cause: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  const original = rootCause(cause);
  if (typeof code === 'string' && open.has(code)) return withoutTrace(formatted);
  // Variables that do not fit the document are the caller's to mend; GraphQL gives them no code.
  if (original === undefined) return { ...withoutTrace(formatted), extensions: { code: 'BAD_USER_INPUT' } };
  const errorId = newId();
  logger.error({ errorId, error: original.name, path: formatted.path?.join('.'), stack: stackFrames(original) }, 'A GraphQL operation failed');
  return { message: 'Something went wrong on our side. Nothing was changed.', ...(formatted.path && { path: formatted.path }), extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } };
}

/** For a request that never came as far as GraphQL: what the one door answers instead, in GraphQL's own shape. */
export function unreadable(status: 400 | 413): { errors: GraphQLFormattedError[] } {
  return {
    errors: [status === 413
      ? { message: 'That was too long to send. Nothing was saved.', extensions: { code: 'DOCUMENT_TOO_LARGE' } }
      : { message: 'That could not be read: send JSON with a query, or with the id of a document. Nothing was changed.', extensions: { code: 'BAD_REQUEST' } }],
  };
}

function withoutTrace({ message, path, extensions }: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, ...rest } = extensions ?? {};
  return { message, ...(path && { path }), extensions: rest };
}

function rootCause(error: unknown): Error | undefined {
  if (error instanceof GraphQLError) return error.originalError === undefined || error.originalError === null ? undefined : rootCause(error.originalError);
  return error instanceof Error ? error : undefined;
}

/** What every operation runs with. */
export interface OperationContext {
  readonly actor: Actor;
}
