import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { within } from '../../../platform/access/own-words.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { everyRow } from '../../every-page.js';
import { type Body, text, whole } from '../../form.js';
import { ProvidersDocument, type ProvidersQuery } from '../../generated/documents.js';
import { pagination, withPart } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { wordsFor } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

type Services = ProvidersQuery['services'];
const columns = [
  { key: 'name', header: 'Service', width: 32 }, { key: 'lot', header: 'Contract' }, { key: 'providerName', header: 'Provider', width: 32 }, { key: 'postcode', header: 'Postcode', width: 12 }, { key: 'cqcId', header: 'CQC location id' }, { key: 'kind', header: 'Kind' },
  { key: 'stage', header: 'Stage', width: 24 }, { key: 'stageSince', header: 'Stage since', width: 12, date: true as const }, { key: 'stageDecidedBy', header: 'Stage decided by', width: 28 }, { key: 'fromEarlierRecords', header: 'From earlier records' },
  { key: 'leadOfficer', header: 'Lead officer', width: 32 }, { key: 'reviewOn', header: 'Review on', width: 12, date: true as const },
  { key: 'rating', header: 'CQC rating', width: 22 }, { key: 'ratingPublishedOn', header: 'Rating published', width: 14, date: true as const }, { key: 'restrictions', header: 'Restrictions' }, { key: 'openIntelligence', header: 'Open intelligence' },
];
const filterNames = ['search', 'stage', 'rating', 'kind', 'sort'] as const;

/** The list of providers: search, filters and order live in the address. */
@Controller('providers')
export class ProvidersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string | StreamableFile> {
    const asked = visit.request.query as Body;
    const filters = Object.fromEntries(filterNames.map((name) => [name, text(asked[name])]));
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    if (text(asked['format']) === 'xlsx') return this.xlsx(visit, filters);
    const services = await this.read(visit, filters, Math.max(1, whole(asked['page'])));
    const sortedBy = (sort: string): string => withPart(withPart(visit.request.url, 'page', '1'), 'sort', sort);
    return this.pages.view(visit, 'pages/providers/providers', {
      title: 'Providers', wide: true, services, filters, csv: withPart(visit.request.url, 'format', 'csv'), xlsx: withPart(visit.request.url, 'format', 'xlsx'),
      sorts: { name: sortedBy('name'), stage: sortedBy('stage'), rating: sortedBy('rating'), intelligence: sortedBy('intelligence') },
      pagination: pagination(visit.request.url, services),
    });
  }

  private async read(visit: Visit, filters: Record<string, string>, page: number): Promise<Services> {
    return (await this.pages.read(visit, ProvidersDocument, { ...filters, page })).services;
  }

  /** Every service that the filters leave, not only the page shown. */
  private async csv(visit: Visit, filters: Record<string, string>): Promise<string> {
    const words = (date: string | null): string | null => (date === null ? null : dateInWords(date));
    const rows = (await this.all(visit, filters)).map((row) => ({ ...row, stageSince: words(row.stageSince), reviewOn: words(row.reviewOn), ratingPublishedOn: words(row.ratingPublishedOn) }));
    return this.pages.csv(visit, { name: 'providers.csv', of: 'services', subjectKind: 'service' }, columns, rows);
  }

  private async xlsx(visit: Visit, filters: Record<string, string>): Promise<StreamableFile> {
    const watched = filters['stage'] === 'aboveRoutine';
    const file = { name: watched ? 'watch-list.xlsx' : 'providers.xlsx', of: 'servicesWorkbook', subjectKind: 'service', title: watched ? 'Watch list' : 'Services', filter: filterInWords(filters, visit.actor.stageNames) };
    return this.pages.xlsx(visit, file, columns, await this.all(visit, filters));
  }

  private async all(visit: Visit, filters: Record<string, string>) {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    return rows.map((row) => ({
      ...row, kind: wordsFor('kind', row.kind), stage: row.stageWords, rating: row.rating === null ? 'Not yet rated' : wordsFor('rating', row.rating),
    }));
  }
}

function filterInWords({ search, stage, rating, kind }: Record<string, string>, names: Visit['actor']['stageNames']): string {
  const said = [
    stage && `stage ${stage === 'aboveRoutine' ? `above ${within(names.routine)}` : (names[stage as 'routine'] ?? stage)}`, rating && `CQC rating ${rating === 'notRated' ? 'not yet given' : wordsFor('rating', rating)}`,
    kind && wordsFor('kind', kind), search && `found by “${search}”`,
  ].filter((one) => one !== undefined && one !== '');
  return said.join(', ') || 'every service';
}
