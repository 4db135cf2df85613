import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { linkKinds } from './service-link.entity.js';

@InputType({ description: 'What became of a service (R31): a new location id or owner, two entries that are one, a new name, the end of its registration, or another service at its address.' })
export class RecordServiceLinkInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The service it is about: the one that came before, where another carries it on.' })
  serviceId!: string;

  @Field(() => String, { description: 'newLocation, newOwner, merge, rename, deregistered or dualService' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: 'The service that carries it on, or is at its address too.' })
  otherId?: string | null;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  happenedOn!: string;

  @Field(() => String, { description: 'Where it is known from: the register, a letter, a notice of CQC.' })
  source!: string;

  @Field(() => String, { nullable: true })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a new name: what the service was called.' })
  formerName?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a new name: what it is called now.' })
  newName?: string | null;

  @Field(() => String, { nullable: true, description: 'How the new owner was told today that a restriction continues, orally or by mail: needed where one does.' })
  toldHow?: string | null;
}

const ofTwo = (kind: string): boolean => kind !== 'rename' && kind !== 'deregistered';
export const recordServiceLinkInput = withRules(
  z.object({
    idempotencyKey,
    serviceId: id('the service'),
    kind: oneOf(linkKinds, 'Choose what became of the service'),
    otherId: optionalId('the other service'),
    happenedOn: requiredDate('the date it happened'),
    source: requiredLine('where it is known from', 400),
    note: optionalText('the note', 4_000),
    formerName: optionalLine('the former name'),
    newName: optionalLine('the new name'),
    toldHow: optionalLine('how the new owner was told', 400),
  }),
  [
    { field: 'otherId', message: 'Choose the other service', broken: ({ kind, otherId }) => ofTwo(kind) && otherId === undefined },
    { field: 'otherId', message: 'Leave the other service out: this concerns one service alone', broken: ({ kind, otherId }) => !ofTwo(kind) && otherId !== undefined },
    { field: 'formerName', message: 'Enter what the service was called', broken: ({ kind, formerName }) => kind === 'rename' && formerName === undefined },
    { field: 'newName', message: 'Enter what the service is called now', broken: ({ kind, newName }) => kind === 'rename' && newName === undefined },
    { field: 'newName', message: 'Enter another name: both are the same', broken: ({ kind, formerName, newName }) => kind === 'rename' && newName !== undefined && newName === formerName },
  ],
);
export type RecordServiceLink = z.output<typeof recordServiceLinkInput>;

@InputType({ description: 'A likely successor is none: it is suggested no longer, until that is undone.' })
export class DismissSuccessorInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The service whose registration ended.' })
  serviceId!: string;

  @Field(() => ID, { description: 'The one that is suggested.' })
  otherId!: string;

  @Field(() => String)
  reason!: string;
}
export const dismissSuccessorInput = z.object({ idempotencyKey, serviceId: id('the service'), otherId: id('the other service'), reason: requiredText('why it does not carry it on', 2_000) });
export type DismissSuccessor = z.output<typeof dismissSuccessorInput>;

@InputType({ description: 'A link was recorded by mistake: what followed it is taken back, and the link stays as undone.' })
export class UndoServiceLinkInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  reason!: string;
}
export const undoServiceLinkInput = z.object({ idempotencyKey, id: id('the link'), reason: requiredText('what was wrong', 2_000) });
export type UndoServiceLink = z.output<typeof undoServiceLinkInput>;

@InputType({ description: 'The new owner took a contract over by agreement: its notices and its count of defaults follow (R31).' })
export class RecordNovationInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  linkId!: string;

  @Field(() => ID)
  contractId!: string;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  novatedOn!: string;

  @Field(() => String, { description: 'The agreement: its name, date and where it is kept.' })
  source!: string;
}
export const recordNovationInput = z.object({
  idempotencyKey, linkId: id('the link'), contractId: id('the contract'), novatedOn: requiredDate('the date of the novation'), source: requiredLine('the agreement', 400),
});
export type RecordNovation = z.output<typeof recordNovationInput>;
