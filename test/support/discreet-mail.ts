interface QueuedMail {
  readonly subject: string;
  readonly calendar: string | null;
  readonly body: string;
}

/**
 * Which of the words (names of services, people and sanctions) a mail gives away where everybody sees it: in its subject and
 * calendar entry, and, where it carries no letter of its own, anywhere in its text (pages.md, rules).
 */
export function givenAway({ subject, calendar, body }: QueuedMail, words: readonly string[]): string[] {
  const open = `${subject}\n${calendar ?? ''}\n${body}`.toLowerCase();
  return words.filter((word) => open.includes(word.toLowerCase()));
}
