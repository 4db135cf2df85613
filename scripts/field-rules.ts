import { getNamedType, type GraphQLSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql';

/** What a field may tell besides facts of the case: who told us, how to reach somebody, who else may read. Such a field needs a rule of its own below. */
const telling = /source|sealed|told|identity|protect|mail|phone|caveat|audience|reader|caseReference|secret|token|birth|nhs/i;

const ofContact = '`contact_details` gives it to administrators, the person and the system; a duty officer’s number also to whoever records intelligence';
const ofSource = 'R25: says that or of what kind a source is, never who; who is in `SealedSource` alone';
const ofCaveat = 'the record is seen only by whoever its caveat lets (R28, ADR 0020): its row is kept back, not this field';
const ofAudience = 'the section, line or file is seen only by its audience (R22, ADR 0017): its row is kept back, not this field';
const ofReaders = 'names of colleagues who may read; seen with the record alone';
const ofCase = 'the council’s own reference of a case, no name of a person; seen with its row';
const ofTelling = 'when or how a provider was told: of the act, not of a person';
const ofRegister = 'where a fact of the register or a return comes from';

const ofLetters = 'how a letter went to its addressee: seen with the letter, which providers see once it is issued and others of the panel’s circle not at all';
const covering = (rule: string, fields: string): Record<string, string> => Object.fromEntries(fields.split(' ').map((field) => [field, rule]));

/** Fields that tell more than facts of the case, each with what narrows it within what row-level security gives of its row. */
export const narrowed: Readonly<Record<string, string>> = {
  'SealedSource.identity': 'R25: the safeguarding lead, whoever wrote it down, named readers, and for four hours whoever broke the glass; encrypted in its column, each reading recorded',
  'SealedSource.protect': 'R25: read with the identity alone',
  'IntelligenceRecord.sealedSource': ofSource, 'IntelligenceRecord.sourceSealed': ofSource, 'IntelligenceRecord.sourceWords': ofSource, 'IntelligenceForm.sources': ofSource, 'DossierRecord.source': ofSource, 'Home.sourceReviews': ofSource,
  'SourceAccess.readers': 'R25: the safeguarding lead, who names them', 'IntelligenceRecord.readers': ofReaders, 'IntelligenceRecord.readerChoices': ofReaders, 'IntelligenceForm.readerChoices': ofReaders,
  'DutyOfficer.phone': ofContact, 'PersonView.mail': ofContact, 'PersonView.phone': ofContact, 'MembershipRow.mail': ofContact, 'InsolvencyView.mail': 'an address of the insolvency practitioner, who acts in public office; seen with the row',
  ...covering(ofCaveat, 'ChronologyLine.caveated ContributionView.caveat ContributionView.caveatWords DisclosableRecord.caveat DisclosureItem.caveat DisclosureItemHead.caveat DossierRecord.caveat DossierRecord.caveatWords EvidenceFile.caveat EvidenceFile.caveatWords EvidenceList.caveats IntelligenceForm.caveats IntelligenceRecord.caveat IntelligenceRecord.caveatChanges IntelligenceRecord.caveatReviewDaysOverdue IntelligenceRecord.caveatReviewOn IntelligenceRecord.caveatWords IntelligenceRecord.caveats IntelligenceRow.caveat IntelligenceRow.caveatWords MeetingContributions.caveats SharedRecord.caveatWords TriageRecord.caveat TriageRecord.caveatWords'),
  ...covering(ofAudience, 'AgendaLineView.audience AgendaPreview.reader AgendaPreview.readers ContributionView.audience EvidenceFile.audience EvidenceList.audiences MinuteSectionView.audience MinuteSectionView.readers MinutesPreview.reader MinutesPreview.readers RedactableSection.audience'),
  ...covering(ofCase, 'RefusalView.caseReference ExitPersonView.caseReference ListedPerson.caseReference PlacementAgainstView.caseReference PlacingExceptionView.caseReference'),
  ...covering(ofTelling, 'DossierRepresentation.toldHow DossierRepresentation.toldOn Home.told OwnRepresentation.toldOn Representation.toldHow Representation.toldOn Telling.toldNote Telling.toldOn Telling.whoIsTold'),
  ...covering(ofLetters, 'Letter.mail Letter.providerEmail LetterAddressee.mail OfficeLetterRow.mail'),
  ...covering(ofRegister, 'InsolvencyEntry.source NovationView.source PeopleByFunder.source ProviderPersonEntry.source RestrictionToDecide.source RestrictionToDecide.sourceOn RunByEntry.source ServiceLinkView.source'),
};

interface TypeRule {
  readonly type: string;
  /** Subjects of the policies by which its root fields are gated. */
  readonly subjects: readonly string[];
  readonly fields: readonly string[];
}
export interface FieldRules {
  readonly types: readonly TypeRule[];
  /** What no rule covers, in words: types that no gated root field reaches, fields that may tell more and have no rule, rules of fields that are gone. */
  readonly uncovered: readonly string[];
}

/**
 * The rule of every field of the schema: who may ask is said by the policies of the root fields that lead to its type, which rows by row-level security.
 * @param subjectOf the subject whose policy gates a root field; nothing where none does
 */
export function fieldRules(schema: GraphQLSchema, subjectOf: (act: string) => string | undefined): FieldRules {
  const reached = new Map<string, Set<string>>();
  const visit = (name: string, subject: string): void => {
    const subjects = reached.get(name) ?? new Set();
    reached.set(name, subjects);
    if (subjects.has(subject)) return;
    subjects.add(subject);
    const type = schema.getType(name);
    const next = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? Object.values(type.getFields()).map((field) => getNamedType(field.type)) : [];
    for (const one of next) visit(one.name, subject);
  };
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));
  for (const root of roots) {
    const subject = subjectOf(root.name);
    if (subject !== undefined) visit(getNamedType(root.type).name, subject);
  }
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && !['Query', 'Mutation'].includes(type.name));
  const rules = types.map((type) => ({ type: type.name, subjects: [...(reached.get(type.name) ?? [])].sort(), fields: isObjectType(type) ? Object.keys(type.getFields()).sort() : [] })).sort((one, other) => one.type.localeCompare(other.type, 'en'));
  const all = new Set(rules.flatMap(({ type, fields }) => fields.map((field) => `${type}.${field}`)));
  return {
    types: rules,
    uncovered: [
      ...roots.filter(({ name }) => subjectOf(name) === undefined).map(({ name }) => `${name} is asked for by no policy`),
      ...rules.filter(({ subjects }) => subjects.length === 0).map(({ type }) => `${type} is reached by no query or mutation of a policy`),
      ...[...all].filter((field) => telling.test(field.split('.')[1] ?? '') && !(field in narrowed)).map((field) => `${field} may tell who told us, how to reach somebody or who else may read: say by which rule it is narrowed`),
      ...Object.keys(narrowed).filter((field) => !all.has(field)).map((field) => `${field} is gone`),
    ],
  };
}

export function fieldsText({ types }: FieldRules): string {
  const rows = types.map(({ type, subjects, fields }) => `| ${type} | ${subjects.length > 12 ? 'many' : subjects.join(', ')} | ${fields.map((field) => (`${type}.${field}` in narrowed ? `**${field}**` : field)).join(', ')} |`);
  const rules = Object.entries(narrowed).map(([field, rule]) => `| \`${field}\` | ${rule} |`);
  return `# The rule of every field

Made from the schema by \`npm run generate\`. A field is told to whoever may ask for a query or mutation of its subjects ([permissions.md](permissions.md)), and of no row that row-level security keeps from them ([security.md](security.md)).
In bold: fields that tell more than facts of the case, each with its own rule in the second table (\`scripts/field-rules.ts\`). A type that no policy's query reaches, or such a field without a rule, fails \`fields.spec\`.

| Type | Subjects | Fields |
|---|---|---|
${rows.join('\n')}

## Fields with a rule of their own
| Field | Rule |
|---|---|
${rules.join('\n')}
`;
}
