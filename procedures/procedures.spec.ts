import fc from 'fast-check';
import { asHeldBy, defaultProcedure, gradeFor, mayDecide, procedureNamed, procedureNames, procedureSchema, riskBand, seriesKeys, seriesListOf, seriesOf, UnknownProcedure } from './index.ts';

describe('every procedure', () => {
  it.each([...procedureNames])('%s is whole and survives being stored as JSON', (name) => {
    const procedure = procedureNamed(name);
    expect(procedure.name).toBe(name);
    expect(procedureSchema.parse(JSON.parse(JSON.stringify(procedure)))).toEqual(procedure);
  });

  it.each([...procedureNames])('%s keeps the codes of the default: only words are local', (name) => {
    const codes = (procedure: typeof defaultProcedure): string[] => [
      ...procedure.thresholdCriteria, ...procedure.restrictionKinds, ...procedure.restrictionReasons, ...procedure.intelligence.sources,
      ...procedure.intelligence.themes, ...procedure.intelligence.caveats, ...procedure.intelligence.dispositions,
    ].map(({ code }) => code);
    expect(codes(procedureNamed(name))).toEqual(codes(defaultProcedure));
  });

  it.each([...procedureNames])('%s: R04 R06 R07 the restriction clocks hold', (name) => {
    expect(procedureNamed(name).timescales).toMatchObject({
      restrictionFirstReviewDays: 28, reviewMaxGapDays: 35, precautionaryConfirmWorkingDays: 10, letterNextWorkingDays: 1, disclosureWorkingDays: 7,
    });
  });

  it('of no known name is refused with the names there are', () => {
    expect(() => procedureNamed('atlantis')).toThrow(UnknownProcedure);
    expect(() => procedureNamed('atlantis')).toThrow(/default, bradford, coventry, leicester, wolverhampton/);
  });

  it('that contradicts itself is refused', () => {
    const withoutChair = { ...defaultProcedure, panel: { ...defaultProcedure.panel, membership: [{ seat: 'other', title: 'Other' }] } };
    expect(() => procedureSchema.parse(withoutChair)).toThrow(/seats the panel has not got/);
    const ladder = { ...defaultProcedure, enhancedMonitoring: 'insideSeriousConcerns' };
    expect(() => procedureSchema.parse(ladder)).toThrow(/Enhanced monitoring/);
    expect(() => procedureSchema.parse({ ...defaultProcedure, stages: defaultProcedure.stages.filter(({ key }) => key !== 'closed') })).toThrow(/always there/);
    expect(() => procedureSchema.parse({ ...defaultProcedure, visitKinds: defaultProcedure.visitKinds.slice(1) })).toThrow(/kind of visit/);
  });
});

describe('local differences', () => {
  it('a procedure that calls a stage otherwise says so in its decisions, sections and meetings too', () => {
    const renamed = { ...defaultProcedure, stages: defaultProcedure.stages.map((stage) => (stage.key === 'enhanced' ? { ...stage, words: 'Closer watch' } : stage)) };
    expect(() => procedureSchema.parse(renamed)).toThrow(/Start enhanced monitoring.*a stage has one name/);
    const whole = JSON.parse(JSON.stringify(renamed).replaceAll('nhanced monitoring', 'loser watch').replaceAll('Eloser', 'Closer').replaceAll('eloser', 'closer')) as typeof renamed;
    expect(procedureSchema.parse(whole).stages.find(({ key }) => key === 'enhanced')?.words).toBe('Closer watch');
  });

  it('Bradford has enhanced monitoring inside serious concerns, decided by nobody as a stage', () => {
    const bradford = procedureNamed('bradford');
    expect(bradford.stages.map(({ key }) => key)).toEqual(['routine', 'seriousConcerns', 'closed']);
    expect(() => gradeFor(bradford, 'D03')).toThrow(/Nobody is authorised/);
    expect(bradford.panel.name).toBe('Serious Concerns Meeting');
  });

  it('Coventry says placement stop and reports to its own sub-group', () => {
    const coventry = procedureNamed('coventry');
    expect(coventry.restrictionKinds.find(({ code }) => code === 'fullStop')?.words).toBe('Placement stop');
    expect(coventry.panel.reportsTo.quarterly).toContain('Coventry');
  });

});

