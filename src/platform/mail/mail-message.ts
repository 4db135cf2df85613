/** Somebody mail is sent to. */
export type Recipient =
  /** The person of a membership of this council; one without a person (a system membership) gets none. */
  | { readonly toMembershipId: string }
  | { readonly toPerson: { readonly name: string; readonly address: string } };

/**
 * One mail to one person. It carries a reference and a sign-in link, never papers; its subject and calendar entry name no
 * service, person or sanction (pages.md). Attached, by `documentId`, go a
 * provider's own letter, and a member's papers to a domain that the council lists.
 */
export type NewMail = Recipient & {
  /** Sent once in a council however often it is queued: `intelligence-received:<id>`. */
  readonly dedupeKey: string;
  readonly subject: string;
  /** Paragraphs of plain text. */
  readonly lines: readonly string[];
  /** A calendar entry; `method` is the one its own text says. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly ics: string };
  readonly documentId?: string;
};

/** A queued mail as it is read to be sent. */
export interface QueuedMail {
  readonly id: string;
  readonly toAddress: string;
  readonly toName: string;
  readonly subject: string;
  readonly body: string;
  readonly calendar: string | null;
  /** ISO 8601. */
  readonly queuedAt: string;
  readonly sentAt: string | null;
  readonly document: { readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer } | null;
}

/** A header's text: nothing typed may begin another header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The method a calendar entry names itself. @throws Error where it names none: mail programs would take it for a plain file. */
export function methodOf(ics: string): string {
  const method = /^METHOD:([A-Z]+)\r?$/m.exec(ics)?.[1];
  if (method === undefined) throw new Error('The calendar entry names no method.');
  return method;
}
