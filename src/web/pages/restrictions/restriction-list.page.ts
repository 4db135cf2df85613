import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { dateInWords } from '../../../platform/clock/words.js';
import { everyRow } from '../../every-page.js';
import { type Body, text, whole } from '../../form.js';
import { RestrictionListDocument, type RestrictionListQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { pagination, withPart } from '../../pagination.js';
import { wordsFor } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

type Restrictions = RestrictionListQuery['restrictionList'];
const columns = [
  { key: 'reference', header: 'Reference' }, { key: 'serviceName', header: 'Service', width: 32 }, { key: 'cqcId', header: 'CQC location id' }, { key: 'providerName', header: 'Provider', width: 32 }, { key: 'postcode', header: 'Postcode', width: 12 },
  { key: 'lot', header: 'Contract' }, { key: 'kindWords', header: 'Kind of restriction', width: 26 }, { key: 'covers', header: 'Covers' }, { key: 'detail', header: 'Which' }, { key: 'perWeek', header: 'Placements a week' },
  { key: 'bars', header: 'What it bars', width: 40 }, { key: 'reason', header: 'Reason', width: 32 }, { key: 'reasons', header: 'Reasons', width: 60 }, { key: 'liftConditions', header: 'Lift conditions', width: 40 },
  { key: 'exceptions', header: 'Exceptions', width: 24 }, { key: 'startsOn', header: 'Starts on', width: 12, date: true as const }, { key: 'reviewOn', header: 'Review on', width: 12, date: true as const }, { key: 'decidedBy', header: 'Decided by', width: 28 },
  { key: 'state', header: 'Where it stands' }, { key: 'fromEarlierRecords', header: 'From earlier records' },
];
const name = 'restrictions';

/** Every restriction in force, to read and to take away. */
@Controller('restrictions')
export class RestrictionListPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string | StreamableFile> {
    const asked = visit.request.query as Body;
    const format = text(asked['format']);
    if (format === 'csv') return this.csv(visit);
    if (format === 'xlsx') return this.pages.xlsx(visit, { name: `${name}.xlsx`, of: 'restrictionsWorkbook', subjectKind: 'restriction', title: 'Restrictions', filter: 'every restriction in force' }, columns, (await this.all(visit)).map(rowOf));
    const restrictions = await this.read(visit, Math.max(1, whole(asked['page'])));
    return this.pages.view(visit, 'pages/restrictions/list', {
      title: 'Restrictions in force', wide: true, restrictions, csv: withPart(visit.request.url, 'format', 'csv'), xlsx: withPart(visit.request.url, 'format', 'xlsx'), pagination: pagination(visit.request.url, restrictions),
    });
  }

  private async csv(visit: Visit): Promise<string> {
    const rows = (await this.all(visit)).map(rowOf).map((row) => ({ ...row, startsOn: dateInWords(row.startsOn), reviewOn: dateInWords(row.reviewOn) }));
    return this.pages.csv(visit, { name: `${name}.csv`, of: 'restrictions', subjectKind: 'restriction' }, columns, rows);
  }

  private all(visit: Visit): Promise<Restrictions['rows']> {
    return everyRow((page) => this.read(visit, page));
  }

  private async read(visit: Visit, page: number): Promise<Restrictions> {
    return (await this.pages.read(visit, RestrictionListDocument, { page })).restrictionList;
  }
}

function rowOf({ reasonWords, state, covers, ...row }: Restrictions['rows'][number]) {
  // One of several reasons stands in its own column; the others begin the words beside it.
  const [reason, ...more] = reasonWords;
  return { ...row, covers: wordsFor('covers', covers), reason: reason ?? null, reasons: [...more, row.reasons].filter((one) => one !== null && one !== '').join('\n'), state: wordsFor('restriction', state) };
}
