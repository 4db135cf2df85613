import { defaultProcedure } from '../../../procedures/index.ts';
import { newId } from '../../platform/database/ids.js';
import { disposeIntelligenceInput, recordIntelligenceInput } from './intelligence.inputs.js';
import { respondBy } from './intelligence.service.js';

const today = Temporal.PlainDate.from('2026-11-03');
const given = {
  idempotencyKey: newId(), serviceId: newId(), sourceType: 'police', whatHappened: 'A fall.', happenedOn: '3 11 2026', category: 'falls', severity: 'P3', disclosure: 'yes',
};
const messages = (schema: { safeParse(input: object): { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined } }, input: object): string[] =>
  schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('what intelligence may hold', () => {
  const schema = recordIntelligenceInput(today);

  it.each(['3 11 2026', '03/11/2026', '3.11.2026', '2026-11-03'])('takes %s as the third of November', (happenedOn) => {
    expect(schema.parse({ ...given, happenedOn }).happenedOn).toBe('2026-11-03');
  });

  it('takes empty fields of a form as not given', () => {
    const parsed = schema.parse({ ...given, notListed: '', toldBy: ' ', caveat: '', peopleAffected: '', disclosureReason: null });
    expect(parsed).toMatchObject({ protect: false });
    for (const field of ['notListed', 'toldBy', 'caveat', 'peopleAffected', 'disclosureReason'] as const) expect(parsed[field]).toBeUndefined();
  });

  it.each([
    [{ happenedOn: '4 11 2026' }, 'happenedOn: The date it happened must be today or in the past'],
    [{ happenedOn: '29 2 2026' }, 'happenedOn: Enter the date it happened, for example 17 5 2026'],
    [{ serviceId: null }, 'serviceId: Choose the service, or say which it is if it is not listed'],
    [{ notListed: 'A house' }, 'notListed: Choose a service or say which it is, not both'],
    [{ disclosure: 'no', disclosureReviewOn: '1 12 2026' }, 'disclosureReason: Enter why the provider may not be told everything'],
    [{ disclosure: 'no', disclosureReason: 'Police ask' }, 'disclosureReviewOn: Enter the date on which it is looked at again whether the provider may be told'],
    [{ disclosure: 'no', disclosureReason: 'Police ask', disclosureReviewOn: '3 11 2026' }, 'disclosureReviewOn: The date on which it is looked at again must be after today'],
    [{ reliability: 'G' }, 'reliability: Choose how far the source can be relied on'],
    [{ nature: 'rumour' }, 'nature: Choose whether it is fact, opinion or third-hand'],
    [{ corroboration: 'yes' }, 'corroboration: Choose whether anything else says the same'],
    [{ peopleAffected: '-1' }, 'peopleAffected: Enter how many people are affected as a whole number from 0 to 10000'],
    [{ category: '<b>' }, 'category: Choose what it is about'],
  ])('answers %j with its remedy', (more, message) => {
    expect(messages(schema, { ...given, ...more })).toEqual([message]);
  });

  it('asks a disposition for what it needs', () => {
    const dispose = { id: newId(), version: 1, idempotencyKey: newId(), reason: 'Seen.' };
    expect(messages(disposeIntelligenceInput, { ...dispose, disposition: 'safeguardingReferral' })).toEqual(['safeguardingReference: Enter the reference of the safeguarding concern or enquiry']);
    expect(messages(disposeIntelligenceInput, { ...dispose, disposition: 'otherBodyTold' })).toEqual(['passedTo: Enter the name of the body that is told']);
    expect(messages(disposeIntelligenceInput, { ...dispose, disposition: 'noted' })).toEqual([]);
  });
});

describe('by when a severity asks for an answer (domain.md 4.4)', () => {
  it.each([
    ['P1', '2026-12-23T10:00:00Z', '2026-12-23'],
    ['P1', '2026-12-23T23:30:00Z', '2026-12-24'],
    ['P2', '2026-12-23T10:00:00Z', '2026-12-24'],
    // Five working days across Christmas Day, the Boxing Day holiday on Monday 28 December and New Year's Day.
    ['P3', '2026-12-23T10:00:00Z', '2027-01-04'],
    ['P4', '2026-12-23T10:00:00Z', null],
  ] as const)('%s received at %s: %s', (severity, receivedAt, date) => {
    expect(respondBy(defaultProcedure, severity, receivedAt)).toBe(date);
  });
});
