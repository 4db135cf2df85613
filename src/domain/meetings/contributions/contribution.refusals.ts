import { dateInWords } from '../../../platform/clock/words.js';
import { InvalidInput, NotPermitted } from '../../../platform/graphql/refusals.js';

export const contributionSentences = {
  begun: 'The meeting has begun: say it there, or add it as intelligence.',
  cancelled: 'The meeting is cancelled.',
  called: 'Call for items first.',
  nobodySilent: 'Everybody has answered: there is nobody to remind.',
  closedToYou: 'You declared an interest in this item, or are out of it: its papers are closed to you.',
  published: 'The agenda is published: ask the chair to take it as a late item.',
  buildFirst: 'Build the agenda first: then proposed items are taken into it.',
  answered: 'This proposed item is answered already.',
  returned: 'You returned something about this service: correct that instead.',
  nothingLeft: 'You have answered for every service on the agenda.',
} as const;

export const contributionProblems = {
  notOnAgenda: new InvalidInput([{ field: 'serviceId', message: 'This service is not on the agenda: propose it as an item first' }]),
  caveat: new InvalidInput([{ field: 'caveat', message: 'Choose how it is to be handled from the list. What some members may not read, add as intelligence: it keeps it from them' }]),
  entries: new InvalidInput([{ field: 'entries', message: 'Use the parts of your own form' }]),
} as const;

/** Somebody who was asked for an agency they have since left: another sits for it now. */
export const hasLeft = (agency: string, leftOn: string): NotPermitted =>
  new NotPermitted(`whoever sits for ${agency} now: you were asked to this meeting for it and left on ${dateInWords(leftOn)}`);
