import { z } from 'zod';
import { InvalidInput } from './refusals.js';

/** Text beyond this is a mistake or an attack; the database itself has no limit (qualities.md 3.6). */
export const longText = 20_000;
export const shortText = 200;

// C0 and C1 controls except tab and line breaks: nobody types them, and PDF, mail and logs choke on them.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;

/** Text a person typed, kept as typed but for space around it and one kind of line break. `label` reads on from "Enter". */
export function requiredText(label: string, max = longText): z.ZodType<string, unknown> {
  return optionalText(label, max).pipe(z.string(`Enter ${label}`).min(1, `Enter ${label}`));
}

/** As requiredText, but nothing typed is `undefined`. */
export function optionalText(label: string, max = longText): z.ZodType<string | undefined, unknown> {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() || undefined : (value ?? undefined)),
    z.string(`Enter ${label} as text`)
      .max(max, `Shorten ${label} to ${max.toLocaleString('en-GB')} characters or fewer`)
      .refine((text) => !control.test(text), `Remove the control characters from ${label}: type it rather than paste it`)
      .optional(),
  );
}

/** One line: no line breaks, 200 characters. */
export function requiredLine(label: string, max = shortText): z.ZodType<string, unknown> {
  return requiredText(label, max).pipe(z.string().refine((text) => !text.includes('\n'), `Enter ${label} on one line`));
}
export function optionalLine(label: string, max = shortText): z.ZodType<string | undefined, unknown> {
  return optionalText(label, max).pipe(z.string().refine((text) => !text.includes('\n'), `Enter ${label} on one line`).optional());
}

/**
 * A date as people type it, `17 5 2026`, `17/05/2026` or `2026-05-17`, day first; out comes `YYYY-MM-DD`.
 * @param label reads on from "Enter": "the date it happened".
 */
export function requiredDate(label: string): z.ZodType<string, unknown> {
  return optionalDate(label).pipe(z.string(dateRemedy(label)));
}
export function optionalDate(label: string): z.ZodType<string | undefined, unknown> {
  return z.preprocess((value) => (typeof value === 'string' ? value.trim() || undefined : (value ?? undefined)), z.string(dateRemedy(label)).transform((typed, context) => {
    const day = parseDay(typed);
    if (day !== null) return day;
    context.addIssue({ code: 'custom', message: dateRemedy(label) });
    return z.NEVER;
  }).optional());
}

export function parseDay(typed: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const spoken = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(typed);
  const [year, month, day] = iso !== null ? iso.slice(1) : spoken !== null ? spoken.slice(1).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  try {
    const found = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
    return found.year >= 1900 && found.year <= 2200 ? found.toString() : null;
  } catch {
    return null;
  }
}
const dateRemedy = (label: string): string => `Enter ${label}, for example 17 5 2026`;

export const id = (what: string): z.ZodType<string, unknown> => z.uuid(`Choose ${what}`);
export const optionalId = (what: string): z.ZodType<string | undefined, unknown> =>
  z.preprocess((value) => (value === '' ? undefined : (value ?? undefined)), z.uuid(`Choose ${what}`).optional());

/** One of a list of codes. `remedy` is the whole sentence: "Choose how serious it is". */
export function oneOf<const Codes extends readonly [string, ...string[]]>(codes: Codes, remedy: string): z.ZodType<Codes[number], unknown> {
  return z.enum(codes, remedy) as unknown as z.ZodType<Codes[number], unknown>;
}

export function wholeNumber(label: string, min: number, max: number): z.ZodType<number, unknown> {
  const remedy = `Enter ${label} as a whole number from ${min} to ${max}`;
  return z.preprocess((value) => (typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value), z.int(remedy).min(min, remedy).max(max, remedy));
}

/** In every mutation's input: makes a double submit harmless. */
export const idempotencyKey = z.uuid('Open the form again: its key is missing');
/** In every input that changes something: the version the person saw. */
export const version = z.int('Open the page again: its version is missing').min(0);

/** A rule of one field that depends on others. */
export interface Rule<Input> {
  readonly field: string;
  readonly message: string;
  readonly broken: (input: Input) => boolean;
}

/** Adds rules that also speak where other fields are wrong, so that every problem comes at once (zod by itself would wait). */
export function withRules<Schema extends z.ZodType>(schema: Schema, rules: readonly Rule<z.output<Schema>>[]): Schema {
  return rules.reduce<Schema>((schemaSoFar, { field, message, broken }) => schemaSoFar.refine((input) => !broken(input), { path: [field], error: message, when: () => true }), schema);
}

/** @throws InvalidInput with every problem of every field at once; a problem of a list's entry is named `reasons.0`. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: object): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || 'form', message: issue.message })));
}
