import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { AskAboutHearingDocument, MyRepresentationsDocument, type MyRepresentationsQuery, SubmitRepresentationDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { askingOf, asProblems } from './asking.js';

type Window = MyRepresentationsQuery['myRepresentations'][number];
const template = 'pages/representations/reply';

/** A provider's own chance to answer, also one it was told of by telephone and has no letter about; what it said and when that came. */
@Controller('replies/:id')
export class RepliesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async reply(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), ...(await evidenceContext(this.pages, visit, 'representation', id)), form: new Form() });
  }

  /** Shown once more before it goes: what is sent cannot be taken back. */
  @Post()
  async send(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const window = await this.find(visit, id);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(window), form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), SubmitRepresentationDocument, { id, idempotencyKey: text(body['idempotencyKey']), text: text(body['text']) });
    if (sent.done === null) return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/replies/${id}`, `Your reply is received. Its reference is ${window.reference}`);
    return this.pages.view(visit, 'pages/representations/check-reply', { ...contextOf(window), title: 'Check your reply', form: new Form(body) });
  }

  @Post('ask')
  async ask(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AskAboutHearingDocument, askingOf(id, body));
    if (sent.done !== null) return this.pages.onward(visit, `/replies/${id}`, `You have asked. The reference is ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, asProblems(sent.problems));
  }

  private find(visit: Visit, id: string): Promise<Window> {
    return this.pages.readOne(visit, MyRepresentationsDocument, {}, ({ myRepresentations }) => myRepresentations.find((one) => one.id === id));
  }
}

function contextOf(window: Window): { title: string; [name: string]: unknown } {
  // The subject of a window that a letter opened is the letter's, which names the service itself.
  const about = window.subject.includes(window.serviceName) ? window.subject : `${window.subject}: ${window.serviceName}`;
  return { title: about, window, about: `${window.reference}, ${about}`, action: `/replies/${window.id}` };
}
