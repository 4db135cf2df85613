import { getNamedType, type GraphQLField, type GraphQLObjectType, isInterfaceType, isNonNullType, isObjectType, isRequiredArgument, isUnionType } from 'graphql';

/** One query with every field it can give, six levels down. */
export function documentOf(query: GraphQLField<unknown, unknown>): string {
  const variables = query.args.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ');
  const given = query.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `query ${variables && `(${variables})`} { ${query.name}${given && `(${given})`} ${selectionOf(getNamedType(query.type) as GraphQLObjectType, 6)} }`;
}

function selectionOf(type: GraphQLObjectType, depth: number): string {
  if (isUnionType(type)) return '{ __typename }';
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const inner = getNamedType(field.type) as GraphQLObjectType;
    if (!isObjectType(inner) && !isInterfaceType(inner)) return [field.name];
    return depth === 0 ? [] : [`${field.name} ${selectionOf(inner, depth - 1)}`];
  });
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : '{ __typename }';
}

/** Ids wherever one is asked for, and something for whatever else must be given. */
export function variablesOf(query: GraphQLField<unknown, unknown>, id: string): Record<string, unknown> {
  const values: Record<string, unknown> = { ID: id, String: 'intelligence', Int: 1, Boolean: false };
  return Object.fromEntries(query.args.flatMap((arg) => {
    const type = getNamedType(arg.type).name;
    return type === 'ID' || isNonNullType(arg.type) ? [[arg.name, values[type]]] : [];
  }));
}

/** Each way to ask with one id: what narrows a list is asked one by one, for several narrow it to nothing. */
export function waysToAsk(query: GraphQLField<unknown, unknown>, id: string): Record<string, unknown>[] {
  const all = variablesOf(query, id);
  const narrowing = query.args.filter((arg) => getNamedType(arg.type).name === 'ID' && !isNonNullType(arg.type)).map(({ name }) => name);
  const needed = Object.fromEntries(Object.entries(all).filter(([name]) => !narrowing.includes(name)));
  return narrowing.length === 0 ? [all] : narrowing.map((name) => ({ ...needed, [name]: id }));
}
