import { Controller, Get } from '@nestjs/common';
import { type Body, text, whole } from '../../form.js';
import { ProvidersDocument } from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** The list of providers: search, filters and order live in the address. */
@Controller('providers')
export class ProvidersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = { search: text(asked['search']), stage: text(asked['stage']), rating: text(asked['rating']), kind: text(asked['kind']), sort: text(asked['sort']) };
    const { services } = await this.pages.read(visit, ProvidersDocument, { ...filters, page: Math.max(1, whole(asked['page'])) });
    return this.pages.view(visit, 'pages/providers/providers', {
      title: 'Providers', wide: true, services, filters,
      pagination: pagination(visit.request.url, services),
    });
  }
}
