import type { Procedure } from './procedure.ts';

/**
 * What each agency brings to the panel, service by service (domain.md 2.5). A member's form is the first that names their seat, else the
 * first that names the kind of their agency, else the last.
 */
export const contributionForms: Procedure['contributions'] = [
  {
    code: 'contracts', title: 'Contracts and quality assurance', seats: ['chair', 'contracts'], agencyKinds: [], // [BRA][COV][LEI]
    asks: [
      { code: 'visits', words: 'Visits since the last panel' },
      { code: 'assessments', words: 'Quality assessments, returns and performance figures' },
      { code: 'plan', words: 'Where the action plan stands' },
      { code: 'complaints', words: 'Complaints' },
      { code: 'concerns', words: 'Concerns of officers' },
    ],
    keptFromProvider: 'legal advice, and anything about other providers',
  },
  {
    code: 'safeguarding', title: 'Safeguarding adults', seats: ['safeguarding'], agencyKinds: [], // [WOL 2.10][W1]
    asks: [
      { code: 'counts', words: 'Concerns and section 42 enquiries, counted' },
      { code: 'enquiries', words: 'Open enquiries' },
      { code: 'themes', words: 'Themes' },
      { code: 'planning', words: 'Outcomes of planning meetings' },
    ],
    keptFromProvider: 'detail of a live enquiry, and names',
  },
  {
    code: 'socialWork', title: 'Operational social work', seats: ['socialWork'], agencyKinds: [], // [BRA 6.1.2][WOL 2.10]
    asks: [
      { code: 'reviews', words: 'Reviews of people using the service' },
      { code: 'worries', words: 'Worries from the front line' },
      { code: 'capacity', words: 'Capacity to review' },
    ],
    keptFromProvider: 'detail of one person',
  },
  {
    code: 'icb', title: 'Integrated care board', seats: ['icbNurse'], agencyKinds: ['icb'], // [COV 1.4.6][WOL 2.11]
    asks: [
      { code: 'clinicalVisits', words: 'Clinical visits: infection control, tissue viability, dementia, falls, end of life' },
      { code: 'fundedReviews', words: 'Reviews of NHS-funded care' },
      { code: 'incidents', words: 'NHS incident reports' },
    ],
    keptFromProvider: 'detail of one patient',
  },
  {
    code: 'cqc', title: 'Care Quality Commission', seats: ['cqc'], agencyKinds: ['cqc'], // [WOL 2.13-2.15]
    asks: [
      { code: 'reports', words: 'Reports published and to come' },
      { code: 'enforcement', words: 'Enforcement that can be shared' },
      { code: 'registration', words: 'Changes of registration' },
      { code: 'management', words: 'Management review' },
    ],
    keptFromProvider: 'findings before they are published',
  },
  {
    code: 'police', title: 'Police', seats: [], agencyKinds: ['police'], // [W6]
    asks: [
      { code: 'enquiries', words: 'Criminal enquiries' },
      { code: 'maySay', words: 'What may be said, to whom and when' },
    ],
    keptFromProvider: 'almost all of it',
  },
  {
    code: 'placingBody', title: 'Other council or placing body', seats: [], agencyKinds: ['otherCouncil'], // [W88][COV 1.4.7]
    asks: [
      { code: 'reviews', words: 'Your reviews of people you placed' },
      { code: 'restrictions', words: 'Your own restrictions' },
    ],
  },
  {
    code: 'other', title: 'Any other agency', seats: [], agencyKinds: [], // [W52][GK]: Healthwatch, advocacy, fire, environmental health, infection prevention
    asks: [
      { code: 'seen', words: 'What you saw: enter-and-view, premises, infection prevention' },
      { code: 'voice', words: 'What people and their families say' },
    ],
  },
];
