import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { changeOf } from '../../case-act.js';
import { type Body as Posted, Form, list, text } from '../../form.js';
import {
  LetterComparisonDocument, LetterDocument, LetterOccasionsDocument, type LetterOccasionsQuery, type LetterQuery, RefuseLegalCopyDocument, StartLetterDocument,
  TakeLegalCopyDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { addressees } from './letter-words.js';

type Letter = NonNullable<LetterQuery['letter']>;
type Occasion = NonNullable<LetterOccasionsQuery['letterOccasions']>['occasions'][number];

/** Letters an officer starts, and copies that Legal sent back. */
@Controller('letters')
export class LetterLegalPage {
  constructor(private readonly pages: Pages) {}

  @Get('start/:serviceId')
  async start(@Visited() visit: Visit, @Param('serviceId') serviceId: string): Promise<string> {
    return this.pages.view(visit, 'pages/letters/start', { ...(await this.startContext(visit, serviceId)), form: new Form() });
  }

  @Post('start/:serviceId')
  async begin(@Visited() visit: Visit, @Param('serviceId') serviceId: string, @Body() body: Posted): Promise<string> {
    const context = await this.startContext(visit, serviceId);
    const [kind = '', aboutId] = text(body['kind']).split(' ');
    const sent = await this.pages.send(visit, StartLetterDocument, { idempotencyKey: text(body['idempotencyKey']), serviceId, kind, aboutId: aboutId ?? null });
    if (sent.done !== null) return this.pages.onward(visit, `/letters/${sent.done.id ?? ''}`, 'Letter started: read it, add to it and send it');
    return this.pages.again(visit, 'pages/letters/start', context, body, sent.problems);
  }

  @Get(':id/copies/:copyId')
  async copy(@Visited() visit: Visit, @Param('id') id: string, @Param('copyId') copyId: string): Promise<string> {
    const context = await this.copyContext(visit, id, copyId);
    return this.pages.view(visit, 'pages/letters/copy', { ...context, form: new Form({}, [], context.letter.version) });
  }

  @Post(':id/copies/:copyId/take')
  async take(@Visited() visit: Visit, @Param('id') id: string, @Param('copyId') copyId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, TakeLegalCopyDocument, { ...changeOf(id, body), copyId, leaveRecord: list(body['leaveRecord']).includes('yes') });
    return this.copyDone(visit, { id, copyId, body }, sent, 'Legal’s changes are taken over');
  }

  @Post(':id/copies/:copyId/refuse')
  async refuse(@Visited() visit: Visit, @Param('id') id: string, @Param('copyId') copyId: string, @Body() body: Posted): Promise<string> {
    return this.copyDone(visit, { id, copyId, body }, await this.pages.send(visit, RefuseLegalCopyDocument, { ...changeOf(id, body), copyId, reason: text(body['reason']) }), 'Legal’s changes are not taken over');
  }

  private async copyDone(visit: Visit, { id, copyId, body }: { id: string; copyId: string; body: Posted }, sent: Sent, message: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, `/letters/${id}`, message);
    return this.pages.again(visit, 'pages/letters/copy', await this.copyContext(visit, id, copyId), body, sent.problems);
  }

  private async startContext(visit: Visit, serviceId: string): Promise<{ title: string; [name: string]: unknown }> {
    const { letterOccasions } = await this.pages.read(visit, LetterOccasionsDocument, { serviceId });
    if (letterOccasions == null) throw PageProblem.missing();
    return { title: 'Start a letter', serviceId, about: letterOccasions.serviceName, choices: letterOccasions.occasions.map(choiceOf) };
  }

  private async copyContext(visit: Visit, id: string, copyId: string): Promise<{ title: string; letter: Letter; [name: string]: unknown }> {
    const comparison = await this.pages.readOne(visit, LetterComparisonDocument, { id, copyId }, (data) => data.letterComparison);
    const letter = await this.pages.readOne(visit, LetterDocument, { id }, (data) => data.letter);
    const { role } = visit.actor;
    return { title: 'What Legal’s copy changes', letter, copyId, comparison, sender: role === 'coordinator' || role === 'authorisedOfficer' };
  }
}

function choiceOf({ kind, title, addressee, legalFirst, aboutId, about }: Occasion): { value: string; text: string; hint: string } {
  return {
    value: [kind, aboutId].filter((one) => one != null).join(' '), text: about == null ? title : `${title}: ${about}`,
    hint: `${addressees[addressee] ?? ''}${legalFirst ? '. Legal agrees before it is sent' : ''}`,
  };
}
