import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, oneOf, optionalDate, version, withRules } from '../../platform/graphql/input-fields.js';
import { withdrawalGrounds } from '../notices/notice.requirements.js';
import { common, DecisionFields, equalityNote } from './decision.inputs.js';

@InputType({ description: 'D10: issue the notice that Legal has checked (R01, R12, R39).' })
export class DecideNoticeInput extends DecisionFields {
  @Field(() => ID)
  noticeId!: string;

  @Field(() => Int)
  noticeVersion!: number;
}
export const decideNoticeInput = z.object({ ...common, equalityNote, noticeId: id('the notice'), noticeVersion: version });
export type DecideNotice = z.output<typeof decideNoticeInput>;

const noticeChanges = ['extend', 'withdraw', 'withdrawClauses'] as const;
@InputType({ description: 'D11: more time, once, or withdrawal of a notice or of some of its clauses: `id` and `version` are the notice’s (R15).' })
export class DecideNoticeChangeInput extends DecisionFields {
  @Field(() => String, { description: 'extend, withdraw or withdrawClauses.' })
  change!: string;

  @Field(() => String, { nullable: true, description: 'Of more time: the new remedy date.' })
  remedyOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a withdrawal: issuedInError, outsideControl or providerChanged.' })
  ground?: string | null;

  @Field(() => [ID], { nullable: true, description: 'The clauses that are withdrawn.' })
  clauseIds?: string[] | null;
}
const noneChosen = (value: unknown): unknown => (value === '' ? null : value);
export const decideNoticeChangeInput = withRules(
  z.object({
    ...common,
    change: oneOf(noticeChanges, 'Choose more time, or withdrawal of the notice or of some of its clauses'),
    remedyOn: optionalDate('the new remedy date'),
    ground: z.preprocess(noneChosen, z.enum(withdrawalGrounds, 'Choose why it is withdrawn').nullish()),
    clauseIds: z.array(id('the clause')).max(20).nullish().transform((given) => given ?? []),
  }),
  [
    { field: 'remedyOn', message: 'Enter the new remedy date, for example 17 5 2026', broken: ({ change, remedyOn }) => change === 'extend' && remedyOn === undefined },
    { field: 'ground', message: 'Choose why it is withdrawn', broken: ({ change, ground }) => (change === 'withdraw' || change === 'withdrawClauses') && ground == null },
    { field: 'clauseIds', message: 'Choose the clauses that are withdrawn', broken: ({ change, clauseIds }) => change === 'withdrawClauses' && clauseIds.length === 0 },
  ],
);
export type DecideNoticeChange = z.output<typeof decideNoticeChangeInput>;
