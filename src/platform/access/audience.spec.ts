import fc from 'fast-check';
import { roles as allRoles } from './actor.js';
import { type AudienceReader, type AudienceSection, mayOpen, maySee, sectionAudiences } from './audience.js';

const section = (audience: AudienceSection['audience'], more: Partial<AudienceSection> = {}): AudienceSection => ({ audience, agendaItemId: 'item', providerId: 'provider', ...more });
const reader = (role: AudienceReader['role'], more: Partial<AudienceReader> = {}): AudienceReader => ({ role, providerId: null, membershipId: null, excludedItems: [], ...more });
const seen = (role: AudienceReader['role'], more: Partial<AudienceReader> = {}): string[] => sectionAudiences.filter((audience) => maySee(section(audience, { readers: ['named'] }), reader(role, more)));

describe('who may see a section (R21, R22)', () => {
  it.each([
    ['coordinator', [...sectionAudiences]],
    ['authorisedOfficer', [...sectionAudiences]],
    ['qaOfficer', ['members', 'council', 'cqc', 'board', 'provider']],
    ['legal', ['members', 'council', 'legal', 'cqc', 'board', 'provider']],
    ['partner', ['members', 'board', 'provider']],
    ['cqcObserver', ['members', 'cqc', 'board', 'provider']],
    ['boardReader', ['board']],
  ] as const)('shows %s exactly what is for them', (role, audiences) => {
    expect(seen(role)).toEqual(audiences);
  });

  it('shows a provider its own alone, and what is for named people to those named and to who makes the paper', () => {
    expect(seen('provider', { providerId: 'provider' })).toEqual(['provider']);
    expect(maySee(section('provider'), reader('provider', { providerId: 'another' }))).toBe(false);
    expect(maySee(section('provider', { providerId: null }), reader('provider'))).toBe(false);
    expect(seen('partner', { membershipId: 'named' })).toContain('named');
    expect(seen('partner', { membershipId: 'another' })).not.toContain('named');
  });

  it('R21 shows nobody an item they are out of, whatever their role, nor a paper that holds it', () => {
    fc.assert(fc.property(fc.constantFrom(...sectionAudiences), fc.constantFrom(...allRoles), fc.string(), (audience, role, agendaItemId) => {
      const out = reader(role, { providerId: 'provider', membershipId: 'named', excludedItems: [agendaItemId] });
      expect(maySee(section(audience, { agendaItemId, readers: ['named'] }), out)).toBe(false);
      expect(mayOpen({ audience, providerId: 'provider', readers: ['named'], agendaItems: ['another', agendaItemId] }, out)).toBe(false);
    }));
  });

  it('shows nothing to those outside the panel but the provider and the Board', () => {
    for (const role of ['brokerage', 'contributor', 'administrator', 'placingCouncil', 'outOfHours'] as const) expect(seen(role)).toEqual([]);
  });
});
