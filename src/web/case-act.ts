import { dateInWords } from '../platform/clock/words.js';
import { parseDay } from '../platform/graphql/input-fields.js';
import { type Body, list, text, whole } from './form.js';
import type { Pages, Sent } from './pages.service.js';
import type { Visit } from './visit.js';

/** What every change of a case sends beside its own fields. */
export interface ChangeOfCase {
  readonly id: string;
  readonly version: number;
  readonly idempotencyKey: string;
}

/** One step a person takes on a case, on a page of its own: its fields, its button, and what is sent. */
export interface CaseAct {
  readonly title: string;
  /** Events of the case's statechart that this page is for. */
  readonly events: readonly string[];
  readonly button: string;
  /** Said once it is done. */
  readonly done: string;
  /** Shows the answers before they are sent: for what decides or cannot be undone. */
  readonly check: boolean;
  /** Fields in the order of the page, with their names for the check. */
  readonly fields: Readonly<Record<string, string>>;
  readonly send: (pages: Pages, visit: Visit, at: ChangeOfCase, body: Body) => Promise<Sent>;
}

/** An open step of a case, as the API gives it. */
interface OpenStep {
  readonly event: string;
  readonly allowed: boolean;
  readonly unmet: readonly { readonly sentence: string }[];
}

/** The acts a person may take now, and those they may not, with what is missing. An act of several events is open when one of them is. */
export function offeredActs(base: string, acts: Readonly<Record<string, CaseAct>>, steps: readonly OpenStep[]): object[] {
  return Object.entries(acts).flatMap(([name, { title, events }]) => {
    const own = steps.filter(({ event }) => events.includes(event));
    if (own.length === 0) return [];
    return [{ href: `${base}/${name}`, text: title, allowed: own.some(({ allowed }) => allowed), unmet: own[0]?.unmet.map(({ sentence }) => sentence) ?? [] }];
  });
}

/** One line of "Check your answers"; without a name it is not an answer and cannot be changed there. */
export interface CheckedAnswer {
  readonly name?: string;
  readonly key: string;
  readonly value: string;
}

/** What was answered, in words, for the check; a field left empty is not shown. `words` turns a code into its words; a date is written out. */
export function answersOf(act: Pick<CaseAct, 'fields'>, body: Body, words: (field: string, value: string) => string): CheckedAnswer[] {
  return Object.entries(act.fields).flatMap(([name, key]) => {
    const given = list(body[name]);
    return given.length === 0 ? [] : [{ name, key, value: given.map((value) => words(name, dateOf(name, value))).join('\n') }];
  });
}

/** A date as people read it. Fields that hold one end in `On`. */
function dateOf(name: string, typed: string): string {
  const day = name.endsWith('On') ? parseDay(typed.trim()) : null;
  return day === null ? typed : dateInWords(day);
}

export function changeOf(id: string, body: Body): ChangeOfCase {
  return { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
}

/** Radios of yes and no; null where neither was chosen. */
export function yesOrNo(value: string | string[] | undefined): boolean | null {
  const typed = text(value);
  return typed === 'yes' ? true : typed === 'no' ? false : null;
}

