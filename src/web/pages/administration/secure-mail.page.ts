import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { AddSecureMailDomainDocument, EndSecureMailDomainDocument, SecureMailDomainsDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const path = '/administration/secure-mail';
const template = 'pages/administration/secure-mail';

/** The council's setting: to which mail domains papers of meetings may go attached. */
@Controller('administration/secure-mail')
export class SecureMailPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, template, { ...(await this.about(visit)), form: new Form() });
  }

  @Post()
  async add(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AddSecureMailDomainDocument, { idempotencyKey: text(body['idempotencyKey']), domain: text(body['domain']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, path, 'Domain listed. Papers go attached to it from the next agenda on.');
    return this.pages.again(visit, template, await this.about(visit), body, sent.problems);
  }

  @Post(':id/end')
  async end(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndSecureMailDomainDocument, { id, idempotencyKey: text(body['idempotencyKey']) });
    return this.pages.told(visit, path, sent, 'Taken off the list. Mail to it carries a link alone.');
  }

  private async about(visit: Visit) {
    const { secureMailDomains } = await this.pages.read(visit, SecureMailDomainsDocument, {});
    return { title: 'Papers by mail', domains: secureMailDomains, newKey: randomUUID };
  }
}
