import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { AddServiceDocument, MayAddServiceDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/providers/add-service';
const context = { title: 'Add a service' };

/** Adds a service that no file of the register brings: outside the area, unregulated, or not registered yet. */
@Controller('services/add')
export class AddServicePage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async form(@Visited() visit: Visit): Promise<string> {
    await this.pages.read(visit, MayAddServiceDocument, {});
    return this.pages.view(visit, template, { ...context, form: new Form() });
  }

  @Post()
  async add(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const [providerName, name, kind, address, postcode, lot] = ['providerName', 'name', 'kind', 'address', 'postcode', 'lot'].map((field) => text(body[field]));
    const input = { idempotencyKey: text(body['idempotencyKey']), providerName, name: name ?? '', kind: kind ?? '', address: address ?? '', postcode, lot };
    const sent = await this.pages.send(visit, AddServiceDocument, input);
    if (sent.done !== null) return this.pages.onward(visit, `/services/${sent.done.id}`, `${name} added`);
    return this.pages.again(visit, template, context, body, sent.problems);
  }
}
