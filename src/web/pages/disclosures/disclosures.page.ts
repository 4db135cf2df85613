import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import {
  AddToDisclosureDocument, DisclosureFormDocument, type DisclosureFormQuery, DisclosurePackPageDocument, type DisclosurePackPageQuery, DropDisclosureDocument, PrepareDisclosureDocument, ServeDisclosureDocument,
  TakeFromDisclosureDocument,
} from '../../generated/documents.js';
import { Pages, type Sent } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Pack = NonNullable<DisclosurePackPageQuery['disclosurePack']>;
type Candidate = NonNullable<DisclosureFormQuery['disclosureForm']>['records'][number];
const template = 'pages/disclosures/pack';
const serveTemplate = 'pages/disclosures/serve';
const serveFields = { servedOn: 'Given on', servedTime: 'Time', how: 'How and to whom', notExtendedReason: 'Why no more time is given' };
const preparers: readonly string[] = ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'];

const kinds: Readonly<Record<string, string>> = { intelligence: 'Intelligence', risk: 'Risk', visit: 'Visit', evidence: 'File' };
const forms: Readonly<Record<string, string>> = { whole: 'whole', summary: 'in summary', file: 'the file', withheld: 'withheld' };
const reasons = [
  ['thirdParty', 'It is about other people'], ['sourceSealed', 'It would show who told us'], ['notToProvider', 'It is not to be told to the provider'], ['caveat', 'A handling caveat'], ['legalPrivilege', 'Legal advice'],
  ['police', 'Police enquiries'], ['otherBody', 'Enquiries of another body'],
].map(([value, words]) => ({ value, text: words }));

/** What a provider is given before it answers, and what is withheld: the council prepares and serves it; the provider reads its own. */
@Controller()
export class DisclosuresPage {
  constructor(private readonly pages: Pages) {}

  @Post('representations/:id/disclosures')
  async prepare(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, PrepareDisclosureDocument, { representationId: id, idempotencyKey: text(body['idempotencyKey']) });
    return this.pages.told(visit, sent.done === null ? `/representations/${id}` : `/disclosures/${sent.done.id}`, sent, `${sent.done?.reference ?? ''} is being prepared`);
  }

  @Get('disclosures/:id')
  async pack(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const pack = await this.find(visit, id);
    return this.pages.view(visit, template, { ...(await this.contextOf(visit, pack)), ...(await standingOf(this.pages, visit, 'disclosurePack', id)), form: new Form({}, [], pack.version) });
  }

  @Post('disclosures/:id/add')
  async add(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const may = (name: string): string | null => text(body[name]) || null;
    const sent = await this.pages.send(visit, AddToDisclosureDocument, {
      ...changeOf(id, body), disclosedRecordId: may('disclosedRecordId'), form: text(body['form']), title: may('title'), words: may('words'), reason: may('reason'), note: may('note'),
    });
    return this.after(visit, id, body, sent, 'It is listed');
  }

  @Post('disclosures/:id/take')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, TakeFromDisclosureDocument, { ...changeOf(id, body), disclosedItemId: text(body['disclosedItemId']) });
    return this.after(visit, id, body, sent, 'It is taken out');
  }

  @Post('disclosures/:id/drop')
  async drop(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, DropDisclosureDocument, { ...changeOf(id, body), reason: text(body['dropReason']) });
    const problems = sent.done === null ? sent.problems.map((one) => (one.field === 'reason' ? { ...one, field: 'dropReason' } : one)) : [];
    return this.after(visit, id, body, sent.done === null ? { ...sent, problems } : sent, 'It will not be served');
  }

  @Get('disclosures/:id/serve')
  async serveForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const pack = await this.find(visit, id);
    return this.pages.view(visit, serveTemplate, { ...serving(pack), form: new Form({}, [], pack.version) });
  }

  /** Shown once more before it goes: what is served cannot be taken back. */
  @Post('disclosures/:id/serve')
  async serve(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const context = serving(await this.find(visit, id));
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, serveTemplate, { ...context, form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), ServeDisclosureDocument, {
      ...changeOf(id, body), servedOn: text(body['servedOn']), servedTime: text(body['servedTime']), how: text(body['how']), notExtendedReason: text(body['notExtendedReason']) || null,
    });
    if (sent.done === null) return this.pages.again(visit, serveTemplate, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/disclosures/${id}`, 'It is served: the provider reads it on its page');
    return this.pages.view(visit, serveTemplate, { ...context, form: new Form(body), answers: answersOf({ fields: serveFields }, body, (_, value) => value) });
  }

  private async after(visit: Visit, id: string, body: Posted, sent: Sent, done: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, `/disclosures/${id}`, done);
    return this.pages.again(visit, template, await this.contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Pack> {
    return this.pages.readOne(visit, DisclosurePackPageDocument, { id }, (data) => data.disclosurePack);
  }

  private async contextOf(visit: Visit, pack: Pack): Promise<{ title: string; [name: string]: unknown }> {
    const own = visit.actor.role === 'provider';
    const prepares = pack.state === 'prepared' && preparers.includes(visit.actor.role);
    const title = (pack.number ?? 1) > 1 ? `Disclosure: supplement ${(pack.number ?? 1) - 1}` : own ? 'What the council gives you before you answer' : 'Disclosure to the provider';
    if (!prepares) return { title, own, pack, prepares };
    const found = await this.pages.readOne(visit, DisclosureFormDocument, { id: pack.id }, (data) => data.disclosureForm);
    return { title, own, pack, prepares, reasons, records: found.records.map(choiceOf) };
  }
}

const choiceOf = ({ recordId, recordKind, reference, fileName, formerly, forms: allowed }: Candidate): { value: string; text: string } => ({
  value: recordId, text: `${kinds[recordKind] ?? recordKind}: ${reference}${fileName === null ? '' : `, ${fileName}`}${formerly === null || reference.endsWith(formerly) ? '' : `, ${formerly}`} (${allowed.map((form) => forms[form] ?? form).join(', ')})`,
});

function serving(pack: Pack): { title: string; pack: Pack } {
  return { title: 'Record that it was given to the provider', pack };
}
