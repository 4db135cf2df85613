import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/**
 * Instants and dates leave as the text PostgreSQL wrote (ISO 8601). Nest's own DateTime turns that text into null without
 * an error (design.md 10). They are output only: dates people type come in as String and are checked by zod, all at once.
 */
const outputOnly = (name: string, description: string): GraphQLScalarType<string, string> =>
  new GraphQLScalarType({
    name,
    description,
    serialize: (value) => (typeof value === 'string' ? value : String(value)),
    parseValue: () => refuse(name),
    parseLiteral: (node) => refuse(`${name} (${Kind[node.kind as unknown as keyof typeof Kind] ?? node.kind})`),
  });

function refuse(name: string): never {
  throw new GraphQLError(`${name} is not an input: send a String.`);
}

export const DateTimeScalar = outputOnly('DateTime', 'An instant, ISO 8601 with its offset.');
export const DateScalar = outputOnly('Date', 'A calendar date, YYYY-MM-DD.');
