import { z } from 'zod';
import { providerParts, seriesKeys } from '../../../../procedures/index.ts';
import { id, oneOf, optionalId, optionalLine, optionalText } from '../../../platform/graphql/input-fields.js';

const optionalChoice = <const Codes extends readonly [string, ...string[]]>(codes: Codes, remedy: string): z.ZodType<Codes[number] | undefined, unknown> =>
  z.preprocess((typed) => (typed === '' ? undefined : (typed ?? undefined)), oneOf(codes, remedy).optional());

/** What kind of meeting, and what only some kinds have. */
export const kindFields = {
  series: optionalChoice(seriesKeys, 'Choose the kind of meeting'),
  title: optionalLine('the name of the meeting', 120),
  serviceId: optionalId('the service it is about'),
  providerPart: optionalChoice(providerParts, 'Choose what part the provider has: none, part of the meeting or all of it'),
  byName: optionalText('who comes and is known by name alone', 2000),
  guestIds: z.array(id('guests of the list')).max(30, 'Choose 30 guests or fewer').nullish().transform((ids) => [...new Set(ids ?? [])]),
  sharingReason: optionalLine('why the service is shared with the guests’ agencies', 500),
  dateIsMeant: z.boolean().nullish().transform((meant) => meant ?? false),
};

