import { within } from '../../../platform/access/own-words.js';
import { dateInWords } from '../../../platform/clock/words.js';
import { whatItBars } from '../../restrictions/effective-rule.js';
import type { LetterFacts, LetterPart, OccasionFacts } from '../letter-kind.js';

/** A part, or none where the record has nothing for it. */
export function part(heading: string, text: string | null | undefined): LetterPart[] {
  return text ? [{ heading, text }] : [];
}

/** Within a sentence, after a name; nothing where no number is known. */
export const byTelephone = (phone: string | null): string => (phone === null ? '' : `, telephone ${phone}`);

/** What a change of a restriction rests on: its evidence, and where the decision has no words of it for the provider, what was seen first-hand since it was last decided on. */
export function reliedOn({ terms, seenSince }: LetterFacts): LetterPart[] {
  if (terms.evidence) return part('What we relied on', terms.evidence);
  return [{ key: 'reliedOn', heading: 'What we relied on', text: [...Map.groupBy(seenSince, ({ kind }) => seenBy[kind] ?? 'What we saw when we visited on')].map(([how, seen]) => `${how} ${inAList(seen.map(({ on }) => dateInWords(on)))}.`).join('\n') }];
}
/** Kinds of first-hand checks at which nobody comes to the service. */
const seenBy: Readonly<Record<string, string>> = {
  calls: 'What people who use the service told us when we called them on', spotChecks: 'What we saw in spot checks on', careMonitoringSample: 'What a sample of electronic care monitoring showed us on',
};
export const inAList = (words: readonly string[]): string => [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ');

/** When the decision is reviewed. */
export function review({ decision }: LetterFacts): LetterPart[] {
  return decision.reviewOn === null ? [] : [{ heading: 'When it is reviewed', text: `By ${dateInWords(decision.reviewOn)}.` }];
}

/** What the restriction bars, within a sentence. */
export function bars({ restriction }: LetterFacts): string {
  if (restriction === null) return '';
  const text = whatItBars(restriction);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A restriction that stands after the decision: kind, scope, grounds, how it ends and is reviewed (R06). */
export function standingRestriction({ restriction, terms }: LetterFacts): LetterPart[] {
  if (restriction === null) return [];
  const { riskAssessment, confirmBy } = restriction;
  const early = terms.wayIn === 'emergency' ? 'an emergency' : 'a precaution';
  return [
    ...part('The restriction', `${whatItBars(restriction)}, from ${dateInWords(restriction.startsOn)}. Exceptions are asked of ${restriction.exceptions}. Reference ${restriction.reference}.`),
    ...part('Grounds', restriction.reasons.join('\n')),
    ...(riskAssessment === null ? [] : part('Risk assessment', `Version ${riskAssessment.number}, of ${dateInWords(riskAssessment.assessedOn)}. You will be sent what of it can be disclosed.`)),
    ...part('When it will be lifted', restriction.liftConditions),
    ...part('When it is reviewed', `By ${dateInWords(restriction.reviewOn)}.`),
    ...(confirmBy === null ? [] : part('A decision to come', `It is in force as ${early}, before you were heard. A fresh decision to confirm, change or end it will be made by ${dateInWords(confirmBy)}, with what you tell us by then.`)),
  ];
}

/** The stage of the service, as one sentence. */
export function stageInWords({ stage, stageSince, stageNames }: OccasionFacts): string {
  const since = stageSince === null ? '' : ` since ${dateInWords(stageSince)}`;
  if (stage.startsWith('seriousConcerns') && stage !== 'seriousConcernsProposed') return `It is in our ${within(stageNames.seriousConcerns)} process${since}.`;
  return stage === 'enhanced' ? `It is under ${within(stageNames.enhanced)}${since}.` : `It is under ${within(stageNames.routine)}.`;
}

export const restrictsNow = ({ restrictions }: OccasionFacts): boolean => restrictions.length > 0;

/** Each restriction in force: what it bars, from when, whom to ask for an exception. */
export function restrictionsNow({ restrictions, serviceName }: OccasionFacts): string {
  if (restrictions.length === 0) return `There is none on ${serviceName} today.`;
  return restrictions.map((one) => `${serviceName}: ${whatItBars(one)}, from ${dateInWords(one.startsOn)}. Exceptions are asked of ${one.exceptions}. Reference ${one.reference}.`).join('\n\n');
}

export function actionsToDo({ actions }: OccasionFacts): string {
  if (actions.length === 0) return 'No action is recorded that is still to be done.';
  return actions.map(({ reference, description, dueOn }) => `${reference}, by ${dateInWords(dueOn)}: ${description}`).join('\n');
}

/** Whom to ask: from the record, and beside it what people add, an address say. */
export function whoToAsk({ contact, council }: OccasionFacts): LetterPart[] {
  return [
    { heading: 'Whom to ask', text: `${contact.name}, ${contact.title}, ${council}${byTelephone(contact.phone)}.` },
    { key: 'reach', heading: 'How to reach us', text: '' },
  ];
}

/** The provider's remedies outside the process (domain.md 7: complaint, Ombudsman). */
export const remedies = 'You may complain to the council within 12 months. If its answer does not settle it, you may ask the Local Government and Social Care Ombudsman to look at it. You may also take legal advice of your own.';

/** R07: the provider's own plan is asked for, and what it needs to write it is disclosed. */
export const planAsked: LetterPart = {
  key: 'plan', needed: true, heading: 'Your plan', text: 'Please send us your plan for what the restriction rests on: what you will do, who does it and by when. What of the risk assessment can be disclosed is sent to you.',
};
