import { stageNames } from '../../../procedures/index.ts';
import { within } from '../../platform/access/own-words.js';
import { newId } from '../../platform/database/ids.js';
import type { NewAction } from '../actions/actions.service.js';
import type { StatedPlace } from '../escalation/stages.service.js';
import { recordIntelligenceInput, type RecordIntelligence } from '../intelligence/intelligence.inputs.js';
import type { StatedRestriction } from '../restrictions/earlier-restrictions.service.js';
import { kindRules } from '../restrictions/restriction.inputs.js';
import type { KnownMember, KnownNames } from './known-names.js';
import type { ColumnKey, ImportKind } from './list-columns.js';
import { choiceMeanings, coverMeanings, kindMeanings, type Meanings, severityMeanings, stageMeanings, statusMeanings } from './list-words.js';
import { memberMeant, serviceMeant } from './matching.js';
import type { RowCells } from './row-cells.js';

/** What a row states, ready for the service that keeps it; nothing where the row states that nothing runs. */
export type Stated =
  | { readonly kind: 'watchlist'; readonly serviceId: string; readonly place: StatedPlace }
  | { readonly kind: 'restrictions'; readonly restriction: StatedRestriction }
  | { readonly kind: 'actions'; readonly action: NewAction }
  | { readonly kind: 'intelligence'; readonly told: RecordIntelligence }
  | { readonly kind: 'nothing'; readonly why: string };
/** What holds of the whole reading. */
export interface Reading {
  readonly names: KnownNames;
  readonly today: Temporal.PlainDate;
  /** Who takes what nobody known here has. */
  readonly officer: KnownMember | null;
}
type Cells<Kind extends ImportKind> = RowCells<ColumnKey<Kind>>;
type Place = 'service' | 'locationId' | 'provider' | 'postcode' | 'lot';

const meaning = <Key extends string, T>(cells: RowCells<Key>, key: Key, { of, accepted }: Meanings<T>): T | null => cells.meaning(key, of, accepted);

function serviceOf(cells: RowCells<Place>, { names }: Reading, needed: boolean): string | null {
  const stated = { name: cells.text('service'), locationId: cells.text('locationId'), provider: cells.text('provider'), postcode: cells.text('postcode'), lot: cells.text('lot') };
  if (stated.name === null && stated.locationId === null) {
    if (needed) cells.wrong('service', 'Is empty. Give the service’s name or its CQC location id');
    return null;
  }
  const match = serviceMeant(stated, names.services);
  if ('found' in match) return match.found.id;
  cells.wrong(stated.locationId === null ? 'service' : 'locationId', match.message);
  return null;
}

function memberOf<Key extends string>(cells: RowCells<Key>, key: Key, { names, officer }: Reading, mayBe: (member: KnownMember) => boolean): string | null {
  const named = cells.text(key);
  const match = named === null ? { message: 'Is empty. Name a member of the panel, or say with --officer who takes what nobody here has' } : memberMeant(named, { ...names, members: names.members.filter(mayBe) });
  if ('found' in match) return match.found.id;
  if (officer !== null && mayBe(officer)) return officer.id;
  cells.wrong(key, match.message);
  return null;
}

export function statedPlace(cells: Cells<'watchlist'>, reading: Reading): Stated {
  const today = reading.today.toString();
  const serviceId = serviceOf(cells as RowCells<Place>, reading, true);
  const stage = meaning(cells, 'stage', stageMeanings(reading.names.procedure));
  if (stage === 'routine') return { kind: 'nothing', why: `at ${within(stageNames(reading.names.procedure).routine)}` };
  if (stage === 'closed') return { kind: 'nothing', why: 'closed there' };
  if (stage === null) cells.wrong('stage', 'Is empty. Say which stage it is at');
  const since = cells.requiredDate('since', today, 'past');
  const statedDecider = cells.required('decidedBy', 'Say who decided it, by job title');
  const leadOfficerId = memberOf(cells, 'leadOfficer', reading, ({ role }) => role !== 'partner' && role !== 'cqcObserver' && role !== 'legal');
  // A panel reviews it next, and not later than R06 allows for a sanction: what has no such date is due at once.
  const asked = cells.date('reviewOn', today, 'any');
  const latest = reading.today.add({ days: reading.names.procedure.timescales.reviewMaxGapDays }).toString();
  const reviewOn = asked !== null && asked >= today && asked <= latest ? asked : today;
  const reasons = cells.text('reasons', { longest: 10_000, lines: true }) ?? 'It states no reasons.';
  return { kind: 'watchlist', serviceId: serviceId ?? '', place: { stage: stage ?? 'enhanced', since, leadOfficerId, reviewOn, statedDecider, reasons } };
}

const needDetail: readonly string[] = ['unit', 'need', 'clientGroup', 'area'];

