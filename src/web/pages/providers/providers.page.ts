import { Controller, Get } from '@nestjs/common';
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
  { key: 'name', header: 'Service' }, { key: 'lot', header: 'Contract' }, { key: 'providerName', header: 'Provider' }, { key: 'postcode', header: 'Postcode' }, { key: 'kind', header: 'Kind' },
  { key: 'stage', header: 'Stage' }, { key: 'since', header: 'Stage since' }, { key: 'stageDecidedBy', header: 'Stage decided by' },
  { key: 'rating', header: 'CQC rating' }, { key: 'published', header: 'Rating published' }, { key: 'restrictions', header: 'Restrictions' }, { key: 'openIntelligence', header: 'Open intelligence' },
];
const filterNames = ['search', 'stage', 'rating', 'kind', 'sort'] as const;

/** The list of providers: search, filters and order live in the address. */
@Controller('providers')
export class ProvidersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = Object.fromEntries(filterNames.map((name) => [name, text(asked[name])]));
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    const services = await this.read(visit, filters, Math.max(1, whole(asked['page'])));
    const sortedBy = (sort: string): string => withPart(withPart(visit.request.url, 'page', '1'), 'sort', sort);
    return this.pages.view(visit, 'pages/providers/providers', {
      title: 'Providers', wide: true, services, filters, csv: withPart(visit.request.url, 'format', 'csv'),
      sorts: { name: sortedBy('name'), stage: sortedBy('stage'), rating: sortedBy('rating'), intelligence: sortedBy('intelligence') },
      pagination: pagination(visit.request.url, services),
    });
  }

  private async read(visit: Visit, filters: Record<string, string>, page: number): Promise<Services> {
    return (await this.pages.read(visit, ProvidersDocument, { ...filters, page })).services;
  }

  /** Every service that the filters leave, not only the page shown. */
  private async csv(visit: Visit, filters: Record<string, string>): Promise<string> {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    return this.pages.csv(visit, { name: 'providers.csv', of: 'services', subjectKind: 'service' }, columns, rows.map((row) => ({
      ...row, kind: wordsFor('kind', row.kind), stage: wordsFor('stage', row.stage), since: dateInWords(row.stageSince),
      rating: row.rating === null ? 'Not yet rated' : wordsFor('rating', row.rating), published: row.ratingPublishedOn === null ? null : dateInWords(row.ratingPublishedOn),
    })));
  }
}
