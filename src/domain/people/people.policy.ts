import { councilOfficers, panelCircle, placingDesk, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const administrators = { roles: ['administrator'] as const, who: 'an administrator' };
/** What gives somebody a role, a rank or another's place (ADR 0024). */
const granting = { ...administrators, recentSignIn: true as const };
const readers = { roles: ['administrator', 'auditor'] as const, who: 'an administrator or the auditor' };
/** Whoever may be away; the service asks whose place it is. */
const deputised: readonly Role[] = [...panelCircle.filter((role) => role !== 'auditor'), ...placingDesk, 'recordsOfficer', 'administrator'];

definePolicy('Membership', {
  viewer: {
    roles: [...panelCircle, 'boardReader', 'provider', ...placingDesk, 'contributor', 'placingCouncil', 'recordsOfficer', 'administrator', 'importer', 'system'],
    who: 'anybody who has signed in',
  },
  members: { roles: [...panelCircle, 'administrator'], who: 'members of the panel' },
  memberships: readers,
  person: readers,
  administrationForm: administrators,
  inviteMember: granting,
  addMembership: granting,
  changeMembership: granting,
  moveMember: granting,
  endMembership: administrators,
  handOverWork: administrators,
  changePerson: administrators,
  sendInvitation: administrators,
  withdrawInvitation: administrators,
  giveNameClearance: granting,
  endNameClearance: administrators,
  nameDeputy: { roles: deputised, who: 'the person whose place it is, or an administrator', recentSignIn: true },
  withdrawDeputy: { roles: deputised, who: 'the person whose place it is, or an administrator' },
});
definePolicy('Agency', {
  agencies: readers,
  agency: readers,
  addAgency: administrators,
  changeAgency: granting,
  succeedAgency: administrators,
});
definePolicy('Panel', {
  panels: readers,
  panel: readers,
  addPanel: administrators,
  changePanel: administrators,
  closePanel: administrators,
  seatMember: administrators,
  endSeat: administrators,
});
// Another council hears of a service because an officer says so, with a reason (R37).
definePolicy('Share', {
  shares: { roles: [...councilOfficers, 'auditor'], who: 'an officer of the council or the auditor' },
  shareService: { roles: councilOfficers, who: 'an officer of the council' },
  endShare: { roles: councilOfficers, who: 'an officer of the council' },
});
