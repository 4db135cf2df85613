import { getNamedType, type GraphQLArgument, type GraphQLField, type GraphQLInputType, isInputObjectType, isLeafType, isListType, isNonNullType, isUnionType } from 'graphql';
import { z } from 'zod';
import { newId } from '../../src/platform/database/ids.js';

type Values = Record<string, unknown>;
export type RootField = GraphQLField<unknown, unknown>;

/** A document that asks one root field for as little as answers whether it may be asked. */
export function documentOf(kind: 'query' | 'mutation', field: RootField): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${kind} ${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field)} }`;
}

function selectionOf(field: RootField): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  return isUnionType(type) ? '{ __typename ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement } } }' : '{ __typename }';
}

/** An argument, or a field of its input; `path` leads to it. */
export interface Place {
  readonly name: string;
  readonly path: readonly string[];
  readonly many: boolean;
}

/** Every place of a field's arguments that takes an id; keys of repeated forms are none. */
export const idPlaces = (field: RootField): Place[] => placesOf(field, 'ID').filter(({ name }) => name !== 'idempotencyKey');

/** Every place of a field's arguments that takes a value of this type, at any depth of its inputs. */
export function placesOf(field: RootField, type: string): Place[] {
  const visit = (name: string, of: GraphQLInputType, path: readonly string[]): Place[] => {
    const named = getNamedType(of);
    if (isInputObjectType(named)) {
      const inside = isListOf(of) ? [...path, '0'] : path;
      return Object.values(named.getFields()).flatMap((inner) => visit(inner.name, inner.type, [...inside, inner.name]));
    }
    return named.name === type ? [{ name, path, many: isListOf(of) }] : [];
  };
  return field.args.flatMap((argument) => visit(argument.name, argument.type, [argument.name]));
}

const isListOf = (type: GraphQLInputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** The least that fits the schema: every required argument, and whatever takes an id. */
export function leastVariables(field: RootField): Values {
  const needed = (argument: GraphQLArgument): boolean => isNonNullType(argument.type) || getNamedType(argument.type).name === 'ID';
  return Object.fromEntries(field.args.filter(needed).map(({ name, type }) => [name, leastOf(type)]));
}

/** The least that fits one argument, also where it may be left out. */
export function leastInput(field: RootField, name: string): unknown {
  const argument = field.args.find((one) => one.name === name);
  return argument && leastOf(argument.type);
}

/** Inside an input, where only certain words fit. */
const codes: Readonly<Record<string, string>> = { 'PointAnswerInput.outcome': 'notAccepted' };

/** The least that fits a type. */
export function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [leastOf(type.ofType)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((inner) => isNonNullType(inner.type) || isInputObjectType(getNamedType(inner.type)));
    return Object.fromEntries(fields.map((inner) => [inner.name, codes[`${type.name}.${inner.name}`] ?? leastOf(inner.type)]));
  }
  return { ID: newId(), Int: 1, Boolean: true }[type.toString()] ?? '2026-12-01';
}

/** The same variables with other values in these places, and a key of their own: a form that nobody sent before. */
export function withValues(variables: Values, values: readonly (readonly [Place, string])[]): Values {
  const copy = structuredClone(variables);
  const input = copy['input'] as Values | undefined;
  if (input !== undefined && 'idempotencyKey' in input) input['idempotencyKey'] = newId();
  for (const [{ path, many }, value] of values) put(copy, path, many ? [value] : value);
  return copy;
}

function put(into: Values, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[name] = value;
  else put((into[name] ??= /^\d+$/.test(rest[0] ?? '') ? [{}] : {}) as Values, rest, value);
}

/** What a form of this mutation might hold, as far as its schema says it: codes, dates, numbers within their bounds; with `texts` also what may be left open, where it takes words. */
export function filledInput(schema: z.ZodType, least: Values, { texts = false } = {}): Values {
  const shape = z.toJSONSchema(inputSide(schema), { io: 'output', unrepresentable: 'any' }) as JsonSchema;
  const branch = shape.anyOf?.[0] ?? shape.oneOf?.[0] ?? shape;
  const required = new Set(branch.required);
  const filled = Object.entries(branch.properties ?? {}).flatMap(([name, of]) => {
    const value = some(name, of);
    return value === undefined || (!required.has(name) && !(name in least) && !(texts && isWords(value))) ? [] : [[name, value] as const];
  });
  return { ...least, ...Object.fromEntries(filled) };
}

/** Words of somebody's own: neither a code nor a day. */
export const isWords = (value: unknown): boolean => typeof value === 'string' && /\w \w/.test(value);

interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A schema that turns what came in into something else says nothing of what it gives out: then its near side. */
function inputSide(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: { type: string; in?: z.ZodType; out?: { def: { type: string } } } };
  return def.type === 'pipe' && def.out?.def.type === 'transform' && def.in !== undefined ? inputSide(def.in) : schema;
}

function some(name: string, of: JsonSchema): unknown {
  const either = of.anyOf?.find(({ type }) => type !== 'null') ?? of.oneOf?.[0];
  if (either !== undefined) return some(name, either);
  if (of.const !== undefined) return of.const;
  if (of.enum !== undefined) return of.enum.find((one) => one !== null);
  if (of.type === 'array') return of.items === undefined ? undefined : [some(name, of.items)];
  if (of.type === 'object') return Object.fromEntries(Object.entries(of.properties ?? {}).map(([inner, value]) => [inner, some(inner, value)]));
  if (of.type === 'integer' || of.type === 'number') return Math.max(1, of.minimum ?? 1);
  if (of.type === 'boolean') return true;
  return of.type === 'string' ? someText(name, of) : undefined;
}

function someText(name: string, { format, pattern, minLength = 0, maxLength = 100 }: JsonSchema): string {
  if (format === 'uuid') return newId();
  if (format === 'email') return `${newId()}@example.org`;
  if (pattern?.includes('^D') === true) return 'D08';
  if (/time$/i.test(name) || maxLength === 5) return '10:00';
  if (/(on|from|to|until|date|quarterStart)$/i.test(name) && minLength === 0) return '2026-12-01';
  return pattern === undefined ? 'Long enough to say why.'.slice(0, maxLength) : 'medicines';
}
