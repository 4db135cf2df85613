import { stageName, type StageNames } from '../../../procedures/index.ts';
import { inOwnWords, within } from '../../platform/access/own-words.js';
import { dateInWords, dateTimeInWords } from '../../platform/clock/words.js';
import { changes, reads, steps, things } from './trail-acts.words.js';
import { codeWords, fieldWords } from './trail-fields.words.js';

/** Acts and fields in words. Free text never comes out of the trail: of what was typed only that it changed is told. */

/** `askCaveatReview` as people write it: what somebody was refused, and a code that a council added itself. */
export function spaced(name: string): string {
  return /^[A-Z_]+$/.test(name) ? name.replaceAll('_', ' ').toLowerCase() : name.replaceAll('.', ': ').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

/** What kind of record, with its article: `the meeting`. */
function thing(kind: string): string {
  return things[kind] ?? `the ${spaced(kind)}`;
}

const stepWords = (event: string, kind: string): string => (steps[event] ?? `moved ~ on (${spaced(event)})`).replaceAll('~', thing(kind));

/** One act as the second half of a sentence that begins with who did it. */
export function actWords(kind: string, act: string, subjectKind: string, names: StageNames): string {
  return inOwnWords(names, actOf(kind, act, subjectKind));
}

function actOf(kind: string, act: string, subjectKind: string): string {
  if (kind === 'refused') {
    const asked = act.slice('refused:'.length);
    if (asked in steps) return `could not do by itself: ${stepWords(asked, subjectKind)}`;
    return asked in reads ? `asked and was not shown: ${reads[asked] ?? ''}` : `was refused: ${spaced(asked)}`;
  }
  if (act.startsWith('download:')) return reads[act] ?? `downloaded as CSV: ${spaced(act.slice('download:'.length))}`;
  if (kind !== 'change') return reads[act] ?? `read: ${spaced(act)}`;
  return changes[act] ?? (/^[A-Z0-9_]+$/.test(act) ? stepWords(act, subjectKind) : spaced(act));
}

type Values = Readonly<Record<string, unknown>>;
export interface Change {
  readonly before?: Values | null;
  readonly after?: Values | null;
  readonly reason?: string;
}

/**
 * What changed: the fields that people know, with their values where these are days, numbers, codes or references. What stayed the
 * same is left out, and so is an id that `names` does not name.
 * @param names what whoever asks may know records and members by, by id
 */
export function changeWords(content: Change | null, stages: StageNames, names: Readonly<Record<string, string>> = {}): string[] {
  const [before, after] = [content?.before ?? {}, content?.after ?? {}];
  const given = content?.reason !== undefined || after['reasonGiven'] === true;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => field in fieldWords);
  return [...fields.flatMap((field) => fieldChange(field, shown(field, before[field], stages, names), shown(field, after[field], stages, names))), ...(given ? ['a reason was given'] : [])];
}

function fieldChange(field: string, then: string | null, now: string | null): string[] {
  if (then === now) return [];
  const name = fieldWords[field] ?? '';
  if (now === null) return [`${name}: was ${then ?? ''}`];
  return [then === null ? `${name}: ${now}` : `${name}: from ${then} to ${now}`];
}

function shown(field: string, value: unknown, stages: StageNames, names: Readonly<Record<string, string>>): string | null {
  if (Array.isArray(value)) return value.map((one) => shown(field, one, stages, names)).filter((one) => one !== null).join(', ') || null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dateInWords(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return dateTimeInWords(value);
  if (/^[A-Z]{2,4}-\d{4}-\d{5}$/.test(value) || /^P[1-4]$/.test(value)) return value;
  return names[value] ?? codeOf(field, value, stages);
}

/** A code in words; text that people typed has no words here and is never shown. */
function codeOf(field: string, value: string, stages: StageNames): string | null {
  const words = codeWords[field]?.[value];
  if (words !== undefined) return inOwnWords(stages, words);
  const [stage = '', ...step] = value.split('.');
  if (stage in stages && stage !== 'closed') return [within(stageName(stages, stage)), ...step.map(spaced)].join(': ');
  return /^[a-z][A-Za-z0-9.]{0,39}$/.test(value) && !/Id$/.test(field) ? spaced(value) : null;
}
