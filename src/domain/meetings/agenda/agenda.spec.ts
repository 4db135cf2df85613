import fc from 'fast-check';
import { bradford } from '../../../../procedures/bradford.ts';
import { defaultProcedure } from '../../../../procedures/default.ts';
import type { Procedure } from '../../../../procedures/procedure.ts';
import { wolverhampton } from '../../../../procedures/wolverhampton.ts';
import { type AgendaLine, agendaOf, type PanelDates } from './agenda.js';
import { agendaChanges, type PublishedLine } from './agenda-changes.js';
import type { DueService } from './agenda-facts.js';

const template = defaultProcedure.agenda;
const dates: PanelDates = { today: '2026-11-06', heldOn: '2026-11-10', nextOn: '2026-12-08', lastOn: '2026-10-14' };
const service = (name: string, more: Partial<DueService> = {}): DueService => ({
  serviceId: name, name, lot: 'whole service', stage: 'routine', stageSince: null, stageReviewOn: null, stageChanged: false, newRecords: { P1: 0, P2: 0, P3: 0, P4: 0 }, referrals: [],
  extended: [], placingOpen: null, planless: null, restrictionReviews: [], risk: null, placementsAgainst: 0, againstVoluntary: 0, againstSelfFunded: 0, emergencyDecisions: [], written: [], lateInterests: [], notices: [], terminations: [], defaultsReached: [], overdueActions: 0, overdueMustDo: 0, longestOverdueFrom: null, reopened: 0, unchecked: 0, uncheckedFrom: null, overdueClocks: 0, oldestClock: null, ratingFall: null, deregistered: null, deferredReason: null, deferredTimes: 0, deferredSince: null, ...more,
});
const kept = (lines: readonly AgendaLine[]): AgendaLine[] => lines.map((line, index) => ({ ...line, id: line.id ?? `item-${index}`, version: 1 }));
const build = (...due: DueService[]): AgendaLine[] => agendaOf(defaultProcedure, due, [], dates);
const of = (lines: readonly AgendaLine[], name: string): AgendaLine | undefined => lines.find((line) => line.serviceId === name);
const words = (line: AgendaLine | undefined): string[] | undefined => line?.reasons.map((reason) => reason.words);

const dueService = fc.record<DueService>({
  serviceId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), name: fc.string({ minLength: 1, maxLength: 8 }), lot: fc.constant('whole service'),
  emergencyDecisions: fc.constantFrom([], ['DEC-2026-00001']), written: fc.constantFrom([], [{ reference: 'WPR-2026-00001', state: 'recommended' }]), lateInterests: fc.constantFrom([], ['REC-2026-00001']), stage: fc.constantFrom('routine', 'enhanced', 'enhancedProposed', 'seriousConcerns', 'seriousConcernsProposed'), stageSince: fc.constantFrom(null, '2026-10-01'), stageReviewOn: fc.constantFrom(null, '2026-11-20'),
  stageChanged: fc.boolean(), newRecords: fc.record({ P1: fc.nat(2), P2: fc.nat(2), P3: fc.nat(2), P4: fc.nat(2) }), referrals: fc.array(fc.constant({ reference: 'INT-2026-00001', reason: null }), { maxLength: 2 }),
  notices: fc.array(fc.record({ name: fc.constant('Notice to Remedy Breach'), reference: fc.constant('NTC-2026-00001'), state: fc.constantFrom('running', 'breached'), remedyOn: fc.constantFrom(null, '2026-12-09') }), { maxLength: 2 }),
  terminations: fc.array(fc.record({ reference: fc.constant('TER-2026-00001'), contract: fc.constant('C-1'), state: fc.constantFrom('proposed', 'underNotice', 'inEffect'), endsOn: fc.constantFrom(null, '2026-12-09'), planBy: fc.constantFrom(null, '2026-11-05'), peopleLeft: fc.nat(2) }), { maxLength: 1 }),
  defaultsReached: fc.array(fc.constant({ contract: 'C-1', defaults: 5, months: 24, counted: 5 }), { maxLength: 1 }),
  restrictionReviews: fc.array(fc.constantFrom('2026-11-20', '2027-01-15'), { maxLength: 2 }), risk: fc.constantFrom(null, { now: [4, 5], before: null, assessedOn: '2026-11-03' }, { now: [1, 2], before: [4, 4], assessedOn: '2026-11-03' }), placementsAgainst: fc.nat(2), againstVoluntary: fc.constant(0), againstSelfFunded: fc.constant(0), overdueActions: fc.nat(2), overdueMustDo: fc.nat(1), longestOverdueFrom: fc.constantFrom(null, '2026-09-01', '2026-11-05'),
  extended: fc.constantFrom([], [{ reference: 'DEC-2026-00002', kind: 'partial', reviewOn: '2026-12-08' }]), placingOpen: fc.constantFrom(null, 'aboveRoutine', 'ratingFell'), planless: fc.constantFrom(null, { rating: 'inadequate', publishedOn: '2026-11-01' }),
  unchecked: fc.constant(0), uncheckedFrom: fc.constant(null), reopened: fc.nat(4), overdueClocks: fc.nat(2), oldestClock: fc.constantFrom(null, '2026-11-02'),
  ratingFall: fc.constantFrom(null, { from: 'good', to: 'inadequate', publishedOn: '2026-11-01' }), deregistered: fc.constantFrom(null, { on: '2026-11-01', openCase: true, restrictions: 0, people: 4 }), deferredReason: fc.constantFrom(null, 'The report is not in.'), deferredTimes: fc.constantFrom(1, 3), deferredSince: fc.constantFrom(null, '2026-08-11'),
});
const panel = fc.uniqueArray(dueService, { selector: (one) => one.serviceId, maxLength: 5 });