describe('who may decide', () => {
  const officer = (grade: number, ...delegatedDecisions: string[]) => ({ grade, delegatedDecisions });

  it('D04 is for the DASS or a named deputy', () => {
    expect(mayDecide(defaultProcedure, 'D04', officer(4))).toBe(false);
    expect(mayDecide(defaultProcedure, 'D04', officer(5))).toBe(true);
    expect(mayDecide(defaultProcedure, 'D04', officer(4, 'D04'))).toBe(true);
  });

  it('D08 is for an Assistant Director, a cap or caution for a Head of Service', () => {
    expect(mayDecide(defaultProcedure, 'D08', officer(3), 'fullStop')).toBe(false);
    expect(mayDecide(defaultProcedure, 'D08', officer(3), 'cap')).toBe(true);
    expect(mayDecide(defaultProcedure, 'D08', officer(4), 'partial')).toBe(true);
  });

  it('D14 has no deputy, and a code the procedure does not know has nobody', () => {
    expect(mayDecide(defaultProcedure, 'D14', officer(4, 'D14'))).toBe(false);
    expect(() => mayDecide(defaultProcedure, 'D99', officer(5))).toThrow(/Nobody is authorised/);
  });

  it('D16 may take another rank from one stage than from another', () => {
    const stricter = { ...defaultProcedure, authorities: defaultProcedure.authorities.map((one) => (one.code === 'D16' ? { ...one, gradeByStage: { seriousConcerns: 4 } } : one)) };
    expect([mayDecide(stricter, 'D16', officer(3), 'enhanced'), mayDecide(stricter, 'D16', officer(3), 'seriousConcerns'), mayDecide(stricter, 'D16', officer(4), 'seriousConcerns')]).toEqual([true, false, true]);
  });

  it('a higher rank may always do what a lower one may', () => {
    const codes = defaultProcedure.authorities.map(({ code }) => code);
    fc.assert(fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 4 }), (code, grade) => {
      if (mayDecide(defaultProcedure, code, officer(grade))) expect(mayDecide(defaultProcedure, code, officer(grade + 1))).toBe(true);
    }));
  });
});

describe('the risk band', () => {
  it.each([[1, 1, 'green'], [1, 5, 'green'], [2, 3, 'amber'], [3, 4, 'red'], [4, 5, 'critical'], [5, 5, 'critical']] as const)(
    'of likelihood %i and impact %i is %s', (likelihood, impact, band) => {
      expect(riskBand(defaultProcedure, likelihood, impact)).toBe(band);
    },
  );
});

describe('kinds of meeting', () => {
  it.each([...procedureNames])('%s has every kind once, the panel as it describes it itself', (name) => {
    const procedure = procedureNamed(name);
    expect(seriesListOf(procedure).map(({ key }) => key)).toEqual([...seriesKeys]);
    expect(seriesOf(procedure, 'panel')).toMatchObject({ name: procedure.panel.name, quorum: procedure.quorum, agenda: procedure.agenda.sections });
  });

  it('of a procedure kept before there were any are the default’s, and its own panel', () => {
    const { series: _, ...older } = procedureNamed('bradford');
    expect(procedureSchema.parse(older)).toEqual(older);
    expect(seriesOf(older, 'forum')).toEqual(seriesOf(defaultProcedure, 'forum'));
    expect(seriesOf(older, 'panel')?.name).toBe('Serious Concerns Meeting');
    expect(seriesOf({ ...older, series: [] }, 'forum')).toBeUndefined();
  });

  it('bring their own quorum, agenda and timescales; the panel keeps the procedure’s', () => {
    const triage = seriesOf(defaultProcedure, 'triage');
    const initial = seriesOf(defaultProcedure, 'initial');
    if (triage === undefined || initial === undefined) throw new Error('A kind is missing.');
    expect(asHeldBy(defaultProcedure, triage)).toMatchObject({ quorum: { all: [], anyOf: [] }, timescales: { minutesDraftWorkingDays: 2, appealWorkingDays: 5 } });
    expect(asHeldBy(defaultProcedure, initial).quorum).toEqual(defaultProcedure.quorum);
    expect(asHeldBy(defaultProcedure, initial).agenda.sections.filter(({ holdsServices }) => holdsServices)).toHaveLength(1);
  });

  it('where providers sit have no agenda, no quorum and recommend nothing', () => {
    const list = defaultProcedure.series ?? [];
    const forum = list.find(({ key }) => key === 'forum');
    const [initial] = list.filter(({ key }) => key === 'initial');
    if (forum === undefined || initial === undefined) throw new Error('A kind is missing.');
    for (const broken of [{ ...forum, agenda: initial.agenda }, { ...forum, recommends: true }, { ...forum, quorum: initial.quorum }]) {
      expect(() => procedureSchema.parse({ ...defaultProcedure, series: [broken] })).toThrow(/providers sit there/);
    }
    expect(() => procedureSchema.parse({ ...defaultProcedure, series: [forum, forum] })).toThrow(/stands twice/);
    expect(() => procedureSchema.parse({ ...defaultProcedure, series: [{ ...initial, membership: forum.membership }] })).toThrow(/seats it has not got/);
    expect(() => procedureSchema.parse({ ...defaultProcedure, series: [{ ...initial, cadence: forum.cadence }] })).toThrow(/calls for it/);
  });
});
