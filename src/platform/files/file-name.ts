const longest = 200;

/**
 * A file's name as a person is shown it: as typed, on one line, without folders. It is text and nothing else: no header, path or
 * type is made of it.
 */
export function shownName(given: string): string {
  const last = given.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').split(/[\\/]/).at(-1) ?? '';
  return [...last.trim()].slice(0, longest).join('') || 'File without a name';
}
