import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Procedure } from '../../../../procedures/index.ts';
import { oneOf, optionalId, optionalLine, requiredLine, requiredText } from '../../../platform/graphql/input-fields.js';
import { decidableCodes, type Proposal } from '../../decisions/recommendation.types.js';
import { criteriaField, CriterionInput } from '../../escalation/criteria.js';
import { noticeKinds } from '../../notices/notice.requirements.js';
import { coverages } from '../../restrictions/effective-rule.js';
import { problems } from '../meeting.refusals.js';

/** What is recommended, or asked to be, for a service: an authorised officer decides it. */
@InputType({ isAbstract: true })
export abstract class ProposalInput {
  @Field(() => String, { description: 'The decision recommended, by its code: D03, D04, D08, D09, D10, D16 …' }) code!: string;
  @Field(() => [CriterionInput]) criteria!: CriterionInput[];
  @Field(() => String) text!: string;
  @Field(() => ID, { nullable: true, description: 'The restriction to extend, vary or lift (D09).' }) restrictionId?: string | null;
  @Field(() => String, { nullable: true, description: 'warning, remedy or breach (D10).' }) noticeKind?: string | null;
  @Field(() => String, { nullable: true, description: 'fullStop, partial, cap or cautionary (D08).' }) restrictionKind?: string | null;
  @Field(() => String, { nullable: true, description: 'all, nursing, residential, respite, unit or need (D08).' }) covers?: string | null;
  @Field(() => String, { nullable: true, description: 'Which unit or need.' }) coverDetail?: string | null;
  @Field(() => [String]) reasonCodes!: string[];
}
const blankIsNone = (value: unknown): unknown => (value === '' || value === null ? undefined : value);
export const proposalFields = {
  code: oneOf(decidableCodes, 'Choose what the panel recommends'),
  criteria: criteriaField,
  text: requiredText('what the panel recommends and why'),
  restrictionId: optionalId('the restriction'),
  noticeKind: z.preprocess(blankIsNone, oneOf(noticeKinds, 'Choose the kind of notice').optional()),
  restrictionKind: z.preprocess(blankIsNone, oneOf(['fullStop', 'partial', 'cap', 'cautionary'], 'Choose the kind of restriction').optional()),
  covers: z.preprocess(blankIsNone, oneOf(coverages, 'Choose what the restriction covers').optional()),
  coverDetail: optionalLine('which unit or need'),
  reasonCodes: z.array(requiredLine('the reason', 40)).max(20),
};
export type ProposalGiven = z.output<z.ZodObject<typeof proposalFields>>;

/** What each decision needs beside its words. */
export function demandParts(input: ProposalGiven, context: z.RefinementCtx): void {
  const need = (missing: boolean, field: string, message: string): void => { if (missing) context.addIssue({ code: 'custom', path: [field], message }); };
  need(input.code === 'D04' && input.criteria.length === 0, 'criteria', 'Choose at least one criterion for {seriousConcerns} and give its evidence');
  need(input.code === 'D08' && input.restrictionKind === undefined, 'restrictionKind', 'Choose the kind of restriction');
  need(input.code === 'D08' && input.covers === undefined, 'covers', 'Choose what the restriction covers');
  need(input.code === 'D08' && (input.covers === 'unit' || input.covers === 'need') && input.coverDetail === undefined, 'coverDetail', 'Enter which unit or need it covers');
  need(input.code === 'D08' && input.reasonCodes.length === 0, 'reasonCodes', 'Choose at least one reason for the restriction');
  need(input.code === 'D10' && input.noticeKind === undefined, 'noticeKind', 'Choose the kind of notice');
  need(input.code === 'D09' && input.restrictionId === undefined, 'restrictionId', 'Choose the restriction');
}

/** Criteria and reasons are the council's own lists. @throws InvalidInput */
export function checkLists(procedure: Procedure, { criteria, reasonCodes }: Pick<ProposalGiven, 'criteria' | 'reasonCodes'>): void {
  const known = (list: readonly { code: string }[], codes: readonly string[]): boolean => codes.every((code) => list.some((one) => one.code === code));
  if (!known(procedure.thresholdCriteria, criteria.map((one) => one.code))) throw problems.criteria;
  if (!known(procedure.restrictionReasons, reasonCodes)) throw problems.reasonCodes;
}

export function proposalOf({ code, restrictionId, noticeKind, restrictionKind, covers, coverDetail, reasonCodes }: ProposalGiven): Proposal {
  if (code === 'D09') return restrictionId === undefined ? {} : { restrictionId };
  if (code === 'D10') return noticeKind === undefined ? {} : { noticeKind };
  if (code !== 'D08' || restrictionKind === undefined || covers === undefined) return {};
  return { restrictionKind, covers, ...(coverDetail !== undefined && { coverDetail }), reasonCodes };
}
