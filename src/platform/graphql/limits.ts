import { type ASTVisitor, type DocumentNode, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';

/** Bounds of an ad hoc document; the largest shipped document uses less than half of each (held by a test). */
export const documentLimits = { depth: 10, aliases: 15, cost: 2_000, rootFields: 5, fragments: 20, tokens: 2_000 } as const;

interface Size {
  depth: number;
  aliases: number;
  cost: number;
}

/** What one operation asks for: depth of nesting, aliases, and one point a field, with fragments counted where they are used. */
export function sizeOf(document: DocumentNode): Size {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [])));
  const total: Size = { depth: 0, aliases: 0, cost: 0 };
  const walk = (set: SelectionSetNode, depth: number, inside: readonly string[]): void => {
    total.depth = Math.max(total.depth, depth);
    for (const selection of set.selections) {
      if (total.cost > documentLimits.cost) return;
      if (selection.kind === Kind.FIELD) {
        total.cost += 1;
        if (selection.alias !== undefined) total.aliases += 1;
        if (selection.selectionSet !== undefined) walk(selection.selectionSet, depth + 1, inside);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, depth, inside);
      } else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // A fragment that spreads itself is refused by GraphQL's own rule; here it must only not run for ever.
        if (fragment !== undefined && !inside.includes(name)) walk(fragment, depth, [...inside, name]);
      }
    }
  };
  for (const one of document.definitions) if (one.kind === Kind.OPERATION_DEFINITION) walk(one.selectionSet, 1, []);
  return total;
}

/** Validation rule: an ad hoc document over a limit is refused before anything runs. */
export function withinLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const size = sizeOf(document);
      for (const name of ['depth', 'aliases', 'cost'] as const) {
        if (size[name] > documentLimits[name]) context.reportError(new GraphQLError(`The document is too large: its ${name} is over ${documentLimits[name]}.`, { extensions: { code: 'DOCUMENT_TOO_LARGE' } }));
      }
      const roots = document.definitions.reduce((sum, one) => sum + (one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections.length : 0), 0);
      if (roots > documentLimits.rootFields) context.reportError(new GraphQLError(`The document is too large: it has over ${documentLimits.rootFields} root fields.`, { extensions: { code: 'DOCUMENT_TOO_LARGE' } }));
      const fragments = document.definitions.length;
      if (fragments > documentLimits.fragments) context.reportError(new GraphQLError(`The document is too large: it has over ${documentLimits.fragments} parts.`, { extensions: { code: 'DOCUMENT_TOO_LARGE' } }));
    },
  };
}
