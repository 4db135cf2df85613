import type { Procedure } from '../../../procedures/index.ts';
import type { coverages } from '../restrictions/effective-rule.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';
import { columnKey } from '../providers/import/header.js';

type Words<T> = readonly (readonly [T, ...string[]])[];
const mapOf = <T extends string>(words: Words<T>): Map<string, T> => new Map(words.flatMap(([code, ...said]) => [code, ...said].map((one) => [columnKey(one), code] as const)));
const listed = (choices: readonly { code: string; words: string }[]): Words<string> => choices.map(({ code, words }) => [code, words]);
export interface Meanings<T> {
  readonly of: ReadonlyMap<string, T>;
  /** Words to offer where one is not known. */
  readonly accepted: readonly string[];
}

export type StatedStageWord = 'routine' | 'enhanced' | 'seriousConcerns' | 'closed';
const stageWords: Words<StatedStageWord> = [
  ['routine', 'Routine monitoring', 'Business as usual', 'BAU', 'Standard', 'Normal monitoring', 'None', 'Green'],
  ['enhanced', 'Enhanced monitoring', 'Enhanced surveillance', 'Quality improvement', 'Provider quality support', 'Amber'],
  ['seriousConcerns', 'Serious concerns', 'Provider concerns', 'Provider of concern', 'Whole service concern', 'Whole service', 'Organisational safeguarding', 'Large scale enquiry', 'Large scale investigation', 'Red'],
  ['closed', 'Ended', 'Service closed'],
];
export function stageMeanings({ stages }: Procedure): Meanings<StatedStageWord> {
  const ours = stages.map(({ key, words }) => [key as StatedStageWord, words] as const);
  return { of: mapOf([...stageWords, ...ours]), accepted: stages.map(({ words }) => words) };
}

const kindWords: Words<RestrictionKind> = [
  ['fullStop', 'Full stop', 'Suspension', 'Full suspension', 'Suspended', 'Embargo', 'Full embargo', 'No new placements', 'Stop', 'Red'],
  ['partial', 'Partial', 'Partial suspension', 'Partial embargo', 'Partial stop'],
  ['cap', 'Cap', 'Capped', 'Controlled placements', 'Managed admissions'],
  ['cautionary', 'Caution', 'Cautionary', 'Place with caution', 'Amber'],
  ['voluntary', 'Voluntary', 'Voluntary suspension', 'Voluntary embargo', 'Voluntary stop on admissions'],
  ['regulatorImposed', 'Regulator-imposed', 'CQC condition', 'Condition of CQC', 'CQC restriction'],
];
export function kindMeanings({ restrictionKinds }: Procedure): Meanings<RestrictionKind> {
  return { of: mapOf([...kindWords, ...(listed(restrictionKinds) as Words<RestrictionKind>)]), accepted: restrictionKinds.map(({ words }) => words) };
}

const coverWords: Words<(typeof coverages)[number]> = [
  ['all', 'All placements', 'The whole service', 'Whole service', 'Whole home', 'Everything', 'Entire service'],
  ['nursing', 'Nursing placements'], ['residential', 'Residential placements'], ['respite', 'Respite placements', 'Respite only'],
  ['unit', 'A unit', 'One unit'], ['need', 'A need', 'Level of need', 'People with a need'], ['clientGroup', 'Client group', 'A client group'], ['area', 'An area', 'Geography'],
];
export const coverMeanings: Meanings<(typeof coverages)[number]> = { of: mapOf(coverWords), accepted: ['all', 'nursing', 'residential', 'respite', 'unit', 'need', 'client group', 'area'] };

const severityWords: Words<'P1' | 'P2' | 'P3' | 'P4'> = [
  ['P1', '1', 'Critical', 'Immediate', 'Very high', 'Urgent'], ['P2', '2', 'High', 'Red', 'Serious'], ['P3', '3', 'Medium', 'Amber', 'Moderate'], ['P4', '4', 'Low', 'Green', 'Minor'],
];
export const severityMeanings: Meanings<'P1' | 'P2' | 'P3' | 'P4'> = { of: mapOf(severityWords), accepted: ['P1', 'P2', 'P3', 'P4'] };

const openWords = ['Open', 'In progress', 'Overdue', 'Not started', 'Ongoing', 'Outstanding', 'To do', 'Begun', 'More time asked for', 'Reported complete', 'Checked and not done', 'Live', 'Active', 'In force', 'Under review', 'Being lifted in phases'];
const doneWords = ['Closed', 'Complete', 'Completed', 'Done', 'Verified', 'Superseded', 'Replaced', 'Cancelled', 'Lifted', 'Ended', 'Withdrawn', 'Declined', 'Expired', 'Inactive'];
/** Whether it still runs. */
export const statusMeanings: Meanings<'open' | 'done'> = { of: mapOf<'open' | 'done'>([['open', ...openWords], ['done', ...doneWords]]), accepted: ['open', 'closed'] };

export function choiceMeanings(choices: readonly { code: string; words: string }[]): Meanings<string> {
  return { of: mapOf(listed(choices)), accepted: choices.map(({ words }) => words) };
}
