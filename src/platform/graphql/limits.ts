import {
  type ASTVisitor, type DocumentNode, type FieldNode, getNamedType, getNullableType, GraphQLError, type GraphQLField, type GraphQLNamedType, type GraphQLSchema, isCompositeType, isInterfaceType, isListType,
  isObjectType, Kind, type OperationDefinitionNode, type SelectionSetNode, type ValidationContext,
} from 'graphql';

/** Bounds of an ad hoc document: the cost is twice that of the largest shipped document, and none uses more than half of the rest (held by a test). */
export const documentLimits = { depth: 10, aliases: 15, cost: 21_200, rootFields: 5, parts: 20, directives: 20, tokens: 1_000 } as const;
/** Selections looked at before a document is taken for too large, whatever they cost: fragments that double at every level are free otherwise. */
export const longestWalk = 5_000;
/** Objects of a list whose field does not say how many it gives; `@Field(…, { complexity: 25 })` says it. */
const usualList = 10;
/** Objects of a page (held by a test). */
export const longestPage = 50;
/** Objects of a page whose length the caller may say, where it stands in a variable. */
const longestFirst = 200;

interface Size {
  depth: number;
  aliases: number;
  cost: number;
  directives: number;
  /** Selections looked at: the work of measuring. */
  walked: number;
}

/**
 * What the operations of a document ask for. One point a field; a field of objects counts what is selected of each as many times
 * as the list is long: `longestPage` or `usualList`. Fragments count where they are used. Stops when it is clear that it is too much.
 */
export function sizeOf(document: DocumentNode, schema: GraphQLSchema): Size {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const size: Size = { depth: 0, aliases: 0, cost: 0, directives: 0, walked: 0 };
  const walk = (set: SelectionSetNode, type: GraphQLNamedType | undefined, depth: number, times: number, inside: readonly string[], page = longestPage): void => {
    size.depth = Math.max(size.depth, depth);
    for (const selection of set.selections) {
      size.walked += 1;
      size.directives += selection.directives?.length ?? 0;
      if (size.walked > longestWalk || size.cost > documentLimits.cost || depth > documentLimits.depth) return;
      if (selection.kind === Kind.FIELD) {
        size.cost += times;
        if (selection.alias !== undefined) size.aliases += 1;
        const field = fieldOf(type, selection);
        if (selection.selectionSet !== undefined) walk(selection.selectionSet, field && getNamedType(field.type), depth + 1, times * lengthOf(field, type, page), inside, pageOf(selection));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, typeNamed(schema, selection.typeCondition?.name.value) ?? type, depth, times, inside, page);
      } else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // A fragment that spreads itself is refused by GraphQL's own rule; here it must only not run for ever.
        if (fragment !== undefined && !inside.includes(name)) walk(fragment.selectionSet, typeNamed(schema, fragment.typeCondition.name.value), depth, times, [...inside, name], page);
      }
    }
  };
  for (const one of operationsOf(document)) walk(one.selectionSet, schema.getRootType(one.operation) ?? undefined, 1, 1, []);
  return size;
}

/** How many objects a field is taken to give: 1, or the length of its list. A type that counts its pages, or names the next, is a page. */
function lengthOf(field: GraphQLField<unknown, unknown> | undefined, of: GraphQLNamedType | undefined, page: number): number {
  if (field === undefined || !isListType(getNullableType(field.type)) || !isCompositeType(getNamedType(field.type))) return 1;
  const declared = field.extensions['complexity'];
  if (typeof declared === 'number') return declared;
  return isObjectType(of) && pageMarks.some((name) => name in of.getFields()) ? page : usualList;
}

/** How long the page below a field is: as long as it asks for, else as pages are. */
function pageOf({ arguments: given = [] }: FieldNode): number {
  const first = given.find(({ name }) => name.value === 'first')?.value;
  if (first === undefined) return longestPage;
  return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : longestFirst;
}

const pageMarks = ['total', 'pageSize', 'nextCursor'];

function fieldOf(type: GraphQLNamedType | undefined, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

const typeNamed = (schema: GraphQLSchema, name: string | undefined): GraphQLNamedType | undefined => (name === undefined ? undefined : schema.getType(name));
const operationsOf = (document: DocumentNode): OperationDefinitionNode[] => document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);

/** Validation rule: an ad hoc document over a limit is refused before anything runs. */
export function withinLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const tooLarge = (what: string): void => context.reportError(new GraphQLError(`The document is too large: ${what}.`, { extensions: { code: 'DOCUMENT_TOO_LARGE' } }));
      const size = sizeOf(document, context.getSchema());
      for (const name of ['depth', 'aliases', 'cost', 'directives'] as const) if (size[name] > documentLimits[name]) tooLarge(`its ${name} is over ${documentLimits[name]}`);
      if (size.walked > longestWalk) tooLarge(`its fragments unfold to over ${longestWalk} selections`);
      const roots = operationsOf(document).reduce((sum, one) => sum + one.selectionSet.selections.length, 0);
      if (roots > documentLimits.rootFields) tooLarge(`it has over ${documentLimits.rootFields} root fields`);
      if (document.definitions.length > documentLimits.parts) tooLarge(`it has over ${documentLimits.parts} parts`);
    },
  };
}
