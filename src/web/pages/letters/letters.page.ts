import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { dateInWords } from '../../../platform/clock/words.js';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CheckedAnswer, yesOrNo } from '../../case-act.js';
import { everyRow } from '../../every-page.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import {
  EditLetterDocument, IssueLetterDocument, type IssueLetterInput, LetterDocument, type LetterQuery, LettersDocument, type LettersQuery, MyLettersDocument, MyMinuteExtractsDocument, MyRepresentationsDocument, RecordLetterServedDocument,
  ReturnLetterFromLegalDocument, SendLetterToLegalDocument, SubmitRepresentationDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages, type Sent } from '../../pages.service.js';
import { pagination, withPart } from '../../pagination.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';
import { addressees, changeWords, letterFilters, letterStands, mailProblem } from './letter-words.js';

type Letter = NonNullable<LetterQuery['letter']>;
type Filters = Record<'state' | 'search', string>;
const template = 'pages/letters/letter';
const columns = [
  { key: 'reference', header: 'Reference' }, { key: 'subject', header: 'Letter' }, { key: 'providerName', header: 'Provider' }, { key: 'stands', header: 'Where it stands' },
  { key: 'due', header: 'To be served by' }, { key: 'daysLate', header: 'Days late' }, { key: 'reply', header: 'Reply by' },
];

