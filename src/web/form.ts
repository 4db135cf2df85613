import { randomUUID } from 'node:crypto';

/** What a posted form holds: one text a field, or several for checkboxes. */
export type Body = Readonly<Record<string, string | string[] | undefined>>;

export interface Problem {
  readonly text: string;
  readonly href: string;
  readonly field: string;
}

/** A form as a template shows it: what was typed, and what is wrong with it. */
export class Form {
  /** Makes a second sending of the same form harmless: it stays the same until the form is opened anew. */
  readonly key: string;
  readonly version: number | undefined;
  readonly problems: readonly Problem[];

  constructor(
    readonly values: Body = {},
    problems: readonly { field: string; message: string }[] = [],
    version?: number,
  ) {
    this.key = text(values['idempotencyKey']) || randomUUID();
    this.version = version ?? numberOf(values['version']);
    // A problem of an entry (`criteria.2`) is shown at its field.
    this.problems = problems.map(({ field, message }) => ({ text: message, field: field.split('.')[0] ?? field, href: `#${field.split('.')[0] ?? field}` }));
  }

  error(field: string): string | undefined {
    return this.problems.find((problem) => problem.field === field)?.text;
  }

  list(field: string): readonly string[] {
    return list(this.values[field]);
  }
}

/** Problems in the order in which their fields stand on the page; those of no field there come last. */
export function inPageOrder<One extends { readonly field: string }>(problems: readonly One[], fields: readonly string[]): One[] {
  const place = ({ field }: One): number => {
    const at = fields.indexOf(field.split('.')[0] ?? field);
    return at === -1 ? fields.length : at;
  };
  return problems.toSorted((a, b) => place(a) - place(b));
}

/** The one text of a field; of several, the first. Nothing is ''. */
export function text(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
export function list(value: string | string[] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => one !== undefined && one !== '');
}
/** A whole number a form carries; -1, which no version and no id has, when it is none: the input's own check then answers. */
export function whole(value: string | string[] | undefined): number {
  return numberOf(value) ?? -1;
}
function numberOf(value: string | string[] | undefined): number | undefined {
  const typed = text(value);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}
