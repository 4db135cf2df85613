import { Controller, Get, Param } from '@nestjs/common';
import { dateTimeInWords } from '../../../platform/clock/words.js';
import type { Download } from '../../../platform/documents/downloads.js';
import { parseDay } from '../../../platform/graphql/input-fields.js';
import { type Body, Form, list, text } from '../../form.js';
import { MyAccessDocument, type MyAccessQuery, PersonTrailDocument, RecordAccessDocument, TrailPeopleDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { withPart } from '../../pagination.js';
import { type Visit, Visited } from '../../visit.js';

type Log = MyAccessQuery['myAccess'];
interface Asked {
  readonly kinds: string[];
  readonly from: string;
  readonly to: string;
  readonly first?: number;
  readonly after: string | null;
}
interface Shown {
  readonly title: (log: Log) => string;
  /** Who may read this, or what is left out, in a sentence. */
  readonly note: string;
  readonly file: Download & { readonly name: string };
  readonly back?: { readonly text: string; readonly href: string };
}

const exportPage = 200;
/** A file of more is asked for in parts, by dates. */
const exportLines = 20_000;
const kindNames: Readonly<Record<string, string>> = { read: 'Read', download: 'Downloaded', change: 'Changed', refused: 'Refused' };
const columns = [
  { key: 'when', header: 'When' }, { key: 'who', header: 'Who' }, { key: 'jobTitle', header: 'Job title' }, { key: 'agencyName', header: 'Agency' }, { key: 'onBehalfOf', header: 'Acting for' },
  { key: 'kindName', header: 'Kind' }, { key: 'words', header: 'What' }, { key: 'label', header: 'Record' }, { key: 'changed', header: 'Changes' },
];

/** Who has seen and done what: of a record, of a person, and everybody's own. */
@Controller('trail')
export class TrailPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  own(@Visited() visit: Visit): Promise<string> {
    return this.show(visit, async (asked) => (await this.pages.read(visit, MyAccessDocument, asked)).myAccess, {
      title: () => 'What I have seen and done', note: 'Everything you read, downloaded and changed here. Auditors can read it too; what you typed is not kept in this list.',
      file: { name: 'what-i-have-seen-and-done.csv', of: 'myAccess', subjectKind: 'person', subjectId: visit.actor.personId },
    });
  }

  @Get('people')
  async people(@Visited() visit: Visit): Promise<string> {
    const { trailPeople: people } = await this.pages.read(visit, TrailPeopleDocument, {});
    return this.pages.view(visit, 'pages/trail/people', { title: 'Access of people', people });
  }

  @Get('people/:id')
  person(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const administers = visit.actor.role === 'administrator';
    return this.show(visit, (asked) => this.pages.readOne(visit, PersonTrailDocument, { personId: id, ...asked }, (data) => data.personTrail), {
      title: ({ title }) => `What ${title ?? 'this person'} has seen and done`,
      note: administers ? 'You see what is about people, memberships and agencies. The auditor sees the rest.' : 'Everything this person read, downloaded and changed, and what was changed about them.',
      file: { name: 'trail-of-a-person.csv', of: 'personTrail', subjectKind: 'person', subjectId: id }, back: { text: 'Access of people', href: '/trail/people' },
    });
  }

  @Get('records/:kind/:id')
  record(@Visited() visit: Visit, @Param('kind') kind: string, @Param('id') id: string): Promise<string> {
    return this.show(visit, (asked) => this.pages.readOne(visit, RecordAccessDocument, { kind, id, ...asked }, (data) => data.recordAccess), {
      title: ({ title }) => `Access history of ${title ?? 'this record'}`, note: kind === 'service' ? 'Who read, downloaded and changed this service and what is kept about it.' : 'Who read, downloaded and changed this record.',
      file: { name: 'access-history.csv', of: 'recordAccess', subjectKind: kind, subjectId: id },
    });
  }

  private async show(visit: Visit, read: (asked: Asked) => Promise<Log>, { title, note, file, back }: Shown): Promise<string> {
    const query = visit.request.query as Body;
    const filters = { kinds: list(query['kinds']), from: text(query['from']), to: text(query['to']) };
    const problems = problemsOf(filters);
    if (text(query['format']) === 'csv' && problems.length === 0) return this.csv(visit, (page) => read({ ...filters, ...page }), file);
    const log = await read({ ...filters, after: text(query['after']) || null });
    const address = visit.request.url;
    return this.pages.view(visit, 'pages/trail/trail', {
      title: title(log), wide: true, note, back, log, filters, filtered: filters.kinds.length > 0 || filters.from !== '' || filters.to !== '' || query['after'] !== undefined, form: new Form({}, problems), path: address.split('?')[0], kindNames,
      csv: withPart(address, 'format', 'csv'), newest: query['after'] ? address.replace(/[?&]after=[^&]*/, '') : null, older: log.nextCursor && withPart(address, 'after', log.nextCursor),
    });
  }

  /** Every line that the filters leave, up to 20,000, not only the page shown. */
  private async csv(visit: Visit, read: (page: { first: number; after: string | null }) => Promise<Log>, file: Shown['file']): Promise<string> {
    const lines: Log['lines'] = [];
    let after: string | null = null;
    do {
      const page: Log = await read({ first: exportPage, after });
      lines.push(...page.lines);
      after = page.nextCursor ?? null;
    } while (after !== null && lines.length < exportLines);
    return this.pages.csv(visit, file, columns, lines.map((line) => ({ ...line, when: dateTimeInWords(line.at), kindName: kindNames[line.kind], changed: line.changes.join('; ') })));
  }
}

function problemsOf({ from, to }: Pick<Asked, 'from' | 'to'>): { field: string; message: string }[] {
  const wrong = (field: string, typed: string, which: string): { field: string; message: string }[] =>
    typed.trim() === '' || parseDay(typed.trim()) !== null ? [] : [{ field, message: `Enter the ${which} day, for example 17 5 2026` }];
  return [...wrong('from', from, 'first'), ...wrong('to', to, 'last')];
}
