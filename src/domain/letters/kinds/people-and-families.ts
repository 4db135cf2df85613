import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { restrictsNow, whoToAsk } from './parts.js';

/** To everyone who uses the service, whoever pays, and to their families, attorneys, deputies and advocates (R41): so that they can choose. */
export const peopleAndFamilies: OccasionLetter = {
  code: 'PF',
  occasion: 'service',
  addressee: 'people',
  legalFirst: false,
  title: 'About your care',
  recipient: ({ serviceName }) => `Everyone who uses ${serviceName}, and their families, attorneys, deputies and advocates`,
  dear: ({ serviceName }) => `everyone who uses ${serviceName}, and your families`,
  parts: (facts) => [
    { heading: 'Why we are writing', text: `${facts.council} watches over the care that people in its area receive. We are working with ${facts.serviceName}, run by ${facts.providerName}, because its care must become better.${restrictsNow(facts) ? ' For now, some new people or none are placed there. This does not change the care of people who use it now.' : ''}` },
    { key: 'facts', needed: true, heading: 'What we found', text: '' },
    { key: 'beingDone', needed: true, heading: 'What is being done', text: `The service has agreed what it must do, and we check that it is done. ${facts.nextMeetingOn === null ? '' : `We meet about it again on ${dateInWords(facts.nextMeetingOn)}.`}`.trim() },
    { key: 'choices', heading: 'What you can do', text: 'You need not do anything. If you are worried about your care, or about somebody you know there, tell us. You may ask us to look at your care again, and we can tell you about other services and about advocates.' },
    { heading: 'If you pay for your care yourself', text: 'This letter is for you too. You may ask us for the same: a review of your care, or a visit to see that all is well, without any cost. If another council or the NHS pays for your care, you may ask them too.' },
    ...whoToAsk(facts),
  ],
};
