import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import { parseDay } from '../../../platform/graphql/input-fields.js';
import { type Body, Form, list, text } from '../../form.js';
import { ServiceChronologyDocument, type ServiceChronologyQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { withPart } from '../../pagination.js';
import { wordsFor } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

type Chronology = NonNullable<ServiceChronologyQuery['chronology']>;
type Line = Chronology['lines'][number];
interface Filters {
  readonly kinds: string[];
  readonly from: string;
  readonly to: string;
}
/** Every line that may leave, the first first, and how many stay behind. */
interface Whole {
  readonly chronology: Chronology;
  readonly lines: readonly Line[];
  readonly leftOut: number;
}
const exportPage = 200;
const columns = [
  { key: 'number', header: 'Line' }, { key: 'happened', header: 'Happened' }, { key: 'recorded', header: 'Recorded' }, { key: 'service', header: 'Service' }, { key: 'kind', header: 'Kind' }, { key: 'words', header: 'What' },
  { key: 'detail', header: 'Text' }, { key: 'who', header: 'Who' }, { key: 'agencyName', header: 'Agency' }, { key: 'authority', header: 'On what authority' }, { key: 'reference', header: 'Source' }, { key: 'path', header: 'Page' },
];

/** One list of everything that happened to a service: narrowed by kind and dates, printed, or taken away from beginning to end as CSV and PDF. */
@Controller('services/:id')
export class ChronologyPage {
  constructor(private readonly pages: Pages) {}

  @Get('chronology')
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const filters = filtersOf(visit);
    const problems = problemsOf(filters);
    const asked = visit.request.query as Body;
    if (text(asked['format']) === 'csv' && problems.length === 0) return this.csv(visit, id, filters);
    const chronology = await this.read(visit, id, filters, { after: text(asked['after']) || null });
    const title = `Chronology of ${nameOf(chronology)}`;
    const address = visit.request.url;
    return this.pages.view(visit, 'pages/services/chronology', {
      title, heading: nameOf(chronology), wide: true, part: 'chronology', service: { id }, chronology, filters, form: new Form({}, problems),
      csv: withPart(address, 'format', 'csv'), pdf: address.replace('/chronology', '/chronology.pdf').replace(/[?&]after=[^&]*/, ''), newest: asked['after'] ? address.replace(/[?&]after=[^&]*/, '') : null,
      older: chronology.nextCursor && withPart(address, 'after', chronology.nextCursor),
    });
  }

  /** For lawyers: to be read from beginning to end. */
  @Get('chronology.pdf')
  async paper(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const filters = filtersOf(visit);
    if (problemsOf(filters).length > 0) throw PageProblem.missing();
    const { chronology, lines, leftOut } = await this.whole(visit, id, filters);
    const at = this.pages.now();
    const day = londonDate(at).toString();
    const bytes = await compilePaper(new URL('chronology.typ', import.meta.url), {
      council: visit.actor.councilName, title: `Chronology of ${nameOf(chronology)}`, reference: `Chronology ${day}`, producedAt: at.toString(), when: dateTimeInWords(at), marking: 'Confidential: for the council and its lawyers',
      carriesOn: chronology.carriesOn.length === 0 ? null : `It is one list of this service and of ${chronology.carriesOn.join(' and ')}, which it carries on.`, narrowed: narrowedBy(filters), leftOut: leftOutWords(leftOut),
      lines: lines.map((line, at) => ({
        number: String(at + 1), happened: happenedAt(line), recorded: dateTimeInWords(line.recordedAt), kind: wordsFor('chronology', line.kind), what: `${line.formerly ? `At ${line.formerly}: ` : ''}${line.words}`,
        detail: line.detail ?? null, who: [line.who, line.agencyName].filter(Boolean).join(', '), authority: line.authority ?? '', source: line.reference ?? '',
      })),
    });
    return this.pages.paper(visit, { name: `chronology-${day}.pdf`, of: 'chronologyPaper', subjectKind: 'service', subjectId: id }, bytes);
  }

  private read(visit: Visit, id: string, filters: Filters, page: { first?: number; after: string | null }): Promise<Chronology> {
    return this.pages.readOne(visit, ServiceChronologyDocument, { id, ...filters, ...page }, (data) => data.chronology);
  }

  /** Every line that the filters leave, not only the page shown; what a caveat keeps among those who may read it stays behind, and is counted. */
  private async whole(visit: Visit, id: string, filters: Filters): Promise<Whole> {
    const first = await this.read(visit, id, filters, { first: exportPage, after: null });
    const lines = [...first.lines];
    for (let after = first.nextCursor ?? null; after !== null;) {
      const page = await this.read(visit, id, filters, { first: exportPage, after });
      lines.push(...page.lines);
      after = page.nextCursor ?? null;
    }
    const leaving = lines.filter(({ caveated }) => !caveated).toReversed();
    return { chronology: first, lines: leaving, leftOut: lines.length - leaving.length };
  }

  private async csv(visit: Visit, id: string, filters: Filters): Promise<string> {
    const { chronology, lines, leftOut } = await this.whole(visit, id, filters);
    const rows = lines.map((line, at) => ({
      ...line, number: at + 1, kind: wordsFor('chronology', line.kind), happened: happenedAt(line), recorded: dateTimeInWords(line.recordedAt), service: line.formerly ?? nameOf(chronology),
    }));
    const end = leftOut === 0 ? [] : [{ words: leftOutWords(leftOut) }];
    return this.pages.csv(visit, { name: 'chronology.csv', of: 'chronology', subjectKind: 'service', subjectId: id }, columns, [...rows, ...end]);
  }
}

function leftOutWords(count: number): string {
  if (count === 0) return 'Nothing that whoever made this may read is left out.';
  return `Left out: ${count} ${count === 1 ? 'line' : 'lines'} of records that are handled with a caveat. Who told us stands in no chronology.`;
}

function narrowedBy({ kinds, from, to }: Filters): string | null {
  const days = [...(from.trim() === '' ? [] : [`from ${dateInWords(parseDay(from.trim()) ?? from)}`]), ...(to.trim() === '' ? [] : [`to ${dateInWords(parseDay(to.trim()) ?? to)}`])];
  const of = kinds.length === 0 ? [] : [`of these kinds: ${kinds.map((kind) => wordsFor('chronology', kind)).join(', ')}`];
  return days.length + of.length === 0 ? null : `Narrowed to lines ${[...days, ...of].join(' ')}.`;
}

function happenedAt({ timed, happenedAt: at }: Line): string {
  return timed ? dateTimeInWords(at) : dateInWords(londonDate(Temporal.Instant.from(at)));
}

function nameOf({ serviceName, lot }: Chronology): string {
  return lot === 'whole service' ? serviceName : `${serviceName} (${lot})`;
}

function filtersOf(visit: Visit): Filters {
  const asked = visit.request.query as Body;
  return { kinds: list(asked['kinds']), from: text(asked['from']), to: text(asked['to']) };
}

function problemsOf({ from, to }: Filters): { field: string; message: string }[] {
  const wrong = (field: string, typed: string, which: string): { field: string; message: string }[] =>
    typed.trim() === '' || parseDay(typed.trim()) !== null ? [] : [{ field, message: `Enter the ${which} day, for example 17 5 2026` }];
  return [...wrong('from', from, 'first'), ...wrong('to', to, 'last')];
}
