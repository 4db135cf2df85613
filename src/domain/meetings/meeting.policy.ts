import { panelCircle, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const running: readonly Role[] = ['chair', 'coordinator'];
const runs = { roles: running, who: 'the panel’s chair or its coordinator' };
const chair = { roles: ['chair'] as const, who: 'the panel’s chair' };
const coordinates = { roles: running, who: 'the panel’s coordinator or its chair' };
const members = { roles: panelCircle.filter((role) => role !== 'auditor'), who: 'members of the panel' };
const circle = { roles: panelCircle, who: 'members of the panel' };

definePolicy('Meeting', {
  meetings: circle,
  meeting: circle,
  runningMeeting: circle,
  meetingProposal: coordinates,
  meetingMinutes: circle,
  minutesPreview: coordinates,
  agendaPreview: coordinates,
  myMinuteExtracts: { roles: ['provider', 'boardReader'], who: 'the provider or the Board it was made for' },
  minutesAccuracy: circle,
  minutesBefore: circle,
  commentOnMinutes: members,
  answerMinuteComment: coordinates,
  minuteRedactions: coordinates,
  redactMinutes: coordinates,
  commentOnMinuteExtract: { roles: ['provider'], who: 'the provider it was made for' },
  scheduleMeeting: coordinates,
  rescheduleMeeting: coordinates,
  cancelMeeting: coordinates,
  meetingDeputyChoices: members,
  layOutMeetings: coordinates,
  nameMeetingDeputy: members,
  withdrawMeetingDeputy: members,
  recordMeetingNotes: coordinates,
  meetingContributions: circle,
  itemContributions: circle,
  meetingPack: circle,
  callForItems: coordinates,
  remindSilent: coordinates,
  contribute: members,
  returnNothing: members,
  proposeItem: members,
  answerProposal: coordinates,
  arrangeAgendaItem: coordinates,
  noteTogether: runs,
  buildAgenda: coordinates,
  addAgendaItem: coordinates,
  moveAgendaItem: coordinates,
  deferAgendaItem: coordinates,
  publishAgenda: coordinates,
  acceptLateItem: chair,
  openMeeting: runs,
  recordAttendance: runs,
  acceptConfidentiality: members,
  declareInterest: members,
  ruleOnInterest: chair,
  takeItem: runs,
  beginItem: runs,
  suspendMeeting: chair,
  arrangeParts: chair,
  addMeetingGuest: runs,
  removeMeetingGuest: runs,
  saveItemRecord: runs,
  recordRecommendation: runs,
  recordItemAction: runs,
  adjournMeeting: runs,
  resumeMeeting: runs,
  concludeMeeting: runs,
  editMinuteSection: coordinates,
  approveMinutes: { roles: ['chair', 'authorisedOfficer'], who: 'the panel’s chair, or an authorised officer where every chair was out of an item' },
  returnMinutes: { roles: ['chair', 'authorisedOfficer'], who: 'the panel’s chair, or an authorised officer where every chair was out of an item' },
  submitMinutes: coordinates,
  circulateMinutes: coordinates,
  confirmMinutes: chair,
  amendMinutes: coordinates,
});

const administers = { roles: ['administrator'] as const, who: 'an administrator' };
definePolicy('SecureDomain', {
  secureMailDomains: administers,
  addSecureMailDomain: { ...administers, recentSignIn: true },
  endSecureMailDomain: administers,
});
