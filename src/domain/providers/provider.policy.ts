import { definePolicy } from '../../platform/access/policy.js';

const adders = { roles: ['coordinator', 'qaOfficer'], who: 'a QA officer or the panel’s coordinator' } as const;

definePolicy('Provider', {
  mayAddService: adders,
  addService: adders,
});

// Files come by plain routes, from another system alone: people use the command line (docs/adr/0026).
const importers = { roles: ['importer'], who: 'a service account for imports' } as const;
definePolicy('Import', {
  importRegister: { ...importers, route: 'POST /api/import/cqc' },
  importContracts: { ...importers, route: 'POST /api/import/contracts' },
});
