import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const member = { roles: panelCircle, who: 'members of the panel' } as const;
const recorder = { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' } as const;
const officer = { roles: councilOfficers, who: 'an officer of the council' } as const;
const own = { roles: ['provider'], who: 'the provider it is for' } as const;

definePolicy('Notice', {
  notices: member,
  notice: member,
  myNotices: own,
  noticeForm: recorder,
  considerNotice: recorder,
  draftNotice: recorder,
  sendNoticeToLegal: recorder,
  recordNoticeLegalCheck: { roles: ['legal', 'coordinator', 'qaOfficer'], who: 'Legal, or the coordinator or a QA officer with Legal’s name and date' },
  returnNoticeToDraft: recorder,
  dropNotice: { roles: ['coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the coordinator, a QA officer or an authorised officer' },
  submitNoticePlan: own,
  recordNoticePlan: recorder,
  reviewNoticePlan: officer,
  checkNoticeSteps: officer,
  recordNoticeOutcome: officer,
  concludeNotice: officer,
  setDefaultTerms: recorder,
});
