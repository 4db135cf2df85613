import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { DecisionMadeDocument, type DecisionMadeQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { wordsFor } from '../../state-words.js';
import { asPdf, type PlainPaper } from '../../papers/plain-paper.js';
import { type Visit, Visited } from '../../visit.js';

type Decision = NonNullable<DecisionMadeQuery['decision']>;
const outcomes: Readonly<Record<string, string>> = { approved: 'Decided as recommended', approvedWithConditions: 'Decided with other terms', declined: 'Declined' };
const answers: Readonly<Record<string, string>> = { accepted: 'Accepted', partly: 'Accepted in part', notAccepted: 'Not accepted' };

/** The notice of a decision (domain.md 3.1): what was decided, by whom, on what authority and why; as a page and as PDF. */
@Controller('decisions/made/:id')
export class DecisionNoticePage {
  constructor(private readonly pages: Pages) {}

  @Get('notice')
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const paper = noticeOf(await this.decision(visit, id));
    return this.pages.view(visit, 'papers/plain-paper', { title: paper.title, paper, back: { text: paper.reference, href: `/decisions/made/${id}` }, files: [{ text: 'As PDF', href: `/decisions/made/${id}/notice.pdf` }] });
  }

  @Get('notice.pdf')
  async paper(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const decision = await this.decision(visit, id);
    return asPdf(this.pages, visit, noticeOf(decision), { name: `${decision.reference}-notice`, of: 'decisionNotice', subjectKind: 'decision', subjectId: id });
  }

  private decision(visit: Visit, id: string): Promise<Decision> {
    return this.pages.readOne(visit, DecisionMadeDocument, { id }, (data) => data.decision);
  }
}

function noticeOf(decision: Decision): PlainPaper {
  const { recommendationId, recommendationReference, representations } = decision;
  const parts = [
    ['Reasons', decision.reasons], ['Authority relied on', decision.authority], ['Options considered', decision.optionsConsidered], ['The provider’s position and how it was weighed', decision.providerPosition],
    ['Why the provider’s answer was not waited for', decision.notHeardReason], ['What the review saw', decision.reviewNote], ['What it means for people using the service', decision.effectOnPeople],
    ['Why it is proportionate', decision.proportionality], ['Equality and human rights', decision.equalityNote], ['The service is run by', decision.runBy], ['How independence is kept', decision.independence], ['Telling people and families', decision.informingPeople],
  ] as const;
  return {
    title: `Decision notice: ${decision.name}, ${decision.serviceName}`, reference: decision.reference, marking: 'Confidential: for members of the panel', note: null,
    facts: [
      ['Decision', recommendationId == null ? 'Decided' : (outcomes[decision.outcome] ?? decision.outcome)], ['Service', decision.serviceName], ['Decided by', `${decision.decidedBy}, ${decision.decidedByTitle}`], ['Decided on', dateTimeInWords(decision.decidedAt)],
      ...(recommendationReference == null ? [] : [['On the recommendation', recommendationReference] as const]), ...(decision.restrictionReference == null ? [] : [['Restriction', `${decision.restrictionReference}: ${decision.restrictionWhat ?? ''}`] as const]),
      ...decision.particulars.map(({ label, value, isDate }) => [label, isDate ? dateInWords(value) : value] as const), ...(decision.confidentiality == null ? [] : [['Who may be told of it', wordsFor('confidentiality', decision.confidentiality)] as const]), ...(decision.reviewOn == null ? [] : [['To be reviewed on', dateInWords(decision.reviewOn)] as const]),
    ],
    parts: [
      ...(decision.criteria.length === 0 ? [] : [{ heading: 'Criteria that are met, with evidence', text: decision.criteria.map(({ words, evidence, records }) => [`${words}: ${evidence}`, records.map(({ reference }) => reference).join(', ')].filter(Boolean).join('\n')).join('\n\n') }]),
      ...parts.flatMap(([heading, text]) => (text == null || text === '' ? [] : [{ heading, text }])),
      ...representations.map(({ reference, toldOn, toldHow, text, points }) => ({
        heading: `What the provider said (${reference})`, text: [`Told on ${dateInWords(toldOn)}: ${toldHow}.`, text ?? 'Nothing was received.'].join('\n\n'),
        notes: points.flatMap(({ number, words, outcome, answer, changed }) => (answer == null ? [] : [{ heading: `Point ${number}${outcome == null ? '' : `: ${(answers[outcome] ?? outcome).toLowerCase()}`}`, text: [words, `Our answer: ${answer}`, changed == null ? '' : `What changed: ${changed}`].filter(Boolean).join('\n\n') }])),
      })),
    ],
  };
}
