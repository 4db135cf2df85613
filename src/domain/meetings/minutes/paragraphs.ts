/** The paragraphs of a section, as its readers count them from 1: what blank lines part. */
export function paragraphsOf(text: string): string[] {
  return text.trim().split(/\n[ \t]*\n\s*/);
}
