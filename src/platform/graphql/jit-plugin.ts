import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import { Plugin } from '@nestjs/apollo';
import type { FormattedExecutionResult } from 'graphql';
import type { OperationContext } from './errors.js';
import { Operations } from './operations.js';

/** Executes ad hoc documents with graphql-jit instead of graphql-js: about 0.7 ms of CPU less each (design.md 10). */
@Plugin()
export class JitPlugin implements ApolloServerPlugin<OperationContext> {
  constructor(private readonly operations: Operations) {}

  async requestDidStart(): Promise<GraphQLRequestListener<OperationContext>> {
    const { operations } = this;
    return {
      async responseForOperation({ queryHash, operation, operationName, document, request, schema, contextValue }) {
        // No operation of that name, or of a kind this service has not: Apollo says so in words.
        if (operation === undefined || (schema.getRootType(operation.operation) ?? null) === null) return null;
        const key = `${queryHash}:${operationName ?? ''}`;
        const result = await operations.runAdHoc(key, document, operationName ?? undefined, request.variables ?? {}, contextValue);
        return { body: { kind: 'single', singleResult: result as FormattedExecutionResult }, http: { headers: new HeaderMap() } };
      },
    };
  }
}
