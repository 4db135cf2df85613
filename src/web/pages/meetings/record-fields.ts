import { type Body, text } from '../../form.js';

/** The record of an item as the API gives it. */
interface SavedRecord {
  readonly version: number;
  readonly summary: string;
  readonly differingViews: string;
  readonly nextDate?: string | null;
  readonly onTrack?: boolean | null;
}
const names = ['summary', 'differingViews', 'nextDate', 'onTrack'] as const;
type Fields = Readonly<Record<(typeof names)[number], string>>;

/** The record as fields of its form, with what stood in them when the writing began (`was_…`): that is what a save is merged by. */
export function recordFields(record: SavedRecord | null | undefined): Body {
  const saved = savedIn(record);
  return { ...saved, ...prefixed(saved), version: String(record?.version ?? 0) };
}

/** What somebody typed, given back beside a record that may have changed since: a field they left alone is as it was saved, and where both wrote, both stand. */
export function together(typed: Body, record: SavedRecord | null | undefined): { readonly values: Body; readonly theirs: Partial<Fields> } {
  const saved = savedIn(record);
  const values: Record<string, string> = {};
  const theirs: Partial<Record<keyof Fields, string>> = {};
  for (const name of names) {
    const mine = plain(typed[name]);
    const was = plain(typed[`was_${name}`]);
    values[name] = mine === was ? saved[name] : mine;
    if (mine !== was && saved[name] !== was && mine !== saved[name]) theirs[name] = saved[name];
  }
  return { values: { ...values, ...prefixed(saved), version: String(record?.version ?? 0) }, theirs };
}

/** Whether a draft says anything that is not saved. */
export function saysMore(draft: Body, record: SavedRecord | null | undefined): boolean {
  const saved = savedIn(record);
  return names.some((name) => plain(draft[name]) !== saved[name] && plain(draft[name]) !== plain(draft[`was_${name}`]));
}

/** What stood in the fields when the writing began, as the API takes it. */
export function wasOf(body: Body): { summary: string; differingViews: string; nextDate: string; onTrack: boolean | null } | null {
  if (names.every((name) => body[`was_${name}`] === undefined)) return null;
  const was = (name: (typeof names)[number]): string => text(body[`was_${name}`]);
  return { summary: was('summary'), differingViews: was('differingViews'), nextDate: was('nextDate'), onTrack: { yes: true, no: false }[was('onTrack')] ?? null };
}

/** What is said to whoever was not quicker. */
export const bothTexts = (who: string | null | undefined): string => `${who ?? 'A colleague'} saved this while you wrote. Both texts are on this page: bring them together, then save.`;

const plain = (value: string | string[] | undefined): string => text(value).replaceAll('\r\n', '\n').trim();
const prefixed = (fields: Fields): Record<string, string> => Object.fromEntries(names.map((name) => [`was_${name}`, fields[name]]));

function savedIn(record: SavedRecord | null | undefined): Fields {
  return { summary: record?.summary ?? '', differingViews: record?.differingViews ?? '', nextDate: typedDate(record?.nextDate), onTrack: { true: 'yes', false: 'no' }[String(record?.onTrack)] ?? '' };
}

function typedDate(date: string | null | undefined): string {
  if (date == null) return '';
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)}/${Number(month)}/${year}`;
}
