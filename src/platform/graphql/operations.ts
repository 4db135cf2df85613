import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type DocumentNode, type ExecutionResult, GraphQLError, Kind, print, validate } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Actor } from '../access/actor.js';
import { maskedError } from './errors.js';
import { sizeOf, withinLimits } from './limits.js';
import { Rehearsal } from './rehearsal.js';

export interface TrustedDocument {
  /** SHA-256 of the printed document, hexadecimal: what an outside client sends as `documentId`. */
  readonly id: string;
  readonly name: string;
  /** By the rule of `sizeOf`. */
  readonly cost: number;
  readonly compiled: CompiledQuery;
}

/**
 * Compiles and runs GraphQL. A trusted document is validated and compiled at boot and then runs the same resolvers and
 * policies as an ad hoc one; it only skips parsing and validation (design.md 10).
 */
@Injectable()
export class Operations {
  private readonly trusted = new Map<string, TrustedDocument>();
  private readonly adHoc = new Map<string, CompiledQuery>();

  constructor(
    private readonly host: GraphQLSchemaHost,
    private readonly rehearsal: Rehearsal,
  ) {}

  /** @throws Error naming the document, when it does not fit the schema: that stops the start. */
  trust(document: DocumentNode): TrustedDocument {
    const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
    if (name === undefined) throw new Error('A trusted document needs one named operation.');
    const problems = validate(this.host.schema, document);
    if (problems.length > 0) throw new Error(`The document ${name} does not fit the schema: ${problems.map((one) => one.message).join(' ')}`);
    const id = createHash('sha256').update(print(document)).digest('hex');
    const trusted = { id, name, cost: sizeOf(document, this.host.schema).cost, compiled: this.compile(document, name) };
    this.trusted.set(id, trusted);
    this.trusted.set(name, trusted);
    return trusted;
  }

  trustedDocument(idOrName: string): TrustedDocument | undefined {
    return this.trusted.get(idOrName);
  }

  /** As `run`, and what its mutations change is given up at their end. */
  rehearse(trusted: TrustedDocument, variables: Readonly<Record<string, unknown>>, actor: Actor): Promise<ExecutionResult> {
    return this.rehearsal.run(() => this.run(trusted, variables, actor));
  }

  /** Runs a trusted document as somebody. Faults come back masked in `errors`. */
  async run(trusted: TrustedDocument, variables: Readonly<Record<string, unknown>>, actor: Actor): Promise<ExecutionResult> {
    return mask(await trusted.compiled.query({}, { actor }, { ...variables }));
  }

  /** Runs an ad hoc document that Apollo has parsed and validated; its compiled form is kept, the oldest of 200 given up. */
  async runAdHoc(key: string, document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>, context: object): Promise<ExecutionResult> {
    let compiled = this.adHoc.get(key);
    if (compiled === undefined) {
      compiled = this.compile(document, operationName);
      const oldest = this.adHoc.keys().next();
      if (this.adHoc.size >= 200 && oldest.done !== true) this.adHoc.delete(oldest.value);
      this.adHoc.set(key, compiled);
    }
    const run = () => compiled.query({}, context, variables);
    return mask(await ('rehearsal' in context && context.rehearsal === true ? this.rehearsal.run(run) : run()));
  }

  private compile(document: DocumentNode, operationName: string | undefined): CompiledQuery {
    const compiled = compileQuery(this.host.schema, document, operationName);
    if (!isCompiledQuery(compiled)) throw new GraphQLError(compiled.errors?.map((one) => one.message).join(' ') ?? 'The document cannot be compiled.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    return compiled;
  }
}

export const adHocRules = [withinLimits];

function mask(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => maskedError(error.toJSON(), error)) as unknown as GraphQLError[] };
}
