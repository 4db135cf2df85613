import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * The names of the fields a document asks for directly below this one: a read model leaves out what nobody asked for.
 * A field under `@skip` or `@include` counts as asked for.
 */
export function selectedFields(info: GraphQLResolveInfo): readonly string[] {
  const [only] = info.fieldNodes.length === 1 ? info.fieldNodes : [];
  const known = only && namesByNode.get(only);
  if (known !== undefined) return known;
  const names = namesOf(info);
  if (only !== undefined) namesByNode.set(only, names);
  return names;
}

/** A compiled document is the same object at every run, and its fragments with it. */
const namesByNode = new WeakMap<FieldNode, readonly string[]>();

function namesOf(info: GraphQLResolveInfo): readonly string[] {
  const found = new Set<string>();
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const one of set?.selections ?? []) {
      if (one.kind === Kind.FIELD) found.add(one.name.value);
      else if (one.kind === Kind.INLINE_FRAGMENT) visit(one.selectionSet);
      else visit(info.fragments[one.name.value]?.selectionSet);
    }
  };
  for (const node of info.fieldNodes) visit(node.selectionSet);
  return [...found];
}
