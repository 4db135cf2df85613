import { definePolicy } from '../../platform/access/policy.js';

const office = { roles: ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor'], who: 'officers of the council' } as const;
const sender = { roles: ['coordinator', 'authorisedOfficer'], who: 'the coordinator or an authorised officer' } as const;

/** Legal, or whoever asked it and writes down what it said. */
const review = { roles: ['legal', 'coordinator', 'authorisedOfficer'], who: 'Legal, the coordinator or an authorised officer' } as const;

definePolicy('Letter', {
  letters: office,
  letter: { roles: [...office.roles, 'provider'], who: 'officers of the council, and the provider it is addressed to' },
  myLetters: { roles: ['provider'], who: 'the provider they are addressed to' },
  letterPreview: { roles: ['authorisedOfficer', 'coordinator'], who: 'the coordinator or an authorised officer' },
  editLetter: sender,
  issueLetter: sender,
  recordLetterServed: sender,
  letterOccasions: sender,
  startLetter: sender,
  sendLetterToLegal: sender,
  letterComparison: review,
  downloadLetterForLegal: { ...review, route: 'GET /letters/:id/legal.docx' },
  takeLegalCopy: sender,
  refuseLegalCopy: sender,
  returnLetterFromLegal: review,
});
