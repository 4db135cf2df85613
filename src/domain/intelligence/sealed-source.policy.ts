import { panelCircle, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

/**
 * Who may break the glass: officers of the council who must act on a record when the safeguarding lead cannot be reached. Not the
 * coordinator, who writes what the panel reads, and nobody of another agency. The row-level policy names the same list.
 */
export const glassBreakers: readonly Role[] = ['chair', 'qaOfficer', 'authorisedOfficer'];
const overseers: readonly Role[] = ['safeguardingLead', 'auditor'];
const whoOversees = 'the safeguarding lead or the auditor';

definePolicy('SealedSource', {
  // Row-level security narrows it to the safeguarding lead, whoever wrote the source down, people the lead named, and who broke the glass (R25).
  sealedSource: { roles: [...panelCircle, 'contributor'], who: 'the safeguarding lead, whoever wrote the source down, and people the safeguarding lead has named' },
  sourceAccess: { roles: [...panelCircle, 'contributor'], who: 'members of the panel, and contributors their own' },
  openSealedSource: { roles: glassBreakers, who: 'the panel’s chair, a QA officer or an authorised officer', recentSignIn: true },
  giveSourceReader: { roles: ['safeguardingLead'], who: 'the safeguarding lead', recentSignIn: true },
  endSourceReader: { roles: ['safeguardingLead'], who: 'the safeguarding lead' },
  sourceOpenings: { roles: [...overseers, 'recordsOfficer'], who: `${whoOversees}, and the records officer` },
  sourceOpening: { roles: [...overseers, 'recordsOfficer'], who: `${whoOversees}, and the records officer` },
  reviewSourceOpening: { roles: overseers, who: whoOversees },
});
