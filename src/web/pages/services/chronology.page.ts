import { Controller, Get, Param } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { parseDay } from '../../../platform/graphql/input-fields.js';
import { type Body, Form, list, text } from '../../form.js';
import { ServiceChronologyDocument, type ServiceChronologyQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { withPart } from '../../pagination.js';
import { wordsFor } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

type Chronology = NonNullable<ServiceChronologyQuery['chronology']>;
interface Filters {
  readonly kinds: string[];
  readonly from: string;
  readonly to: string;
}
const exportPage = 200;
const columns = [
  { key: 'happened', header: 'Happened' }, { key: 'recorded', header: 'Recorded' }, { key: 'kind', header: 'Kind' }, { key: 'words', header: 'What' },
  { key: 'detail', header: 'Text' }, { key: 'who', header: 'Who' }, { key: 'agencyName', header: 'Agency' }, { key: 'path', header: 'Page' },
];

/** One list of everything that happened to a service: narrowed by kind and dates, printed, or taken away as CSV. */
@Controller('services/:id/chronology')
export class ChronologyPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = { kinds: list(asked['kinds']), from: text(asked['from']), to: text(asked['to']) };
    const problems = problemsOf(filters);
    if (text(asked['format']) === 'csv' && problems.length === 0) return this.csv(visit, id, filters);
    const chronology = await this.read(visit, id, filters, { after: text(asked['after']) || null });
    const title = `Chronology of ${nameOf(chronology)}`;
    const address = visit.request.url;
    return this.pages.view(visit, 'pages/services/chronology', {
      title, heading: nameOf(chronology), wide: true, part: 'chronology', service: { id }, chronology, filters, form: new Form({}, problems),
      csv: withPart(address, 'format', 'csv'), newest: asked['after'] ? address.replace(/[?&]after=[^&]*/, '') : null,
      older: chronology.nextCursor && withPart(address, 'after', chronology.nextCursor),
    });
  }

  private read(visit: Visit, id: string, filters: Filters, page: { first?: number; after: string | null }): Promise<Chronology> {
    return this.pages.readOne(visit, ServiceChronologyDocument, { id, ...filters, ...page }, (data) => data.chronology);
  }

  /** Every line that the filters leave, not only the page shown. */
  private async csv(visit: Visit, id: string, filters: Filters): Promise<string> {
    const lines: Chronology['lines'] = [];
    let after: string | null = null;
    do {
      const page: Chronology = await this.read(visit, id, filters, { first: exportPage, after });
      lines.push(...page.lines);
      after = page.nextCursor ?? null;
    } while (after !== null);
    return this.pages.csv(visit, { name: 'chronology.csv', of: 'chronology', subjectKind: 'service', subjectId: id }, columns, lines.map((line) => ({ ...line, kind: wordsFor('chronology', line.kind), happened: line.timed ? dateTimeInWords(line.happenedAt) : dayOf(line.happenedAt), recorded: dateTimeInWords(line.recordedAt) })));
  }
}

function dayOf(instant: string): string {
  return dateInWords(londonDate(Temporal.Instant.from(instant)));
}

function nameOf({ serviceName, lot }: Chronology): string {
  return lot === 'whole service' ? serviceName : `${serviceName} (${lot})`;
}

function problemsOf({ from, to }: Filters): { field: string; message: string }[] {
  const wrong = (field: string, typed: string, which: string): { field: string; message: string }[] =>
    typed.trim() === '' || parseDay(typed.trim()) !== null ? [] : [{ field, message: `Enter the ${which} day, for example 17 5 2026` }];
  return [...wrong('from', from, 'first'), ...wrong('to', to, 'last')];
}
