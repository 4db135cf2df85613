/** Names of the fields that got another value. Of what people typed the trail keeps that it changed, and none of the words (ADR 0015). */
export function changedFields(before: object, after: object): string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) => (JSON.stringify(was.get(field) ?? null) === JSON.stringify(value ?? null) ? [] : [field]));
}
