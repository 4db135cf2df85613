import { Controller, Get } from '@nestjs/common';
import { parseDay } from '../../../platform/graphql/input-fields.js';
import { type Body, Form, list, text, whole } from '../../form.js';
import { SearchDocument, type SearchQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { pagination } from '../../pagination.js';
import { stateWords } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

const dates = { from: 'first', to: 'last' } as const;

/** What is looked for by words, kind, date, decision, service and person; all of it in the address. */
@Controller('search')
export class SearchPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async search(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const of = (name: string): string => text(asked[name]).trim();
    const kinds = list(asked['kind']);
    const values = { words: of('words'), from: of('from'), to: of('to'), decision: of('decision'), service: of('service'), person: of('person'), kind: kinds };
    const problems = Object.entries(dates).flatMap(([field, which]) => (of(field) === '' || parseDay(of(field)) !== null ? [] : [{ field, message: `Enter the ${which} day, for example 17 5 2026` }]));
    const found: SearchQuery['search'] = (await this.pages.read(visit, SearchDocument, {
      words: values.words || null, kinds: kinds.length > 0 ? kinds : null, from: values.from || null, to: values.to || null, serviceId: values.service || null, membershipId: values.person || null, decision: values.decision || null, page: Math.max(1, whole(asked['page'])),
    })).search;
    return this.pages.view(visit, 'pages/search/search', {
      title: values.words === '' ? 'Search' : `Search: ${values.words}`, wide: true, found, values, kinds: stateWords.found, form: new Form(values, problems), narrowed: Object.entries(values).some(([name, value]) => name !== 'words' && value.length > 0),
      pagination: pagination(visit.request.url, found),
    });
  }
}
