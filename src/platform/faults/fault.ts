/** The kind of a fault without its text, which may hold what a person typed: `QueryFailedError 23505`. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

/** Where a fault came from: its first seven frames. The message, however many lines it has, stays behind. */
export function stackFrames(error: unknown): string[] | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack?.replace(error.message, '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 7);
}

/** What may leave for a store that keeps faults: the kind alone, without message or stack. */
export function withoutText(error: unknown): Error {
  const fault = new Error(errorKind(error));
  delete fault.stack;
  return fault;
}
