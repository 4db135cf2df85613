import { councilOfficers, panelCircle, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const adders: readonly Role[] = [...panelCircle.filter((role) => role !== 'auditor'), 'contributor'];
/** Who triages, assesses and disposes: officers of the council, not those who decide sanctions on it. */
const officers = councilOfficers.filter((role) => role !== 'authorisedOfficer');
const who = 'a QA officer, the safeguarding lead, the panel’s coordinator or its chair';

definePolicy('Intelligence', {
  intelligenceForm: { roles: adders, who: 'members of the panel and contributors' },
  recordIntelligence: { roles: adders, who: 'members of the panel and contributors' },
  intelligenceLog: { roles: [...panelCircle, 'contributor'], who: 'members of the panel, and contributors their own' },
  intelligenceRecord: { roles: [...panelCircle, 'contributor'], who: 'members of the panel, and contributors their own' },
  changeCaveat: { roles: panelCircle.filter((role) => role !== 'auditor'), who: 'whoever recorded it, or an officer of the council; CQC its own' },
  nameRecordReader: { roles: panelCircle.filter((role) => role !== 'auditor'), who: 'whoever recorded it, or an officer of the council' },
  endRecordReader: { roles: panelCircle.filter((role) => role !== 'auditor'), who: 'whoever recorded it, or an officer of the council' },
  shareIntelligence: { roles: councilOfficers, who: 'an officer of the council' },
  triageMeeting: { roles: [...officers, 'auditor'], who },
  settleAtTriage: { roles: officers, who },
  triageIntelligence: { roles: officers, who },
  allocateIntelligence: { roles: officers, who },
  assessIntelligence: { roles: officers, who },
  disposeIntelligence: { roles: officers, who },
  retractIntelligence: { roles: officers, who },
  closeIntelligence: { roles: officers, who },
});
