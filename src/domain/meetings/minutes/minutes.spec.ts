import { draftSections, type ItemFacts, type MeetingFacts } from './minutes.js';

const member = (name: string, more: Partial<MeetingFacts['members'][number]> = {}): MeetingFacts['members'][number] =>
  ({ name, jobTitle: 'Officer', agencyName: null, attendance: 'present', deputyName: null, accepted: true, acceptedBy: null, stays: [{ deputyName: null, arrivedAt: '2026-11-10T13:55:00Z', leftAt: null }], ...more });
const item = (more: Partial<ItemFacts> = {}): ItemFacts => ({
  id: 'i', serviceId: 's', title: 'Fern House', forNoting: false, lateReason: null, deferredReason: null, taken: true, summary: 'Heard.', differingViews: null, nextDate: null, onTrack: null, out: [], part: null, recommendations: [], actions: [], ...more,
});
const facts = (more: Partial<MeetingFacts> = {}): MeetingFacts => ({
  openedAt: '2026-11-10T14:00:00Z', closedAt: '2026-11-10T15:30:00Z', openingQuorum: { words: 'Quorate.' }, members: [member('Ruth')], guests: [], quorumChanges: [], interests: [], items: [item()], nextOn: null, ...more,
});
const attendanceOf = (given: MeetingFacts): string => draftSections(given, new Map())[0]?.text ?? '';
const itemOf = (given: MeetingFacts): string => draftSections(given, new Map()).find((one) => one.agendaItemId === 'i')?.text ?? '';

describe('the attendance that minutes write', () => {
  it('says who came and went when, as far as it differs from being there all along', () => {
    const stay = (arrivedAt: string, leftAt: string | null, deputyName: string | null = null) => ({ deputyName, arrivedAt: `2026-11-10T${arrivedAt}:00Z`, leftAt: leftAt === null ? null : `2026-11-10T${leftAt}:00Z` });
    const text = attendanceOf(facts({ members: [
      member('Ruth'),
      member('Daniel', { stays: [stay('14:05', null)] }),
      member('Priya', { stays: [stay('13:50', '14:20'), stay('14:23', null)] }),
      member('Alison', { stays: [stay('13:50', '15:00')] }),
      member('Tidy', { stays: [stay('13:50', '15:31')] }),
      member('Helen', { attendance: 'deputy', deputyName: 'Ivy Ross', stays: [stay('13:50', '14:30'), stay('14:30', null, 'Ivy Ross')] }),
    ] }));
    expect(text).toContain(['Present:', 'Ruth, Officer', 'Daniel, Officer (came at 2:05pm)', 'Priya, Officer (left at 2:20pm; back at 2:23pm)', 'Alison, Officer (left at 3pm)', 'Tidy, Officer'].join('\n'));
    expect(text).toContain('Ivy Ross, deputy for Helen, Officer (until 2:30pm the member; Ivy Ross from 2:30pm)');
  });

  it('names whoever else was in the room, for whom, in which part, and when they came and left; and that they accepted the confidentiality statement', () => {
    const guest = (more: Partial<MeetingFacts['guests'][number]>): MeetingFacts['guests'][number] => ({ name: 'Carol Finch', fromWhom: 'Registered Manager', forProvider: true, part: 'B', accepted: true, stays: [{ deputyName: null, arrivedAt: '2026-11-10T14:10:00Z', leftAt: '2026-11-10T14:30:00Z' }], ...more });
    const given = facts({ guests: [guest({}), guest({ name: 'Ann Lee', fromWhom: 'Advocate', forProvider: false, part: null, accepted: false, stays: [{ deputyName: null, arrivedAt: '2026-11-10T13:55:00Z', leftAt: null }] })] });
    expect(attendanceOf(given)).toContain(['Others in the room:', 'Carol Finch, Registered Manager, for the provider, in part B (came at 2:10pm; left at 2:30pm)', 'Ann Lee, Advocate'].join('\n'));
    expect(draftSections(given, new Map())[1]?.text).toBe('The confidentiality statement was accepted by Ruth, Carol Finch.');
  });

  it('R20 says from when to when it was not quorate', () => {
    const text = attendanceOf(facts({ quorumChanges: [{ at: '2026-11-10T14:20:00Z', quorate: false }, { at: '2026-11-10T14:23:00Z', quorate: true }] }));
    expect(text).toMatch(/At the opening: Quorate\.\n\nFrom 2:20pm it was not quorate: information was shared, and nothing recommended\.\n\nFrom 2:23pm it was quorate\.$/);
  });
});

describe('an item of a meeting in two parts', () => {
  it('R22 says in which it was taken, who was not in it and who came into it, in its own section alone', () => {
    const part = { part: 'B', purpose: 'The provider is heard', notIn: ['Daniel'], guests: ['Carol Finch, Rowan Court Care Limited'] };
    const given = facts({ items: [item({ part })] });
    expect(itemOf(given)).toBe('Taken in part B of the meeting (The provider is heard). In this part too: Carol Finch, Rowan Court Care Limited. Not in this part: Daniel.\n\nHeard.');
    expect(draftSections(given, new Map()).filter(({ text }) => text.includes('Carol'))).toHaveLength(1);
    expect(itemOf(facts())).toBe('Heard.');
  });
});

describe('an item for noting', () => {
  it.each([['was found on track', { onTrack: true }, 'The panel found the service on track.'], ['was found not to be', { onTrack: false }, 'not on track'], ['has a day to come back', { nextDate: '2026-12-08' }, 'Next considered on 8 December 2026.'], ['has a differing view', { differingViews: 'Too soon.' }, 'Differing views: Too soon.']] as const)(
    'has a section of its own where it %s, and nothing else was written down', (_, only, words) => {
      const noting = { forNoting: true, taken: true, summary: '' };
      expect(itemOf(facts({ items: [item({ ...noting, ...only })] }))).toContain(words);
      expect(itemOf(facts({ items: [item(noting)] }))).toBe('');
    });
});
