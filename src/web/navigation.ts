import { placingDesk, type Role } from '../platform/access/actor.js';

interface Entry {
  readonly text: string;
  readonly href: string;
  readonly roles: readonly Role[];
  /** Other addresses that stand under it. */
  readonly covers?: readonly string[];
}
const circle: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'partner', 'cqcObserver', 'authorisedOfficer', 'legal', 'auditor'];

/** The service navigation of pages.md: people see only what their role uses. */
const entries: readonly Entry[] = [
  { text: 'Home', href: '/', roles: [...circle, 'boardReader', 'provider', ...placingDesk, 'contributor', 'placingCouncil', 'recordsOfficer', 'administrator'] },
  { text: 'Providers', href: '/providers', roles: circle },
  { text: 'Intelligence', href: '/intelligence', roles: [...circle, 'contributor'], covers: ['/triage'] },
  { text: 'Opened sources', href: '/sources', roles: ['safeguardingLead', 'auditor', 'recordsOfficer'] },
  { text: 'Meetings', href: '/meetings', roles: circle, covers: ['/written'] },
  { text: 'Decisions', href: '/decisions', roles: circle, covers: ['/letters', '/restrictions', '/notices', '/terminations', '/representations', '/appeals', '/disclosures', '/deadlines'] },
  { text: 'Actions', href: '/actions', roles: circle, covers: ['/evidence/waiting'] },
  { text: 'Placing', href: '/placing', roles: placingDesk },
  { text: 'Shared with us', href: '/shared', roles: ['placingCouncil'] },
  { text: 'Letters', href: '/letters', roles: ['provider'], covers: ['/replies'] },
  { text: 'Notices', href: '/my-notices', roles: ['provider'] },
  { text: 'Your plan', href: '/my-plan', roles: ['provider'] },
  { text: 'Your reports', href: '/my-reports', roles: ['provider'] },
  { text: 'Appeals', href: '/appeals', roles: ['provider'] },
  { text: 'Extracts', href: '/extracts', roles: ['provider', 'boardReader'] },
  { text: 'Records', href: '/records', roles: ['recordsOfficer', 'legal', 'safeguardingLead', 'auditor'] },
  { text: 'Access', href: '/trail/people', roles: ['auditor', 'administrator'] },
  { text: 'Administration', href: '/administration/people', roles: ['administrator', 'auditor'], covers: ['/administration', '/imports'] },
  { text: 'Reports', href: '/reports', roles: ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'boardReader', 'auditor'] },
];

/** Who has a search box on every page. */
export const searches = (role: Role): boolean => circle.includes(role);

export function navigationFor(role: Role, path: string): { text: string; href: string; active: boolean }[] {
  const within = (href: string): boolean => path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`);
  return entries
    .filter((entry) => entry.roles.includes(role))
    .map(({ text, href, covers = [] }) => ({ text, href, active: href === '/' ? path === '/' : [href, ...covers].some(within) }));
}
