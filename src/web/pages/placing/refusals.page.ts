import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { everyRow } from '../../every-page.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { PlacingRefusalsDocument, type PlacingRefusalsQuery, RecordRefusalDocument, RefusalFormDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { pagination, withPart } from '../../pagination.js';
import { type Visit, Visited } from '../../visit.js';

const columns = [
  { key: 'reference', header: 'Reference' }, { key: 'serviceName', header: 'Service' }, { key: 'refusedOn', header: 'Date' }, { key: 'refusedBy', header: 'Refused by' }, { key: 'restrictionReference', header: 'Restriction' },
  { key: 'caseReference', header: 'Case' }, { key: 'why', header: 'Why' }, { key: 'recordedBy', header: 'Recorded by' },
];
const form = 'pages/placing/refusal';
const records = ({ actor }: Visit): boolean => actor.role === 'brokerage' || actor.role === 'hospitalDischarge';

/** Placements that were refused by the provider, or not made because of a restriction: recorded by whoever wanted to place. */
@Controller('placing')
export class RefusalsPage {
  constructor(private readonly pages: Pages) {}

  @Get('refusals')
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const serviceId = text(asked['serviceId']) || null;
    if (text(asked['format']) === 'csv') {
      const rows = await everyRow((page) => this.read(visit, serviceId, page));
      return this.pages.csv(visit, { name: 'refused-placements.csv', of: 'placingRefusals', subjectKind: 'service', ...(serviceId !== null && { subjectId: serviceId }) }, columns, rows);
    }
    const found = await this.read(visit, serviceId, Math.max(1, whole(asked['page'])));
    return this.pages.view(visit, 'pages/placing/refusals', {
      title: 'Refused placements', wide: true, found, serviceId, recordsRefusals: records(visit), csv: withPart(visit.request.url, 'format', 'csv'), pagination: pagination(visit.request.url, found),
    });
  }

  @Get('services/:id/refusal')
  async form(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, form, { ...(await this.context(visit, id)), form: new Form() });
  }

  @Post('services/:id/refusal')
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const context = await this.context(visit, id);
    const barred = text(body['restrictionId']);
    const sent = await this.pages.send(visit, RecordRefusalDocument, {
      idempotencyKey: text(body['idempotencyKey']), serviceId: id, restrictionId: barred === 'provider' ? null : barred, refusedOn: text(body['refusedOn']), refusedBy: text(body['refusedBy']) || null,
      caseReference: text(body['caseReference']) || null, why: text(body['why']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/placing/refusals?serviceId=${id}`, `Refusal ${sent.done.reference ?? ''} recorded`);
    return this.pages.again(visit, form, context, body, sent.problems);
  }

  private async context(visit: Visit, serviceId: string) {
    if (!records(visit)) throw PageProblem.forbidden('You may not do this. It may be done by brokerage and hospital discharge.');
    const service = await this.pages.readOne(visit, RefusalFormDocument, { serviceId }, (data) => data.placingAnswer);
    const items = [{ value: 'provider', text: 'The provider refused' }, ...service.restrictions.map(({ id, reference }) => ({ value: id, text: `Nobody was placed because of restriction ${reference}` }))];
    return { title: 'Record a refusal', service, items };
  }

  private async read(visit: Visit, serviceId: string | null, page: number): Promise<PlacingRefusalsQuery['placingRefusals']> {
    return (await this.pages.read(visit, PlacingRefusalsDocument, { serviceId, page })).placingRefusals;
  }
}
