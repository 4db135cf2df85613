import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { standingOf } from '../../components/standing.js';
import { answersOf, changeOf } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { AnswerHearingRequestDocument, AskAboutHearingDocument, RecordPointsDocument, RecordRepresentationDocument, RepresentationPageDocument, type RepresentationPageQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { askingOf, asProblems } from './asking.js';

const answerTemplate = 'pages/representations/answer-request';
const answerFields = { outcome: 'Answer', newLastDay: 'Last day to answer', reasons: 'Why' };
const template = 'pages/representations/representation';

/** What a provider was told and said; what came on paper is recorded here. */
@Controller('representations/:id')
export class RepresentationsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async representation(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const representation = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, representation), ...(await evidenceContext(this.pages, visit, 'representation', id)), ...(await standingOf(this.pages, visit, 'representation', id)), form: new Form(beginning(representation), [], representation.version) });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordRepresentationDocument, {
      id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), text: text(body['text']), receivedOn: text(body['receivedOn']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/representations/${id}`, 'Recorded');
    return this.pages.again(visit, template, contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  /** Empty boxes are no points; what is at fault is named at its box. */
  @Post('points')
  async points(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const boxes = Object.keys(body).flatMap((name) => /^points\.(\d{1,3})$/.exec(name)?.[1] ?? []).map(Number).filter((at) => text(body[`points.${at}`]) !== '').sort((one, other) => one - other);
    const sent = await this.pages.send(visit, RecordPointsDocument, { ...changeOf(id, body), points: boxes.map((at) => text(body[`points.${at}`])) });
    if (sent.done !== null) return this.pages.onward(visit, `/representations/${id}`, 'The points are saved');
    const problems = sent.problems.map((one) => ({ ...one, field: one.field.replace(/^points\.(\d+)$/, (_, at: string) => `points.${boxes[Number(at)] ?? 0}`) }));
    return this.pages.again(visit, template, contextOf(visit, await this.find(visit, id)), body, problems);
  }

  @Post('ask')
  async ask(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AskAboutHearingDocument, askingOf(id, body));
    if (sent.done !== null) return this.pages.onward(visit, `/representations/${id}`, `Recorded. Reference ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, template, contextOf(visit, await this.find(visit, id)), body, asProblems(sent.problems));
  }

  @Get('requests/:request')
  async request(@Visited() visit: Visit, @Param('id') id: string, @Param('request') requestId: string): Promise<string> {
    const context = answering(await this.find(visit, id), requestId);
    return this.pages.view(visit, answerTemplate, { ...context, ...(await standingOf(this.pages, visit, 'hearingRequest', context.request.id)), form: new Form({}, [], context.request.version) });
  }

  /** Shown once more before it goes: the provider reads it at once. */
  @Post('requests/:request')
  async answer(@Visited() visit: Visit, @Param('id') id: string, @Param('request') requestId: string, @Body() body: Posted): Promise<string> {
    const context = answering(await this.find(visit, id), requestId);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, answerTemplate, { ...context, form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), AnswerHearingRequestDocument, {
      ...changeOf(requestId, body), outcome: text(body['outcome']), reasons: text(body['reasons']), newLastDay: text(body['newLastDay']) || null,
    });
    if (sent.done === null) return this.pages.again(visit, answerTemplate, context, body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/representations/${id}`, 'The provider is answered');
    const checked = answersOf({ fields: answerFields }, body, (field, value) => (field === 'outcome' ? ({ granted: 'Granted', refused: 'Refused' }[value] ?? value) : value));
    return this.pages.view(visit, answerTemplate, { ...context, form: new Form(body), checked });
  }

  private find(visit: Visit, id: string): Promise<NonNullable<RepresentationPageQuery['representation']>> {
    return this.pages.readOne(visit, RepresentationPageDocument, { id }, (data) => data.representation);
  }
}

function contextOf(visit: Visit, representation: NonNullable<RepresentationPageQuery['representation']>): { title: string; [name: string]: unknown } {
  const { role } = visit.actor;
  const open = ['windowOpen', 'received', 'noneReceived'].includes(representation.state) && !representation.packs.some(({ state }) => state === 'prepared');
  return { title: `${representation.reference}: ${representation.serviceName}`, representation, parts: representation.state === 'received' && ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'].includes(role), places: placesOf(representation), prepares: open && ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'].includes(role), records: role === 'coordinator' || role === 'qaOfficer', answers: role === 'chair' || role === 'coordinator' || role === 'authorisedOfficer' };
}

const waitingPoints = ({ points }: Representation): Representation['points'] => points.filter(({ answer }) => answer == null);
/** Boxes for points: those there are, and five more. */
const placesOf = (representation: Representation): number[] => Array.from({ length: waitingPoints(representation).length + 5 }, (_, at) => at + 1);
const beginning = (representation: Representation): Posted => Object.fromEntries(waitingPoints(representation).map(({ words }, at) => [`points.${at}`, words]));
type Representation = NonNullable<RepresentationPageQuery['representation']>;
function answering(representation: Representation, requestId: string): { title: string; representation: Representation; request: Representation['requests'][number] } {
  const request = representation.requests.find(({ id }) => id === requestId);
  if (request === undefined) throw PageProblem.missing();
  return { title: `Answer ${request.reference}`, representation, request };
}
