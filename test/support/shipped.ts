import { getNamedType, type GraphQLInputType, type GraphQLSchema, isInputObjectType, isListType, isNonNullType, type OperationDefinitionNode, typeFromAST } from 'graphql';
import { leastOf } from './field-documents.js';

/** Some value for every required variable: one id that is there wherever one is asked for, so that the statement really runs. */
export function variablesFor({ variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema, id: string): Record<string, unknown> {
  return Object.fromEntries(variableDefinitions.flatMap(({ variable, type: written }) => {
    const type = typeFromAST(schema, written as never) as GraphQLInputType | undefined;
    if (!isNonNullType(type)) return [];
    const inner = type.ofType as GraphQLInputType;
    const value = isListType(inner) ? [] : isInputObjectType(inner) ? leastOf(inner) : { ID: id, String: '2026-10-01', Int: 1, Boolean: true }[getNamedType(inner).name];
    return [[variable.name.value, value]];
  }));
}
