import fc from 'fast-check';
import { roles as allRoles } from './actor.js';
import { type AudienceReader, type AudienceSection, maySee, sectionAudiences } from './audience.js';

const section = (audience: AudienceSection['audience'], more: Partial<AudienceSection> = {}): AudienceSection => ({ audience, agendaItemId: 'item', providerId: 'provider', ...more });
const reader = (role: AudienceReader['role'], more: Partial<AudienceReader> = {}): AudienceReader => ({ role, providerId: null, excludedItems: [], ...more });

describe('who may see a section (R21, R22)', () => {
  it('shows members what is for members, the council’s officers also what is theirs, and a provider only its own', () => {
    expect(sectionAudiences.map((audience) => maySee(section(audience), reader('partner')))).toEqual([true, false, true]);
    expect(sectionAudiences.map((audience) => maySee(section(audience), reader('coordinator')))).toEqual([true, true, true]);
    expect(sectionAudiences.map((audience) => maySee(section(audience), reader('provider', { providerId: 'provider' })))).toEqual([false, false, true]);
    expect(maySee(section('provider'), reader('provider', { providerId: 'another' }))).toBe(false);
    expect(maySee(section('provider', { providerId: null }), reader('provider'))).toBe(false);
  });

  it('shows nobody an item they are out of, whatever their role', () => {
    fc.assert(fc.property(fc.constantFrom(...sectionAudiences), fc.constantFrom(...allRoles), fc.string(), (audience, role, agendaItemId) => {
      expect(maySee(section(audience, { agendaItemId }), reader(role, { providerId: 'provider', excludedItems: [agendaItemId] }))).toBe(false);
    }));
  });

  it('shows nothing to those outside the panel but the provider', () => {
    for (const role of ['brokerage', 'boardReader', 'contributor', 'administrator'] as const) expect(sectionAudiences.some((audience) => maySee(section(audience), reader(role)))).toBe(false);
  });
});
