import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import {
  EndSourceReaderDocument, GiveSourceReaderDocument, OpenSealedSourceDocument, SealedSourceDocument, SourceAccessDocument, type SourceAccessQuery,
} from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Access = NonNullable<SourceAccessQuery['sourceAccess']>;
const glass = 'pages/intelligence/break-glass';
const readers = 'pages/intelligence/source-readers';

/** Who told us of one record: opened by those named for it; by an officer who breaks the glass; named by the safeguarding lead (R25). */
@Controller('intelligence/:id')
export class SourcePage {
  constructor(private readonly pages: Pages) {}

  @Get('source')
  async source(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const source = await this.pages.readOne(visit, SealedSourceDocument, { id }, (data) => data.sealedSource);
    return this.pages.view(visit, 'pages/intelligence/source', { title: `Who told us: ${source.reference}`, source, id });
  }

  @Get('break-glass')
  async breakGlass(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const access = await this.access(visit, id);
    if (access.mayBreakGlass) this.pages.demandRecentSignIn(visit);
    return this.pages.view(visit, glass, { ...glassOf(access), form: new Form() });
  }

  /** First the check of the reason, the opening only on the second press. */
  @Post('break-glass')
  async open(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const reason = text(body['reason']);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, glass, { ...glassOf(await this.access(visit, id)), form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), OpenSealedSourceDocument, { id, reason, idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done === null) return this.pages.again(visit, glass, glassOf(await this.access(visit, id)), body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/intelligence/${id}/source`, 'The source is open to you for four hours. The safeguarding lead has been told.');
    const answers = [{ name: 'reason', key: 'Why you must know who told us', value: reason }];
    return this.pages.view(visit, glass, { ...glassOf(await this.access(visit, id)), form: new Form(body), answers });
  }

  @Get('source/readers')
  async readers(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const access = await this.access(visit, id);
    if (access.mayName) this.pages.demandRecentSignIn(visit);
    return this.pages.view(visit, readers, { ...readersOf(access), form: new Form() });
  }

  @Post('source/readers')
  async give(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, GiveSourceReaderDocument, {
      id, membershipId: text(body['membershipId']), reason: text(body['reason']), endsOn: text(body['endsOn']), idempotencyKey: text(body['idempotencyKey']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/intelligence/${id}/source/readers`, 'They may open the source, and have been told');
    return this.pages.again(visit, readers, readersOf(await this.access(visit, id)), body, sent.problems);
  }

  @Post('source/readers/:reader/end')
  async end(@Visited() visit: Visit, @Param('id') id: string, @Param('reader') reader: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndSourceReaderDocument, { id: reader, idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/intelligence/${id}/source/readers`, 'They may no longer open the source');
    return this.pages.again(visit, readers, readersOf(await this.access(visit, id)), {}, sent.problems);
  }

  private access(visit: Visit, id: string): Promise<Access> {
    return this.pages.readOne(visit, SourceAccessDocument, { id }, (data) => data.sourceAccess);
  }
}

const glassOf = (access: Access) => ({ title: `Break the glass: ${access.reference}`, sealed: access });
const readersOf = (access: Access) => ({ title: `Who may open the source: ${access.reference}`, sealed: access });
