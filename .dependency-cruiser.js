/** The storeys (design: imports go down only). `npm run check:storeys` fails on any import that goes up or sideways. */
const order = [
  'councils', 'people', 'providers', 'evidence', 'intelligence', 'risk', 'actions', 'assurance', 'escalation', 'restrictions', 'notices', 'terminations',
  'representations', 'decisions', 'letters', 'meetings', 'records', 'dossiers', 'reports', 'spreadsheets',
];

const downwards = order.slice(0, -1).map((folder, place) => ({
  name: `${folder}-imports-only-below`,
  comment: 'A domain folder imports only the folders before it; what is above learns through events.',
  severity: 'error',
  from: { path: `^src/domain/${folder}/` },
  to: { path: `^src/domain/(${order.slice(place + 1).join('|')})/` },
}));

export default {
  forbidden: [
    ...downwards,
    { name: 'no-cycles', severity: 'error', from: { pathNot: 'entity\\.ts$' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'platform-knows-no-care', severity: 'error', from: { path: '^src/platform/' }, to: { path: '^src/(domain|web)/' } },
    { name: 'domain-has-no-pages', severity: 'error', from: { path: '^src/domain/' }, to: { path: '^src/web/' } },
    { name: 'web-speaks-only-graphql', severity: 'error', from: { path: '^src/web/' }, to: { path: '^(src/domain|migrations|procedures)/' } },
    { name: 'web-uses-little-platform', severity: 'error', from: { path: '^src/web/' }, to: { path: '^src/platform/(database|audit|jobs|mail|workflow)/', pathNot: '^src/platform/database/ids\\.ts$' } },
    { name: 'machines-are-pure', severity: 'error', from: { path: '\\.machine\\.ts$' }, to: { path: '(\\.service|\\.queries|\\.resolver|\\.entity)\\.ts$|^src/platform/(database|jobs|mail)/' } },
    { name: 'migrations-stand-alone', severity: 'error', from: { path: '^migrations/' }, to: { path: '^(src|procedures)/' } },
    { name: 'nobody-needs-the-demo', comment: 'Only the start and the command line know that there is a demonstration.', severity: 'error', from: { path: '^src/(platform|domain|web|config)/' }, to: { path: '^src/(demo|cli)/' } },
    { name: 'no-tests-in-code', severity: 'error', from: { path: '^src/', pathNot: '\\.spec\\.ts$' }, to: { path: '^test/|\\.spec\\.ts$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'], exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
