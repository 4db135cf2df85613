import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { CommentOnMinuteExtractDocument, MyMinuteExtractsDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/meetings/extracts';

/** Extracts of minutes as the provider, or the Board, reads them; a provider says beside its own what is not accurate. */
@Controller('extracts')
export class ExtractsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, template, { ...(await this.mine(visit)), form: new Form() });
  }

  @Post(':id/comment')
  async comment(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CommentOnMinuteExtractDocument, { id, idempotencyKey: text(body['idempotencyKey']), text: text(body[`text-${id}`]) });
    if (sent.done !== null) return this.pages.onward(visit, '/extracts', `Your remark on ${sent.done.reference ?? 'the extract'} is received. It is filed beside the minutes.`);
    // One box an extract: the problem is shown at the box that was sent.
    return this.pages.again(visit, template, await this.mine(visit), body, sent.problems.map((one) => ({ ...one, field: one.field === 'text' ? `text-${id}` : one.field })));
  }

  private async mine(visit: Visit) {
    const { myMinuteExtracts } = await this.pages.read(visit, MyMinuteExtractsDocument, {});
    return { title: 'Extracts of minutes', provider: visit.actor.role === 'provider', extracts: myMinuteExtracts.map((one) => ({ ...one, key: new Form().key })) };
  }
}
