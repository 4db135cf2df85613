import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { EndProviderPersonDocument, ProviderPeopleDocument, type ProviderPeopleQuery, RecordProviderPersonDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<ProviderPeopleQuery['providerPeople']>;
const template = 'pages/register/people-who-run-it';

/** Who runs the provider of a service, by name (case 1): those who ran one that failed, all that is recorded, one more, and one less. */
@Controller('services/:id/people-who-run-it')
export class PeopleWhoRunItPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const must = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, RecordProviderPersonDocument, {
      idempotencyKey: must('idempotencyKey'), serviceId: id, personName: must('personName'), bornIn: must('bornIn') || null, capacity: must('capacity'), fromOn: must('fromOn'), untilOn: must('untilOn') || null, source: must('source'), reason: must('reason'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/people-who-run-it`, `Recorded. Reference ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  @Get(':person')
  async ending(@Visited() visit: Visit, @Param('id') id: string, @Param('person') person: string): Promise<string> {
    return this.pages.view(visit, `${template}-end`, { ...this.entryOf(await this.find(visit, id), person), form: new Form() });
  }

  @Post(':person')
  async end(@Visited() visit: Visit, @Param('id') id: string, @Param('person') person: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndProviderPersonDocument, { id: person, idempotencyKey: text(body['idempotencyKey']), untilOn: text(body['untilOn']) || null, mistake: text(body['mistake']) || null });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/people-who-run-it`, 'Recorded');
    return this.pages.again(visit, `${template}-end`, this.entryOf(await this.find(visit, id), person), body, sent.problems);
  }

  private find(visit: Visit, serviceId: string): Promise<Found> {
    return this.pages.readOne(visit, ProviderPeopleDocument, { serviceId }, (data) => data.providerPeople);
  }

  private entryOf(found: Found, person: string): { title: string; [name: string]: unknown } {
    const entry = found.entries.find((one) => one.id === person);
    if (entry === undefined) throw PageProblem.missing();
    return { title: `${entry.personName}: runs it no longer, or a mistake`, found, entry };
  }
}

function contextOf(found: Found): { title: string; [name: string]: unknown } {
  return { title: `People who run it: ${found.serviceName}`, found };
}
