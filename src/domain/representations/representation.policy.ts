import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('Representation', {
  representation: { roles: panelCircle, who: 'members of the panel' },
  myRepresentations: { roles: ['provider'], who: 'the provider it is about' },
  tellProvider: { roles: ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the chair, the coordinator, a QA officer or an authorised officer' },
  submitRepresentation: { roles: ['provider'], who: 'the provider it is about' },
  askAboutHearing: { roles: ['provider', 'coordinator', 'qaOfficer'], who: 'the provider it is about, the panel’s coordinator or a QA officer' },
  answerHearingRequest: { roles: ['chair', 'coordinator', 'authorisedOfficer'], who: 'the chair, the coordinator or an authorised officer' },
  recordPoints: { roles: ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the chair, the coordinator, a QA officer or an authorised officer' },
  recordRepresentation: { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' },
});
