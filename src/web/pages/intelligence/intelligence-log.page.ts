import { Controller, Get } from '@nestjs/common';
import { type Body, text, whole } from '../../form.js';
import { IntelligenceLogDocument } from '../../generated/documents.js';
import { pagination, withPart } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const filterNames = ['search', 'severity', 'state', 'category', 'serviceId', 'mine', 'sort'] as const;

/** The log of intelligence: search, filters and order live in the address. */
@Controller('intelligence')
export class IntelligenceLogPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async log(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = Object.fromEntries(filterNames.map((name) => [name, text(asked[name])]));
    const { intelligenceLog: log } = await this.pages.read(visit, IntelligenceLogDocument, { ...filters, serviceId: filters['serviceId'] || null, page: Math.max(1, whole(asked['page'])) });
    const sortedBy = (sort: string): string => withPart(withPart(visit.request.url, 'page', '1'), 'sort', sort);
    return this.pages.view(visit, 'pages/intelligence/log', {
      title: 'Intelligence', wide: true, log, filters, adds: visit.actor.role !== 'auditor', circle: visit.actor.role !== 'contributor',
      sorts: { newest: sortedBy('newest'), severity: sortedBy('severity'), happened: sortedBy('happened') },
      pagination: pagination(visit.request.url, log),
    });
  }
}
