import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { inOwnWords } from '../../../platform/access/own-words.js';
import { standingOf } from '../../components/standing.js';
import { answersOf, type CheckedAnswer } from '../../case-act.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { DecisionMadeDocument, DecisionsOverviewDocument, RecommendationToDecideDocument, TellProviderDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { wordsFor as wordsOf } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';
import { type DecisionAct, decisionActs, declineAct, pointOutcomes, type Recommendation, riskWords, toAnswer, wordFields } from './decision-acts.js';
import { lettersAbout } from './letters-about.js';
import { takeDecision } from './take-decision.js';

const template = 'pages/decisions/decide';

/** What waits to be decided, what was decided, and deciding: the recommendation as minuted, with what the provider says beside it. */
@Controller('decisions')
export class DecisionsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async overview(@Visited() visit: Visit): Promise<string> {
    const { decisions } = await this.pages.read(visit, DecisionsOverviewDocument, {});
    return this.pages.view(visit, 'pages/decisions/decisions', { title: 'Decisions', wide: true, decisions });
  }

  @Get('made/:id')
  async made(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const decision = await this.pages.readOne(visit, DecisionMadeDocument, { id }, (data) => data.decision);
    return this.pages.view(visit, 'pages/decisions/made', { title: `${decision.reference}: ${decision.name}`, decision, letters: await lettersAbout(this.pages, visit, { decisionId: id }), ...(await evidenceContext(this.pages, visit, 'decision', id)) });
  }

  @Get(':id')
  async recommendation(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const found = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, found, 'decide'), ...(await standingOf(this.pages, visit, 'recommendation', id, found.allowedActions)), form: new Form(beginning(found), [], found.version) });
  }

  @Get(':id/decline')
  async decline(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const found = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, found, 'decline'), form: new Form({}, [], found.version) });
  }

  @Get(':id/tell')
  async tell(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const found = await this.find(visit, id);
    return this.pages.view(visit, 'pages/decisions/tell', { title: 'Record that the provider was told', recommendation: found, form: new Form({ toldOn: asTyped(found.dates.today) }) });
  }

  @Post(':id/tell')
  async told(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const found = await this.find(visit, id);
    const sent = await this.pages.send(visit, TellProviderDocument, {
      idempotencyKey: text(body['idempotencyKey']), serviceId: found.serviceId, recommendationId: id, toldOn: text(body['toldOn']), toldTime: text(body['toldTime']), how: text(body['how']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/decisions/${id}`, 'Recorded; the provider’s window to answer is open');
    return this.pages.again(visit, 'pages/decisions/tell', { title: 'Record that the provider was told', recommendation: found }, body, sent.problems);
  }

  @Post(':id')
  decide(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, 'decide');
  }

  @Post(':id/decline')
  declined(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    return this.take(visit, id, body, 'decline');
  }

  private async take(visit: Visit, id: string, body: Posted, name: 'decide' | 'decline'): Promise<string> {
    const found = await this.find(visit, id);
    const act = actOf(found, name);
    return takeDecision(this.pages, visit, body, {
      id, act, template, context: contextOf(visit, found, name), action: visit.request.url,
      answers: () => decisionAnswers(found.serviceName, act, body, found.representations, (field, value) => wordsFor(found, field, value)),
    });
  }

  private find(visit: Visit, id: string): Promise<Recommendation> {
    return this.pages.readOne(visit, RecommendationToDecideDocument, { id }, (data) => data.recommendation);
  }
}

function actOf(found: Recommendation, name: 'decide' | 'decline'): DecisionAct {
  const act = name === 'decline' ? declineAct : decisionActs[found.code];
  if (act === undefined) throw PageProblem.missing();
  return act;
}

function contextOf(visit: Visit, found: Recommendation, name: 'decide' | 'decline'): { title: string; [name: string]: unknown } {
  const waiting = toAnswer(found.representations.filter(({ state }) => state === 'received'));
  const decider = visit.actor.role === 'authorisedOfficer';
  return {
    title: `${found.name}: ${found.serviceName}`, wide: true, recommendation: found, name, waiting, decider, button: inOwnWords(visit.actor.stageNames, actOf(found, name).button({})),
    action: found.allowedActions.find(({ event }) => event === (name === 'decline' ? 'DECLINE' : 'DECIDE')),
    tells: visit.actor.role !== 'partner' && visit.actor.role !== 'cqcObserver' && visit.actor.role !== 'auditor' && visit.actor.role !== 'legal' && visit.actor.role !== 'safeguardingLead',
  };
}

/** The form as the panel's proposal begins it. */
function beginning({ proposal, restrictions, notices, terminations, riskAssessments, dates }: Recommendation): Posted {
  const ready = notices.length === 1 && notices[0]?.state === 'awaitingDecision' ? notices[0] : undefined;
  const proposed = restrictions.find(({ id }) => id === proposal.restrictionId) ?? (restrictions.length === 1 ? restrictions[0] : undefined);
  return {
    kind: proposal.restrictionKind ?? '', covers: proposal.covers ?? '', coverDetail: proposal.coverDetail ?? '', reasonCodes: [...(proposal.reasonCodes ?? [])],
    leadOfficerId: proposal.leadOfficerId ?? '', riskAssessmentId: riskAssessments[0]?.id ?? '', startsOn: asTyped(dates.today), reviewOn: asTyped(proposal.reviewOn ?? ''),
    terminationId: terminations.length === 1 ? `${terminations[0]?.id}:${terminations[0]?.version}` : '',
    noticeId: ready === undefined ? '' : `${ready.id}:${ready.version}`,
    restrictionId: proposed === undefined ? '' : `${proposed.id}:${proposed.version}`,
  };
}

/** A date as people type it: `2026-11-03` is 3/11/2026. */
function asTyped(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return day === undefined ? '' : `${day}/${month}/${year}`;
}

/** What the check shows: which service, what was answered, and the answer to each point. */
export function decisionAnswers(
  serviceName: string, act: Pick<DecisionAct, 'fields'>, body: Posted, representations: Parameters<typeof toAnswer>[0], words: (field: string, value: string) => string,
): CheckedAnswer[] {
  const answers = Object.fromEntries(toAnswer(representations).flatMap(({ reference, points }) => points.flatMap(({ field, number }) => [
    [`${field}.outcome`, `Point ${number} of ${reference}`], [`${field}.answer`, `Why (point ${number} of ${reference})`], [`${field}.changed`, `What changed (point ${number} of ${reference})`],
  ])));
  const inWords = (field: string, value: string): string => (Object.hasOwn(answers, field) ? (pointOutcomes[value] ?? value) : words(field, value));
  return [{ key: 'Service', value: serviceName }, ...answersOf({ fields: { ...act.fields, ...wordFields, ...answers } }, body, inWords)];
}

const plainWords: Readonly<Record<string, string>> = {
  all: 'All new placements', nursing: 'New nursing placements', residential: 'New residential placements', respite: 'New respite placements', unit: 'One unit', need: 'One level of need', clientGroup: 'One client group', area: 'One area',
  afterRepresentation: 'After representation', precautionary: 'As a precaution', emergency: 'In an emergency', firstHand: 'First-hand evidence', clearance: 'Infection control clearance',
  providerLetter: 'The provider’s letter', regulatorNotice: 'The regulator’s notice', yes: 'Yes', confirm: 'Confirm it', vary: 'Change it', end: 'End it',
};
function wordsFor(found: Recommendation, field: string, value: string): string {
  const officer = found.officers.find(({ id }) => id === value);
  if (officer !== undefined) return `${officer.name}, ${officer.jobTitle}`;
  const choice = [...found.reasonChoices, ...found.kindChoices].find(({ code }) => code === value);
  if (field === 'reasonCodes' || field === 'kind') return choice?.words ?? value;
  if (field === 'riskAssessmentId') return riskWords(found.riskAssessments.find(({ id }) => id === value));
  if (field === 'noticeId') return found.notices.find(({ id }) => value.startsWith(id))?.reference ?? value;
  if (field === 'terminationId') return found.terminations.find(({ id }) => value.startsWith(id))?.reference ?? value;
  if (field === 'restrictionId') return found.restrictions.find(({ id }) => value.startsWith(id))?.reference ?? value;
  return codeWords(field, value);
}
const coded = ['covers', 'wayIn', 'evidenceKind', 'evidenceChecked', 'outcome', 'otherDirector'];
/** A code as people read it; anything typed stays as typed. */
export function codeWords(field: string, value: string): string {
  if (field === 'confidentiality' || field === 'publicity') return wordsOf(field, value);
  return coded.includes(field) ? (plainWords[value] ?? value) : value;
}
