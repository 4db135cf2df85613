import { buildSchema } from 'graphql';
import { onlyPolicy } from '../../../test/support/policies.js';
import { guardedSchema } from './guarded-schema.js';

const start = (schema: string) => () => guardedSchema(buildSchema(schema), { record: () => Promise.resolve() });

describe('the start', () => {
  let putBack = (): void => undefined;
  beforeAll(() => {
    putBack = onlyPolicy('parcel', { parcels: { roles: ['chair'], who: 'the chair' }, sendParcel: { roles: ['chair'], who: 'the chair' }, parcelLabel: { roles: ['chair'], who: 'the chair', route: '/parcels/{id}/label' } });
  });
  afterAll(() => putBack());

  it('goes on where every query and mutation has its policy, and every policy its field or file', () => {
    expect(start('type Query { parcels: Int } type Mutation { sendParcel: Int }')).not.toThrow();
  });

  it('stops at a query or mutation that no policy names', () => {
    expect(start('type Query { parcels: Int strays: Int } type Mutation { sendParcel: Int burnParcel: Int }')).toThrow('No policy says who may use: strays, burnParcel.');
  });

  it('stops at a policy for an act that is not there', () => {
    expect(start('type Query { parcels: Int }')).toThrow('Policies name acts that the schema does not have: sendParcel.');
  });
});
