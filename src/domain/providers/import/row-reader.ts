import { type Cells, tidy } from './header.js';
import { dateOf, yesOrNo } from './register-words.js';

export type DateOrder = 'uk' | 'us';

const cqcId = /^[A-Z0-9][A-Z0-9-]{2,29}$/i;
// Nobody types C0 and C1 controls, and PDF, mail and logs choke on them.
const control = /[\u0000-\u001F\u007F-\u009F]/u;
const longestCell = 500;

/** Reads the cells of one row, noting every problem of it by the column's name. */
export class RowReader {
  readonly problems: string[] = [];

  constructor(private readonly cells: Cells) {}

  text(column: string, longest = longestCell): string {
    const text = this.cells(column);
    if (text.length > longest) this.problems.push(`${column} is ${text.length.toLocaleString('en-GB')} characters long; ${longest} is the most`);
    else if (control.test(text)) this.problems.push(`${column} holds control characters`);
    else return text;
    return '';
  }

  some(column: string, longest = longestCell): string | null {
    return this.text(column, longest) || null;
  }

  required(column: string): string {
    const before = this.problems.length;
    const text = this.text(column);
    if (text === '' && this.problems.length === before) this.problems.push(`${column} is missing`);
    return text;
  }

  /** An id CQC gives: `1-1010722651`, also the letters of NHS trusts. */
  someId(column: string): string | null {
    const id = this.some(column);
    if (id !== null && !cqcId.test(id)) this.problems.push(`${column} "${short(id)}" is not a CQC id`);
    return id;
  }

  id(column: string): string {
    const before = this.problems.length;
    const id = this.someId(column);
    if (id === null && this.problems.length === before) this.problems.push(`${column} is missing`);
    return id ?? '';
  }

  date(column: string, order: DateOrder): string | null {
    const text = this.text(column);
    if (text === '') return null;
    const date = dateOf(text, order);
    if (date === null) this.problems.push(`${column} "${short(text)}" is not a date (${order === 'uk' ? 'day/month/year' : 'month/day/year'})`);
    return date;
  }

  pastDate(column: string, order: DateOrder, today: string): string | null {
    const date = this.date(column, order);
    if (date !== null && date > today) this.problems.push(`${column} ${date} is in the future`);
    return date;
  }

  flag(column: string): boolean | null {
    return this.oneOf(column, yesOrNo, 'Y or N');
  }

  /** A word of a list. `meaning` answers undefined for a word it does not know. */
  oneOf<T>(column: string, meaning: (words: string) => T | null | undefined, expected: string): T | null {
    const text = this.text(column);
    const value = meaning(text);
    if (value === undefined) this.problems.push(`${column} "${short(text)}" is not ${expected}`);
    return value ?? null;
  }

  /** A whole number up to 99,999. */
  count(column: string): number | null {
    return this.oneOf(column, (text) => (text === '' ? null : /^\d{1,5}$/.test(text) ? Number(text) : undefined), 'a whole number');
  }

  /** An amount with up to two decimals, as people write it: `£12,500.50`. */
  amount(column: string, most: number): number | null {
    const meaning = (text: string): number | null | undefined => {
      const plain = text.replace(/^£ ?/, '').replace(/,(?=\d{3}(\D|$))/g, '');
      if (plain === '') return null;
      return /^\d+(\.\d{1,2})?$/.test(plain) && Number(plain) <= most ? Number(plain) : undefined;
    };
    return this.oneOf(column, meaning, `an amount from 0 to ${most.toLocaleString('en-GB')}`);
  }
}

const longestQuote = 40;
/** The start of a wrong cell: enough to find it by. */
function short(text: string): string {
  return tidy(text).slice(0, longestQuote);
}