export function statedRestriction(cells: Cells<'restrictions'>, reading: Reading): Stated {
  const { procedure } = reading.names;
  const serviceId = serviceOf(cells as RowCells<Place>, reading, true);
  if (meaning(cells, 'status', statusMeanings) === 'done') return { kind: 'nothing', why: 'no longer in force there' };
  const kind = meaning(cells, 'kind', kindMeanings(procedure));
  if (kind === null) cells.wrong('kind', 'Is empty. Say what kind of restriction it is');
  const covers = meaning(cells, 'covers', coverMeanings);
  if (covers === null) cells.wrong('covers', `Is empty. Say what it covers: ${coverMeanings.accepted.join(', ')}`);
  for (const { field, message, broken } of kindRules) if (field === 'covers' && broken({ kind, covers })) cells.wrong('covers', message);
  const detail = cells.text('detail', { longest: 200 });
  if (covers !== null && needDetail.includes(covers) && detail === null) cells.wrong('detail', 'Is empty. Say which unit, need, client group or area, as it reads after "placements": in Willow unit');
  const perWeek = Number(cells.text('perWeek') ?? Number.NaN);
  if (cells.text('perWeek') !== null && !(Number.isInteger(perWeek) && perWeek >= 1 && perWeek <= 50)) cells.wrong('perWeek', 'Is no whole number from 1 to 50. Write how many new placements a week it allows');
  const reasonCode = meaning(cells, 'reason', choiceMeanings(procedure.restrictionReasons));
  const written = cells.text('reasons', { longest: 10_000, lines: true });
  const reasons = written ?? (reasonCode === null ? '' : 'The earlier record gives this reason and says no more.');
  if (reasons === '') cells.wrong('reasons', 'Is empty, and so is Reason. Say why it was imposed, as the old record does');
  const startsOn = cells.requiredDate('startsOn', reading.today.toString(), 'past');
  const statedDecider = cells.text('decidedBy');
  const isCouncils = kind !== 'voluntary' && kind !== 'regulatorImposed';
  if (isCouncils && statedDecider === null) cells.wrong('decidedBy', 'Is empty. Say who decided it, by job title, as the old record does');
  return {
    kind: 'restrictions',
    restriction: {
      serviceId: serviceId ?? '', kind: kind ?? 'fullStop', scope: { covers: covers ?? 'all', detail: covers === 'all' ? null : detail, perWeek: kind === 'cap' && Number.isInteger(perWeek) ? perWeek : null },
      reasonCode, reasons, liftConditions: cells.text('liftConditions', { longest: 4_000, lines: true }), exceptions: cells.text('exceptions') ?? 'an authorised officer',
      startsOn, reviewOn: cells.date('reviewOn', reading.today.toString(), 'any'), statedDecider: isCouncils ? statedDecider : null,
    },
  };
}

export function statedAction(cells: Cells<'actions'>, reading: Reading): Stated {
  const serviceId = serviceOf(cells as RowCells<Place>, reading, false);
  if (meaning(cells, 'status', statusMeanings) === 'done') return { kind: 'nothing', why: 'closed there' };
  const description = cells.required('description', 'Say what is to be done', { longest: 2_000, lines: true });
  const ownerMembershipId = memberOf(cells, 'owner', reading, () => true) ?? '';
  const dueOn = cells.requiredDate('dueOn', reading.today.toString(), 'any');
  return { kind: 'actions', action: { serviceId, description, mustDo: cells.flag('mustDo'), ownerMembershipId, dueOn, fromEarlierRecords: true } };
}

/** When somebody looks again at what an earlier record does not say: whether the provider may be told. */
const lookAgainDays = 28;
const headingOf: Readonly<Record<string, ColumnKey<'intelligence'>>> = {
  serviceId: 'service', notListed: 'service', sourceType: 'source', toldBy: 'toldBy', whatHappened: 'whatHappened', immediateAction: 'immediateAction', happenedOn: 'happenedOn', category: 'theme', severity: 'severity',
  caveat: 'caveat', caveatReviewOn: 'caveat', caveatReason: 'caveat', namedReaders: 'caveat',
};

/** Nobody is told by an import: until an officer says otherwise, nothing of it may go to the provider. */
export function statedIntelligence(cells: Cells<'intelligence'>, reading: Reading): Stated {
  const { intelligence } = reading.names.procedure;
  const serviceId = serviceOf(cells as RowCells<Place>, reading, true);
  const lookAgainOn = reading.today.add({ days: lookAgainDays }).toString();
  const sourceType = meaning(cells, 'source', choiceMeanings(intelligence.sources));
  if (sourceType === null) cells.wrong('source', 'Is empty. Say where it comes from');
  const severity = meaning(cells, 'severity', severityMeanings);
  if (severity === null) cells.wrong('severity', 'Is empty. Say how serious it is, from P1 to P4');
  const caveat = meaning(cells, 'caveat', choiceMeanings(intelligence.caveats));
  const narrow = caveat !== null && caveat !== 'none';
  const read = recordIntelligenceInput(reading.today).safeParse({
    idempotencyKey: newId(), serviceId, sourceType: sourceType ?? 'x', severity: severity ?? 'P4', category: meaning(cells, 'theme', choiceMeanings(intelligence.themes)) ?? 'other',
    toldBy: cells.text('toldBy'), protect: sourceType === 'whistleblower', whatHappened: cells.required('whatHappened', 'Say what happened', { longest: 10_000, lines: true }),
    immediateAction: cells.text('immediateAction', { longest: 10_000, lines: true }), happenedOn: cells.requiredDate('happenedOn', reading.today.toString(), 'past'),
    ...(narrow && { caveat, caveatReviewOn: lookAgainOn, caveatReason: 'As the earlier record states' }),
    disclosure: 'no', disclosureReason: 'From earlier records: whether the provider may be told is not known here', disclosureReviewOn: lookAgainOn,
  });
  if (read.success) return { kind: 'intelligence', told: read.data };
  for (const { path, message } of read.error.issues) {
    const key = headingOf[String(path[0])];
    if (key !== undefined) cells.wrong(key, message);
    else if (cells.problems.length === 0) cells.wrong('whatHappened', message);
  }
  return { kind: 'nothing', why: 'refused' };
}