describe('the agenda of what is due (domain.md 2.1)', () => {
  it('has the standing subjects in their order, each by its section', () => {
    expect(build().map((line) => line.section)).toEqual(template.sections.filter((section) => !section.holdsServices).map((section) => section.number));
  });

  it('R27 takes a band that rose to the panel, and tells of one that fell where the service stands anyway', () => {
    const risk = (now: [number, number], before: [number, number] | null) => ({ risk: { now, before, assessedOn: '2026-11-03' } });
    expect(of(build(service('Fern', risk([4, 5], [2, 3]))), 'Fern')).toMatchObject({ section: 10, forNoting: false, reasons: [{ kind: 'risk', words: 'Risk rose from amber to critical, assessed 3 November' }] });
    expect(words(of(build(service('Fern', risk([2, 3], null))), 'Fern'))).toEqual(['Risk first assessed on 3 November, as amber']);
    // Fell, or moved within its band: nothing for a routine service to come to the panel for.
    for (const moved of [risk([1, 2], [4, 4]), risk([4, 4], [3, 4]), risk([1, 5], null)]) expect(of(build(service('Fern', moved)), 'Fern')).toBeUndefined();
    expect(words(of(build(service('Fern', { stage: 'enhanced', stageSince: '2026-10-01', ...risk([2, 3], [4, 4]) })), 'Fern'))).toEqual(['Enhanced monitoring since 1 October', 'Risk fell from red to amber, assessed 3 November']);
  });

  it('R06 reports the review of a restriction that an officer held alone, under restrictions', () => {
    const line = of(build(service('Fern', { extended: [{ reference: 'DEC-2026-00007', kind: 'partial', reviewOn: '2026-12-08' }] })), 'Fern');
    expect([line?.section, words(line)]).toEqual([11, ['Review by an officer to be reported: DEC-2026-00007 keeps “Partial restriction” until its review on 8 December']]);
  });

  it('D20 asks at each panel whether placing continues, and wherever the rating fell', () => {
    const enhanced = of(build(service('Fern', { stage: 'enhanced', stageSince: '2026-10-01', placingOpen: 'aboveRoutine' })), 'Fern');
    expect([enhanced?.section, enhanced?.forNoting]).toEqual([9, false]);
    expect(words(enhanced)?.[1]).toContain('whether placing continues');
    expect(of(build(service('Fern', { placingOpen: 'ratingFell' })), 'Fern')).toMatchObject({ section: 13, reasons: [{ kind: 'continuePlacing' }] });
  });

  it('R16 asks for an action plan after a fall where the procedure says so, and not elsewhere', () => {
    const fallen = service('Fern', { planless: { rating: 'requiresImprovement', publishedOn: '2026-11-02' } });
    const ask = (procedure: Procedure): AgendaLine | undefined => of(agendaOf(procedure, [fallen], [], dates), 'Fern');
    expect(words(ask(wolverhampton))).toEqual(['Action plan required: CQC rating fell to Requires improvement, published 2 November, and no plan was required or linked since']);
    expect(ask(wolverhampton)?.section).toBe(13);
    expect(ask(defaultProcedure)).toBeUndefined();
    expect(ask({ ...wolverhampton, actionPlanOnRating: ['inadequate'] })).toBeUndefined();
  });

  it('R18 brings a late action by the procedure’s own count of working days', () => {
    const late = service('Fern', { overdueActions: 1, longestOverdueFrom: '2026-10-30' });
    const within = (actionPlanLateToPanelWorkingDays: number): AgendaLine | undefined =>
      of(agendaOf({ ...defaultProcedure, timescales: { ...defaultProcedure.timescales, actionPlanLateToPanelWorkingDays } }, [late], [], dates), 'Fern');
    expect(within(10)).toBeUndefined();
    expect(within(4)?.section).toBe(5);
  });

  it('case 25 says how often an action was opened again, and brings the service where that was thrice', () => {
    const line = (reopened: number, stage = 'routine'): AgendaLine | undefined => of(build(service('Fern', { reopened, stage, stageSince: stage === 'routine' ? null : '2026-10-01' })), 'Fern');
    expect([line(1), line(2)]).toEqual([undefined, undefined]);
    expect([line(3)?.section, words(line(3))]).toEqual([5, ['An action was checked, found not done and opened again 3 times']]);
    expect(words(line(1, 'enhanced'))).toContain('An action was checked, found not done and opened again once');
  });

  it('calls a stage what the council calls it', () => {
    const renamed = { ...defaultProcedure, stages: defaultProcedure.stages.map((stage) => (stage.key === 'enhanced' ? { ...stage, words: 'Closer watch' } : stage)) };
    const reasons = (stage: string): string[] | undefined => words(of(agendaOf(renamed, [service('Fern', { stage, stageSince: '2026-10-01' })], [], dates), 'Fern'));
    expect([reasons('enhanced'), reasons('enhancedProposed'), reasons('seriousConcerns')]).toEqual([['Closer watch since 1 October'], ['Closer watch proposed since 1 October'], ['Serious concerns since 1 October']]);
  });

  it('gives one service one item with every reason, placed by its most serious', () => {
    const line = of(build(service('Fern', {
      stage: 'enhanced', stageSince: '2026-10-01', restrictionReviews: ['2026-11-20'], newRecords: { P1: 0, P2: 3, P3: 0, P4: 0 }, overdueActions: 2, referrals: [{ reference: 'INT-2026-00042', reason: null }],
    })), 'Fern');
    expect(line?.section).toBe(9);
    expect(words(line)).toEqual(['Enhanced monitoring since 1 October', 'Restriction review due 20 November', 'Referred from triage: INT-2026-00042', '3 new P2 records since 14 October', '2 actions overdue']);
    expect(line?.reasons.map((reason) => reason.count)).toEqual([null, 1, 1, 3, 2]);
  });

  it('brings a notice that runs, and R14 a count of defaults that is reached, under their own section: a reason, never a recommendation', () => {
    const notice = { name: 'Notice to Remedy Breach', reference: 'NTC-2026-00001', state: 'running', remedyOn: '2026-12-09' };
    const lines = build(
      service('Runs', { notices: [notice, { ...notice, reference: 'NTC-2026-00002', state: 'verification', remedyOn: '2026-11-09' }, { ...notice, name: 'Breach notice', reference: 'NTC-2026-00003', state: 'breached', remedyOn: null }] }),
      service('Often', { defaultsReached: [{ contract: 'C-14', defaults: 5, months: 24, counted: 6 }] }),
    );
    expect([of(lines, 'Runs')?.section, of(lines, 'Often')?.section]).toEqual([12, 12]);
    expect(words(of(lines, 'Runs'))).toEqual([
      'Notice to Remedy Breach NTC-2026-00001: runs until 9 December', 'Notice to Remedy Breach NTC-2026-00002: remedy date was 9 November: to be checked and found remedied or not',
      'Breach notice NTC-2026-00003: served, and cannot be remedied: what follows is to be decided',
    ]);
    expect(words(of(lines, 'Often'))).toEqual(['Consider termination: 6 defaults of contract C-14 in 24 months, and it sets 5']);
  });

  it('R31 brings a service whose registration ended while something is open there, and says what', () => {
    const ended = (openCase: boolean, restrictions: number, people: number): AgendaLine | undefined => of(build(service('Gone', { deregistered: { on: '2026-11-02', openCase, restrictions, people } })), 'Gone');
    expect(words(ended(true, 2, 1))).toEqual(['Its registration with CQC ended 2 November, and nothing carries it on: its case is open, 2 restrictions stand, 1 person was there by the last count']);
    expect(words(ended(false, 1, 0))).toEqual(['Its registration with CQC ended 2 November, and nothing carries it on: 1 restriction stands']);
    expect(ended(false, 0, 3)?.section).toBe(template.sections.find(({ key }) => key === 'cqcMovements')?.number);
  });

  it('brings a termination that is proposed or under way, and says where its exit plan is late', () => {
    const termination = { reference: 'TER-2026-00001', contract: 'C-14', state: 'proposed', endsOn: null, planBy: null, peopleLeft: 0 };
    const lines = build(service('Ends', { terminations: [
      termination, { ...termination, state: 'decided', planBy: '2026-11-05' }, { ...termination, state: 'underNotice', endsOn: '2026-12-09', planBy: '2026-11-20' }, { ...termination, state: 'inEffect', endsOn: '2026-10-09', peopleLeft: 1 },
    ] }));
    expect(of(lines, 'Ends')).toMatchObject({ section: 12, forNoting: false });
    expect(words(of(lines, 'Ends'))).toEqual([
      'Termination TER-2026-00001 of contract C-14: proposed: to be recommended or not',
      'Termination TER-2026-00001 of contract C-14: decided, not served yet; its exit plan is late, due 5 November',
      'Termination TER-2026-00001 of contract C-14: under notice, ends 9 December; its exit plan is due 20 November',
      'Termination TER-2026-00001 of contract C-14: ended; 1 person is not settled yet',
    ]);
  });

  it('puts a service with nothing new under "For noting", after the others and before the closing subjects', () => {
    const lines = build(service('Quiet', { stage: 'seriousConcerns', stageSince: '2026-09-01' }), service('New', { stage: 'enhanced', stageSince: '2026-09-01', newRecords: { P1: 0, P2: 0, P3: 1, P4: 0 } }));
    expect(of(lines, 'Quiet')?.forNoting).toBe(true);
    const place = (name: string): number => lines.findIndex((line) => line.title === name);
    expect(place('New')).toBeLessThan(place('Quiet'));
    expect(place('Quiet')).toBeLessThan(place('Any other business and the next date'));
  });

  it('takes a restriction whose review falls before the next panel, and leaves a later one', () => {
    expect(of(build(service('Soon', { restrictionReviews: ['2026-12-08'] })), 'Soon')?.section).toBe(11);
    expect(of(build(service('Later', { restrictionReviews: ['2026-12-09'] })), 'Later')).toBeUndefined();
  });

  it('R40 brings a placement made against a restriction to the panel, with the reason', () => {
    const line = of(build(service('Placed', { placementsAgainst: 1 })), 'Placed');
    expect(line?.section).toBe(11);
    expect(words(line)).toEqual(['1 placement made against a restriction']);
  });

  it('R18 brings overdue actions of a routine service only when a must-do is late, or one is over 10 working days late', () => {
    expect(of(build(service('Officers', { overdueActions: 1, longestOverdueFrom: '2026-10-23' })), 'Officers')).toBeUndefined();
    expect(of(build(service('Long', { overdueActions: 1, longestOverdueFrom: '2026-10-22' })), 'Long')?.section).toBe(5);
    expect(of(build(service('Clock', { overdueClocks: 2, oldestClock: '2026-11-03' })), 'Clock')?.reasons).toEqual([{ kind: 'overdueClocks', words: '2 dates missed, the first on 3 November', count: 2 }]);
    expect(of(build(service('Must', { overdueActions: 1, overdueMustDo: 1, longestOverdueFrom: '2026-11-05' })), 'Must')?.section).toBe(5);
  });

  it('lets news join the item there is, and moves it where it is now more serious', () => {
    const first = kept(build(service('Fern', { stage: 'enhanced', stageSince: '2026-10-01', newRecords: { P1: 0, P2: 1, P3: 0, P4: 0 } })));
    const now = agendaOf(defaultProcedure, [service('Fern', { stage: 'seriousConcerns', stageSince: '2026-11-05', stageChanged: true, newRecords: { P1: 0, P2: 2, P3: 0, P4: 0 } })], first, dates);
    expect(now.filter((line) => line.serviceId === 'Fern')).toHaveLength(1);
    expect(of(now, 'Fern')).toMatchObject({ id: of(first, 'Fern')?.id, section: 8 });
    expect(words(of(now, 'Fern'))).toContain('2 new P2 records since 14 October');
  });

  it('brings back a subject that was put off, once, and says so at a standing one', () => {
    const standing = template.sections.find((section) => !section.holdsServices)?.title ?? '';
    const once = { times: 1, since: '2026-10-14' };
    const deferred = [{ title: standing, section: 1, minutesEstimate: 5, reason: 'No time', ...once }, { title: 'Winter plans', section: 16, minutesEstimate: 5, reason: 'No paper', ...once }];
    const first = agendaOf(defaultProcedure, [], [], dates, deferred);
    const again = agendaOf(defaultProcedure, [], kept(first), dates, deferred);
    for (const lines of [first, again]) {
      expect(lines.filter((line) => line.title === standing).map(words)).toEqual([['Deferred from the last panel: No time']]);
      expect(lines.filter((line) => line.title === 'Winter plans').map(words)).toEqual([['Deferred from the last panel: No paper']]);
    }
  });

  it('says at the minutes to be confirmed what was said of them and what it led to, as it is now', () => {
    const title = template.sections.find(({ key }) => key === 'minutes')?.title ?? '';
    const of = (lines: AgendaLine[]) => lines.filter((line) => line.title === title).map(words);
    const waiting = { reference: 'MTG-2026-00003', waiting: 1, takenUp: 0, declined: 0, remarks: 2, amendments: 0 };
    const first = agendaOf(defaultProcedure, [], [], dates, [], null, [waiting]);
    expect(of(first)).toEqual([['Minutes MTG-2026-00003: 1 comment on accuracy (1 waits for an answer); 2 remarks of providers on their extracts']]);
    const answered = { ...waiting, waiting: 0, takenUp: 2, declined: 1, remarks: 0, amendments: 1 };
    expect(of(agendaOf(defaultProcedure, [], kept(first), dates, [], null, [answered]))).toEqual([['Minutes MTG-2026-00003: 3 comments on accuracy (2 taken up, 1 not taken up); 1 amendment beside them']]);
    expect(of(agendaOf(defaultProcedure, [], kept(first), dates))).toEqual([[]]);
    expect(first.filter((line) => line.title !== title).flatMap(words)).toEqual([]);
  });

  it('says of what is put off again how often, and since when', () => {
    const again = { times: 3, since: '2026-08-11' };
    const subject = { title: 'Winter plans', section: 16, minutesEstimate: 5, reason: 'No paper', ...again };
    const lines = agendaOf(defaultProcedure, [service('Fern', { deferredReason: 'No time', deferredTimes: 3, deferredSince: '2026-08-11' })], [], dates, [subject]);
    expect(words(of(lines, 'Fern'))).toEqual(['Deferred 3 times, since the panel of 11 August: No time']);
    expect(words(lines.find((line) => line.title === 'Winter plans'))).toEqual(['Deferred 3 times, since the panel of 11 August: No paper']);
  });

  it('shows why triage sent a record to the panel', () => {
    expect(words(of(build(service('Fern', { referrals: [{ reference: 'INT-2026-00042', reason: 'Third medicines error in a month' }] })), 'Fern'))).toContain('Referred from triage: INT-2026-00042 (Third medicines error in a month)');
  });

  it('leaves what somebody moved where it is', () => {
    const first = kept(build(service('Fern', { stage: 'enhanced', stageSince: '2026-10-01' })));
    const moved = [...first.filter((line) => line.serviceId === 'Fern').map((line) => ({ ...line, placedByHand: true })), ...first.filter((line) => line.serviceId === null)];
    expect(agendaOf(defaultProcedure, [service('Fern', { stage: 'seriousConcerns', stageSince: '2026-11-05', stageChanged: true })], moved, dates)[0]?.serviceId).toBe('Fern');
  });

  it('keeps a service that nothing is due for any more, for noting', () => {
    const first = kept(build(service('Fern', { referrals: [{ reference: 'INT-2026-00042', reason: null }] })));
    expect(of(agendaOf(defaultProcedure, [], first, dates), 'Fern')).toMatchObject({ forNoting: true, reasons: [] });
  });

  it('finds a place in every procedure: where enhanced monitoring has no section of its own too', () => {
    const line = agendaOf(bradford, [service('Fern', { stage: 'enhanced', stageSince: '2026-10-01' })], [], dates).find((one) => one.serviceId === 'Fern');
    expect(bradford.agenda.sections.some((section) => section.number === line?.section && section.holdsServices)).toBe(true);
  });

  it('never has a service twice, keeps every kept item, and building again changes nothing', () => {
    fc.assert(fc.property(panel, panel, (before, now) => {
      const first = kept(agendaOf(defaultProcedure, before, [], dates));
      const second = agendaOf(defaultProcedure, now, first, dates);
      const services = second.flatMap((line) => (line.serviceId === null ? [] : [line.serviceId]));
      expect(new Set(services).size).toBe(services.length);
      expect(first.every((line) => second.some((other) => other.id === line.id))).toBe(true);
      const again = kept(second);
      expect(agendaOf(defaultProcedure, now, again, dates)).toEqual(again);
    }), { numRuns: 500 });
  });

  it('stands in the order of its sections while nobody moved anything', () => {
    fc.assert(fc.property(panel, (due) => {
      const order = build(...due).map((line) => (line.forNoting ? 14.5 : line.section));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }));
  });
});

