import { parseInput } from '../../platform/graphql/input-fields.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { addServiceInput } from './service.inputs.js';

const typed = { idempotencyKey: '01926f2e-0000-7000-8000-000000000001', providerName: 'The Quayside Club', name: 'Quayside Day Centre', kind: 'dayService', address: 'Old Customs House' };
const problems = (input: object): string[] => {
  try {
    parseInput(addServiceInput, input);
    return [];
  } catch (error) {
    return error instanceof InvalidInput ? error.fields.map(({ field, message }) => `${field}: ${message}`) : [String(error)];
  }
};

describe('a service added by hand', () => {
  it('needs a provider, a name, a kind and an address; a postcode is whole or absent', () => {
    expect(parseInput(addServiceInput, { ...typed, postcode: ' ex9 3ce ', lot: '' })).toMatchObject({ postcode: 'EX9 3CE', lot: undefined });
    expect(problems({ ...typed, postcode: 'EX9' })).toEqual(['postcode: Enter a full postcode, for example LE1 6ZG']);
    expect(problems({ ...typed, providerName: '' })).toEqual(['providerName: Enter the provider’s name, or choose a provider that is known here']);
    expect(problems({ ...typed, kind: 'castle', name: '' })).toHaveLength(2);
  });
});
