import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { EditLetterDocument, IssueLetterDocument, LetterDocument, type LetterQuery, LettersDocument, MyLettersDocument, RecordLetterServedDocument, SubmitRepresentationDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Letter = NonNullable<LetterQuery['letter']>;
const template = 'pages/letters/letter';

/** Letters: the provider's home, with what each asks by when; and the council's drafts, sent once they are checked. */
@Controller('letters')
export class LettersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    if (visit.actor.role === 'provider') {
      const { myLetters } = await this.pages.read(visit, MyLettersDocument, {});
      return this.pages.view(visit, 'pages/letters/mine', { title: 'Your letters', letters: myLetters });
    }
    const state = text((visit.request.query as Posted)['state']);
    const { letters } = await this.pages.read(visit, LettersDocument, { state: state || null });
    return this.pages.view(visit, 'pages/letters/letters', { title: 'Letters to providers', wide: true, letters, state });
  }

  @Get(':id')
  async letter(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const letter = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, letter), form: formOf(letter) });
  }

  /** The provider's reply to one letter, shown once more before it goes. */
  @Post(':id/reply')
  async reply(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const letter = await this.find(visit, id);
    const { representation } = letter;
    if (representation == null) throw PageProblem.missing();
    const step = text(body['step']);
    if (step !== 'confirm') return this.pages.view(visit, step === 'change' ? template : 'pages/letters/check-reply', { ...contextOf(visit, letter), title: step === 'change' ? letter.subject : 'Check your reply', form: new Form(body) });
    const sent = await this.pages.send(visit, SubmitRepresentationDocument, { ...changeOf(body), id: representation.id, text: text(body['text']) });
    return this.onward(visit, letter, body, sent, `Your reply is received. Its reference is ${representation.reference}`);
  }

  @Post(':id/edit')
  async edit(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EditLetterDocument, { ...changeOf(body), id, paragraph: text(body['paragraph']) || null });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Paragraph saved');
  }

  @Post(':id/issue')
  async issue(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const letter = await this.find(visit, id);
    const step = text(body['step']);
    if (step !== 'confirm') return this.pages.view(visit, step === 'change' ? template : 'pages/letters/check-issue', { ...contextOf(visit, letter), title: step === 'change' ? letter.subject : 'Check before it is sent', form: new Form(body) });
    const sent = await this.pages.send(visit, IssueLetterDocument, { ...changeOf(body), id, method: text(body['method']), toName: text(body['toName']), toAddress: text(body['toAddress']) || null });
    return this.onward(visit, letter, body, sent, text(body['method']) === 'email' ? 'Letter sent' : 'Letter issued: record when it is served');
  }

  @Post(':id/served')
  async served(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordLetterServedDocument, { ...changeOf(body), id, servedOn: text(body['servedOn']), method: text(body['method']) });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Service recorded');
  }

  private onward(visit: Visit, letter: Letter, body: Posted, sent: Sent, message: string): string {
    if (sent.done !== null) return this.pages.onward(visit, `/letters/${letter.id}`, message);
    return this.pages.again(visit, template, contextOf(visit, letter), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Letter> {
    return this.pages.readOne(visit, LetterDocument, { id }, (data) => data.letter);
  }
}

function changeOf(body: Posted): { version: number; idempotencyKey: string } {
  return { version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
}
function contextOf(visit: Visit, letter: Letter): { title: string; [name: string]: unknown } {
  const { role } = visit.actor;
  return { title: letter.subject, letter, provider: role === 'provider', sender: role === 'coordinator' || role === 'authorisedOfficer' };
}
function formOf({ paragraph, providerEmail, version }: Letter): Form {
  return new Form({ paragraph, method: 'email', toAddress: providerEmail ?? '' }, [], version);
}