describe('what changed between two versions of an agenda', () => {
  const line = (id: string, place: number, more: Partial<PublishedLine> = {}): PublishedLine => ({ id, place, title: id, minutesEstimate: 5, late: false, reasons: [], ...more });
  const all = (): boolean => true;

  it('names what came, went, moved, and has another reason or length; what only made room is not moved', () => {
    const before = [line('Ash', 1), line('Birch', 2), line('Cedar', 3), line('Fern', 4)];
    const now = [line('Elm', 1, { late: true }), line('Birch', 2), line('Ash', 3, { minutesEstimate: 15 }), line('Cedar', 4, { reasons: ['2 actions overdue'] })];
    expect(agendaChanges(before, now, all)).toEqual([
      'Late item at 1: Elm', 'No longer on it: Fern', 'Moved from 2 to 2: Birch', 'Moved from 1 to 3: Ash', '15 minutes instead of 5: Ash', 'New reason for Cedar: 2 actions overdue',
    ]);
    expect(agendaChanges(before, [line('Elm', 1, { late: true }), ...before.map((one) => ({ ...one, place: one.place + 1 }))], all)).toEqual(['Late item at 1: Elm']);
    expect(agendaChanges(null, before, all)).toEqual([]);
  });

  it('R21 says nothing of an item the reader is out of', () => {
    expect(agendaChanges([line('Ash', 1)], [line('Elm', 1, { late: true }), line('Ash', 2, { minutesEstimate: 9 })], (id) => id !== 'Ash')).toEqual(['Late item at 1: Elm']);
    expect(agendaChanges([line('Ash', 1)], [line('Elm', 1, { late: true }), line('Ash', 2)], (id) => id !== 'Elm')).toEqual([]);
  });
});