/** Letters: the provider's home, with what each asks by when; and the council's drafts, sent once they are checked. */
@Controller('letters')
export class LettersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    if (visit.actor.role === 'provider') return this.mine(visit);
    const asked = visit.request.query as Posted;
    const filters = { state: text(asked['state']), search: text(asked['search']) };
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    const letters = await this.read(visit, filters, whole(asked['page']));
    const rows = letters.rows.map((row) => ({ ...row, stands: letterStands(row) }));
    return this.pages.view(visit, 'pages/letters/letters', {
      title: 'Letters', wide: true, letters, rows, filters, states: letterFilters.map((one) => ({ ...one, selected: one.value === filters.state })),
      csv: withPart(visit.request.url, 'format', 'csv'), pagination: pagination(visit.request.url, letters),
    });
  }

  @Get(':id')
  async letter(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const letter = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, letter), ...(await standingOf(this.pages, visit, 'letter', id, letter.allowedActions)), form: formOf(letter) });
  }

  /** The provider's reply to one letter, shown once more before it goes. */
  @Post(':id/reply')
  async reply(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const letter = await this.find(visit, id);
    const { representation } = letter;
    if (representation == null) throw PageProblem.missing();
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(visit, letter), form: new Form(body) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), SubmitRepresentationDocument, { idempotencyKey: text(body['idempotencyKey']), id: representation.id, text: text(body['text']) });
    if (sent.done !== null && step !== 'confirm') return this.pages.view(visit, 'pages/representations/check-reply', { ...contextOf(visit, letter), about: `${letter.reference}: ${letter.subject}`, action: `/letters/${id}/reply`, title: 'Check your reply', form: new Form(body) });
    return this.onward(visit, letter, body, sent, `Your reply is received. Its reference is ${representation.reference}`);
  }

  @Post(':id/edit')
  async edit(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const parts = Object.keys(body).filter((name) => name.startsWith('part-')).map((name) => ({ key: name.slice('part-'.length), text: text(body[name]) }));
    const sent = await this.pages.send(visit, EditLetterDocument, { ...changeOf(body), id, paragraph: text(body['paragraph']) || null, parts });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Letter saved');
  }

  @Post(':id/issue')
  async issue(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const letter = await this.find(visit, id);
    const step = text(body['step']);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(visit, letter), form: new Form(beside(letter, body)) });
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), IssueLetterDocument, { ...changeOf(body), id, ...wayOf(letter, body) });
    if (sent.done !== null && step !== 'confirm') return this.pages.view(visit, 'pages/letters/check-issue', { ...contextOf(visit, letter), title: 'Check before it is sent', form: new Form(body), action: `/letters/${id}/issue`, answers: answersOfIssue(letter, body) });
    return this.onward(visit, letter, body, sent, text(body['method']) === 'email' ? 'Letter sent: it is served once the mail server has it' : 'Letter issued: record when each has it');
  }

  @Post(':id/served')
  async served(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordLetterServedDocument, { ...changeOf(body), id, addresseeId: text(body['addresseeId']) || null, servedOn: text(body['servedOn']), servedTime: text(body['servedTime']), method: text(body['method']), proof: text(body['proof']) });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Service recorded');
  }

  @Post(':id/to-legal')
  async toLegal(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, SendLetterToLegalDocument, { ...changeOf(body), id, asked: text(body['asked']) || null });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Sent to Legal');
  }

  @Post(':id/from-legal')
  async fromLegal(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ReturnLetterFromLegalDocument, { ...changeOf(body), id, agreed: yesOrNo(body['agreed']) ?? false, lawyer: text(body['lawyer']), comments: text(body['comments']) || null });
    return this.onward(visit, await this.find(visit, id), body, sent, 'Returned from Legal');
  }

  /** The first screen of a provider: where it may answer and by when, and its letters. */
  private async mine(visit: Visit): Promise<string> {
    const { myLetters } = await this.pages.read(visit, MyLettersDocument, {});
    const { myRepresentations } = await this.pages.read(visit, MyRepresentationsDocument, {});
    const { myMinuteExtracts } = await this.pages.read(visit, MyMinuteExtractsDocument, {});
    // A key for each box: two answers are two, though one page showed both.
    const windows = myRepresentations.map((one) => ({ ...one, key: new Form().key, letter: myLetters.find(({ representation }) => representation?.id === one.id) ?? null }));
    return this.pages.view(visit, 'pages/letters/mine', {
      title: 'Your letters', letters: myLetters, extracts: myMinuteExtracts, open: windows.filter((one) => one.open), past: windows.filter((one) => !one.open),
    });
  }

  private async read(visit: Visit, { state, search }: Filters, page: number): Promise<LettersQuery['letters']> {
    return (await this.pages.read(visit, LettersDocument, { state: state || null, search: search || null, page: Math.max(1, page) })).letters;
  }

  /** Every letter that the filters leave, not only the page shown. */
  private async csv(visit: Visit, filters: Filters): Promise<string> {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    const day = (date: string | null): string => (date === null ? '' : dateInWords(date));
    return this.pages.csv(visit, { name: 'letters.csv', of: 'letters', subjectKind: 'letter' }, columns, rows.map((row) => ({ ...row, stands: letterStands(row), due: day(row.serveBy), reply: day(row.replyBy) })));
  }

  private onward(visit: Visit, letter: Letter, body: Posted, sent: Sent, message: string): string {
    if (sent.done !== null) return this.pages.onward(visit, `/letters/${letter.id}`, message);
    return this.pages.again(visit, template, contextOf(visit, letter), beside(letter, body), sent.problems);
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
  const { mail } = letter;
  const waitingFor = letter.state === 'issued' ? letter.addressees.filter(({ servedOn, copy }) => servedOn === null && !copy).map(({ name }) => name) : [];
  return { title: letter.subject, letter, stands: letterStands({ ...letter, waitingFor }), waitingFor, toWhom: addressees[letter.addressee], changeWords, waiting: letter.addressees.filter(({ servedOn }) => servedOn === null).map(({ id: value, name, copy }) => ({ value, text: copy ? `${name} (has a copy)` : name })), mailProblem: mail?.sentAt === null && mail.lastError !== null ? mailProblem(mail.lastError) : null, provider: role === 'provider', sender: role === 'coordinator' || role === 'authorisedOfficer', reviewer: role === 'legal' || role === 'coordinator' || role === 'authorisedOfficer' };
}
/** To whom a letter goes, where they are several: one a line, with a mail address after a comma where there is one. */
function addresseesOf(typed: string): { name: string; address: string | null }[] {
  return typed.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, name = line, address = null] = /^(.*\S)\s*,\s*(\S+@\S+)$/.exec(line) ?? [];
    return { name, address };
  });
}
function wayOf({ addressee }: Letter, body: Posted): Omit<IssueLetterInput, 'id' | 'version' | 'idempotencyKey'> {
  const addressees = [...addresseesOf(text(body['addressees'])), ...addresseesOf(text(body['copies'])).map((one) => ({ ...one, copy: true }))];
  if (addressee !== 'provider') return { addressees };
  return { method: text(body['method']), toName: text(body['toName']), toAddress: text(body['toAddress']) || null, addressees };
}
const inWords = (typed: string): string => addresseesOf(typed).map(({ name, address }) => (address === null ? `${name}, on paper` : `${name}, by mail to ${address}`)).join('\n');
function answersOfIssue({ serviceName, addressee }: Letter, body: Posted): CheckedAnswer[] {
  const [others, copies] = [text(body['addressees']), text(body['copies'])];
  const toProvider = addressee === 'provider';
  const rest = [
    ...(others.trim() === '' && toProvider ? [] : [{ name: 'addressees', key: toProvider ? 'Also to' : 'To', value: inWords(others) }]),
    ...(copies.trim() === '' ? [] : [{ name: 'copies', key: 'A copy to', value: inWords(copies) }]),
  ];
  if (!toProvider) return [{ key: 'Service', value: serviceName }, ...rest];
  const byMail = text(body['method']) === 'email';
  const fields = { method: 'How', toName: 'To', ...(byMail && { toAddress: 'Mail address' }) };
  return [{ key: 'Service', value: serviceName }, ...answersOf({ fields }, body, (field, value) => (field !== 'method' ? value : byMail ? 'By mail, as PDF' : 'On paper')), ...rest];
}
/** What was typed, and in the page’s other forms what stands: a refusal of one must not empty another. */
function beside(letter: Letter, body: Posted): Posted {
  return { ...formOf(letter).values, ...body };
}
function formOf({ paragraph, parts, providerEmail, version }: Letter): Form {
  const own = Object.fromEntries(parts.flatMap(({ key, text: written }) => (key == null ? [] : [[`part-${key}`, written]])));
  return new Form({ paragraph, ...own, method: 'email', toAddress: providerEmail ?? '' }, [], version);
}
