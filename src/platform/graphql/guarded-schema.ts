import { defaultFieldResolver, getNamedType, GraphQLError, GraphQLID, type GraphQLField, type GraphQLSchema, isNonNullType, isObjectType } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { RefusedReads } from '../audit/refused-reads.js';
import { declaredPermissions, may, permissionOf } from '../access/policy.js';
import { type OperationContext, permissionError } from './errors.js';

/**
 * Puts the declared abilities in front of every root field, and holds schema and policies against each other: a field
 * without a policy, or a policy without a field, stops the start (design.md 6).
 * What is not shown, by the role or because there is no such record for this person, is recorded once.
 * Mutations ask again inside `Mutations.run`, where a refusal becomes a typed value.
 */
export function guardedSchema(schema: GraphQLSchema, refused: Pick<RefusedReads, 'record'>): GraphQLSchema {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const fields = new Set([...queries, ...mutations].map((field) => field.name));
  const undeclared = [...fields].filter((name) => permissionOf(name) === undefined);
  const unknown = declaredPermissions().filter(({ act, route }) => route === undefined && !fields.has(act)).map(({ act }) => act);
  if (undeclared.length > 0) throw new Error(`No policy says who may use: ${undeclared.join(', ')}.`);
  if (unknown.length > 0) throw new Error(`Policies name acts that the schema does not have: ${unknown.join(', ')}.`);
  for (const query of queries) guard(query, refused);
  passPropertiesOn(schema);
  return schema;
}

/**
 * Nest gives every field a resolver that only reads the property of its name, and graphql-jit calls each by the long way round:
 * a third of what a page of 500 values costs. Without one it writes the property access into the compiled document.
 */
function passPropertiesOn(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) if (onlyReads(field)) delete field.resolve;
  }
}

function onlyReads({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.name !== 'rootFieldResolver') return false;
  const value = Symbol(name);
  const read = resolve as (root: object) => unknown;
  return read({ [name]: value }) === value && read({}) === undefined;
}

function guard(field: GraphQLField<unknown, OperationContext>, refused: Pick<RefusedReads, 'record'>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const ids = new Set(field.args.filter((argument) => getNamedType(argument.type) === GraphQLID).map(({ name }) => name));
  const [asked] = ids;
  const hides = asked !== undefined && !isNonNullType(field.type);
  field.resolve = (source, input, context, info) => {
    const { actor } = context;
    if (actor === undefined) throw new GraphQLError('Sign in first.', { extensions: { code: 'NOT_SIGNED_IN' } });
    if (!may(actor, field.name)) return refuse(refused, actor, field.name, asked && input[asked]);
    demandUsable(input as Record<string, unknown>, ids);
    const found: unknown = resolve(source, input, context, info);
    return hides && found instanceof Promise ? found.then((value: unknown) => value ?? refused.record(actor, field.name, input[asked], 'NOT_FOUND').then(() => null)) : found;
  };
}

async function refuse(refused: Pick<RefusedReads, 'record'>, actor: Actor, field: string, asked: unknown): Promise<never> {
  await refused.record(actor, field, asked, 'NOT_PERMITTED');
  throw permissionError(permissionOf(field)?.who ?? 'nobody');
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What the database would choke on is the caller's mistake: an id that is no id, a text with a NUL in it. */
function demandUsable(input: Record<string, unknown>, ids: ReadonlySet<string>): void {
  for (const [name, given] of Object.entries(input)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (typeof value !== 'string') continue;
      if (ids.has(name) && !uuid.test(value)) throw unusable(`${name} is not an id.`);
      if (value.includes('\u0000')) throw unusable(`Remove the control characters from ${name}.`);
    }
  }
}

function unusable(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
