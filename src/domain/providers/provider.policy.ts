import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const adders = { roles: ['coordinator', 'qaOfficer'], who: 'a QA officer or the panel’s coordinator' } as const;

definePolicy('Provider', {
  mayAddService: adders,
  addService: adders,
  recordPeopleCount: { roles: councilOfficers, who: 'an officer of the council' },
});

const linkers = { roles: ['coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the panel’s coordinator, a QA officer or an authorised officer' } as const;
definePolicy('ServiceLink', {
  serviceLinks: { roles: panelCircle, who: 'members of the panel' },
  serviceLinkForm: linkers,
  likelySuccessors: linkers,
  dismissSuccessor: linkers,
  recordServiceLink: linkers,
  undoServiceLink: linkers,
  recordNovation: linkers,
});

definePolicy('RunBy', {
  runBy: { roles: panelCircle, who: 'members of the panel' },
  recordRunBy: linkers,
});

definePolicy('Insolvency', {
  insolvency: { roles: panelCircle, who: 'members of the panel' },
  recordInsolvency: linkers,
});

// By name: for officers of the council, its lawyers and its auditor alone (ADR 0051).
definePolicy('ProviderPerson', {
  providerPeople: { roles: [...councilOfficers, 'legal', 'auditor'], who: 'officers of the council, its lawyers and its auditor' },
  recordProviderPerson: linkers,
  endProviderPerson: linkers,
});

// Files come by plain routes, from another system alone: people use the command line (docs/adr/0026).
const importers = { roles: ['importer'], who: 'a service account for imports' } as const;
definePolicy('Import', {
  importRegister: { ...importers, route: 'POST /api/import/cqc' },
  importContracts: { ...importers, route: 'POST /api/import/contracts' },
});
