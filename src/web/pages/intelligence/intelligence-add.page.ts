import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, inPageOrder, text } from '../../form.js';
import { IntelligenceFormDocument, type IntelligenceFormQuery, IntelligenceRecordDocument, RecordIntelligenceDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** The fields as they stand on the page: its errors come in this order. */
const pageOrder = [
  'serviceId', 'notListed', 'whatHappened', 'happenedOn', 'category', 'peopleAffected', 'immediateAction', 'severity', 'sourceType', 'sourceAgencyId', 'toldBy', 'readAgain', 'protect',
  'nature', 'reliability', 'corroboration', 'caveat', 'caveatReviewOn', 'namedReader', 'disclosure', 'disclosureReason', 'disclosureReviewOn',
];
/** The page names one reader where the input takes several. */
const atItsField = ({ field, message }: { field: string; message: string }) => ({ field: field.startsWith('namedReaders') ? 'namedReader' : field, message });
type FormFacts = IntelligenceFormQuery['intelligenceForm'];

/** Adding intelligence: which service, then one form; two minutes on a telephone (pages.md). */
@Controller('intelligence')
export class IntelligenceAddPage {
  constructor(private readonly pages: Pages) {}

  @Get('add')
  async add(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const search = text(asked['search']);
    const notListed = asked['notListed'] !== undefined;
    const facts = await this.facts(visit, text(asked['service']), search);
    if (facts.service === null && !notListed) return this.pages.view(visit, 'pages/intelligence/add-where', { title: 'Which service is it about?', facts, search });
    const form = new Form({ sourceAgencyId: facts.ownAgencyId ?? '', caveat: 'none' });
    return this.pages.view(visit, 'pages/intelligence/add', { title: 'Add intelligence', facts, form });
  }

  @Post('add')
  async save(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const given = (field: string): string => text(body[field]);
    const optional = (field: string): string | null => given(field) || null;
    const sent = await this.pages.send(visit, RecordIntelligenceDocument, {
      idempotencyKey: given('idempotencyKey'), serviceId: optional('serviceId'), notListed: optional('notListed'),
      whatHappened: given('whatHappened'), happenedOn: given('happenedOn'), category: given('category'), severity: given('severity'),
      immediateAction: optional('immediateAction'), peopleAffected: optional('peopleAffected'), sourceType: given('sourceType'), sourceAgencyId: optional('sourceAgencyId'),
      toldBy: optional('toldBy'), protect: given('protect') === 'yes', readAgain: given('readAgain') === 'yes', caveat: optional('caveat'), caveatReviewOn: optional('caveatReviewOn'), namedReaders: given('namedReader') === '' ? [] : [given('namedReader')], disclosure: given('disclosure'), disclosureReason: optional('disclosureReason'),
      disclosureReviewOn: optional('disclosureReviewOn'), nature: optional('nature'), reliability: optional('reliability'), corroboration: optional('corroboration'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/intelligence/${sent.done.id}/added`);
    return this.pages.again(visit, 'pages/intelligence/add', { title: 'Add intelligence', facts: await this.facts(visit, given('serviceId'), '') }, body, inPageOrder(sent.problems.map(atItsField), pageOrder));
  }

  @Get(':id/added')
  async added(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const record = await this.pages.readOne(visit, IntelligenceRecordDocument, { id }, (data) => data.intelligenceRecord);
    return this.pages.view(visit, 'pages/intelligence/added', { title: 'Intelligence added', record });
  }

  private async facts(visit: Visit, serviceId: string, search: string): Promise<FormFacts> {
    return (await this.pages.read(visit, IntelligenceFormDocument, { search: search || null, serviceId: serviceId || null })).intelligenceForm;
  }
}
