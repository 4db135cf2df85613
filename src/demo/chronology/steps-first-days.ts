import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { StageDecisionsResolver } from '../../domain/decisions/stage-decisions.resolver.js';
import { UrgentRestrictionsResolver } from '../../domain/decisions/urgent-restrictions.resolver.js';
import { usualLawfulBasis } from '../../domain/intelligence/intelligence.inputs.js';
import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import { RiskResolver } from '../../domain/risk/risk.resolver.js';
import { VisitsResolver } from '../../domain/assurance/visits.resolver.js';
import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { newId } from '../../platform/database/ids.js';
import type { CastName } from '../cast.js';
import type { Player } from './player.js';
import { liveRestriction, newestAssessment, step } from './step.js';

interface Told {
  readonly by: CastName;
  readonly sourceType: string;
  readonly category: string;
  readonly whatHappened: string;
  readonly toldBy?: string;
}

/** Recorded and triaged. @returns the record */
async function told(player: Player, { by, sourceType, category, whatHappened, toldBy }: Told): Promise<{ id: string; reference: string }> {
  const desk = player.get(IntelligenceResolver);
  const { cast } = player;
  const { id, reference } = await player.done(desk.recordIntelligence({
    idempotencyKey: newId(), serviceId: player.serviceId, sourceType, category, severity: 'P2', whatHappened, happenedOn: player.on(0), disclosure: toldBy === undefined ? 'yes' : 'no',
    ...(toldBy !== undefined && { toldBy, protect: true, disclosureReason: 'Four people work nights there: each would be known.', disclosureReviewOn: player.on(40) }),
  } as never, cast[by]));
  await player.get(Jobs).drain();
  await player.done(desk.triageIntelligence({ ...(await player.case(id)), allocatedTo: cast.qaOfficer.membershipId, severity: 'P2', caveat: toldBy === undefined ? 'none' : 'sourceProtected', lawfulBasis: usualLawfulBasis, note: 'Red: unsafe nights.' } as never, cast.safeguardingLead));
  return { id, reference: reference ?? '' };
}

async function becomes(player: Player, id: string, disposition: string, reason: string, more: object = {}): Promise<void> {
  const desk = player.get(IntelligenceResolver);
  await player.done(desk.assessIntelligence({ ...(await player.case(id)), assessment: 'Fits what others say of the nursing unit at night.', needsAction: true } as never, player.cast.qaOfficer));
  await player.done(desk.disposeIntelligence({ ...(await player.case(id)), disposition, reason, ...more } as never, player.cast.safeguardingLead));
}

export async function assess(player: Player, likelihood: number, impact: number, text: string): Promise<void> {
  await player.done(player.get(RiskResolver).recordRiskAssessment({
    idempotencyKey: newId(), serviceId: player.serviceId, assessedOn: player.clock.now().toZonedDateTimeISO('Europe/London').toPlainDate().toString(), likelihood: String(likelihood), impact: String(impact), text,
  }, player.cast.qaOfficer));
}

export async function visited(player: Player, day: number, finding: string, more: object = {}): Promise<string> {
  const { cast } = player;
  return (await player.done(player.get(VisitsResolver).recordVisit({
    idempotencyKey: newId(), serviceId: player.serviceId, kind: 'followUp', announced: false, outOfHours: false, officerIds: [cast.qaOfficer.membershipId, cast.secondOfficer.membershipId], visitedOn: player.on(day), finding,
    faultReasons: [], actionIds: [], ...more,
  } as never, cast.qaOfficer))).id;
}

const fromNights = [
  'No nurse was on the nursing unit from 22:00 to 02:00; two carers looked after 28 people.',
  'The night rota was written again on Monday to show a nurse who was not there.',
  'People are left in wet beds at night; the call bells are turned down.',
] as const;

/** Councils that place people there; the council has no members of theirs. */
export const otherCouncils = ['Withen Vale Council', 'Eastmarch Council'] as const;

/** Days 0 to 8: what was told, the first night, the partial stop, serious concerns and the initial meeting. */
export const firstDays = [
  step(0, '09:20', 'Three night-staff messages to the council’s whistleblowing line and one to CQC (P2): duplicates linked, sources sealed; duty triage red', async (player) => {
    const messages: { id: string; reference: string }[] = [];
    for (const [index, whatHappened] of fromNights.entries()) {
      messages.push(await told(player, { by: 'qaOfficer', sourceType: 'whistleblower', category: 'staffing', whatHappened, toldBy: `Night carer ${index + 1} of the agency, by telephone, rings from 01632 96020${index}` }));
    }
    messages.push(await told(player, { by: 'cqcInspector', sourceType: 'cqcNotification', category: 'staffing', whatHappened: 'A member of staff told CQC that no nurse was on duty on the nursing unit last night.' }));
    const [first, ...same] = messages;
    for (const { id } of same) await becomes(player, id, 'duplicate', 'The same nights, told by somebody else.', { duplicateOf: first?.reference });
    await assess(player, 5, 4, 'Nobody can say that a nurse is on the nursing unit tonight: serious harm is likely.');
  }),
  step(0, '16:30', 'An unannounced night visit is decided for that night (D02)', async (player) => {
    const { cast } = player;
    const first = await player.id(`select i.id from intelligence i where i.council_id = $1 and i.service_id = $2 and i.duplicate_of is null and i.received_at >= $3 order by i.received_at, i.id limit 1`, player.at(0, '00:00').toString());
    await becomes(player, first, 'responsiveVisit', 'It has to be seen tonight.');
    await player.done(player.get(VisitsResolver).decideResponsiveVisit({
      idempotencyKey: newId(), serviceId: player.serviceId, intelligenceId: first, kind: 'responsive', announced: false, outOfHours: true, officerIds: [cast.qaOfficer.membershipId, cast.secondOfficer.membershipId],
      focus: 'Who is on the nursing unit between 22:00 and 02:00', plannedOn: player.on(0),
    } as never, cast.qaOfficer));
  }),
  step(0, '23:40', 'The night visit: one nurse for two floors, none on the nursing unit', async (player) => {
    const planned = await player.id(`select v.id from visits v where v.council_id = $1 and v.service_id = $2 and v.decided_at is not null order by v.decided_at desc limit 1`);
    await visited(player, 0, 'From 22:40 to 23:30 no nurse was on the nursing unit. Two carers for 28 people; two call bells unanswered for 19 minutes.', { kind: 'responsive', outOfHours: true, plannedVisitId: planned, faultReasons: ['safety'] });
  }),
  step(1, '09:30', 'Two s42 concerns', async (player) => {
    for (const [index, whatHappened] of ['A person has a grade 3 pressure sore that nobody recorded.', 'A person was found on the floor at 06:00; the last note is of midnight.'].entries()) {
      const { id } = await told(player, { by: 'safeguardingLead', sourceType: 'safeguarding', category: 'pressureDamage', whatHappened });
      await becomes(player, id, 'safeguardingReferral', 'Meets the criteria of section 42.', { safeguardingReference: `SG-${4_410 + index}` });
    }
  }),
  step(1, '14:30', 'Strategy discussion inside 24 hours: those who met recommend serious concerns', async (player) => {
    await player.meeting({
      day: 1, time: '15:00', summary: 'Strategy discussion after two concerns and last night’s visit. Enquiries begin; the police are asked; nobody is moved tonight.', away: { trustNurse: 'apologies' },
      recommends: [{ code: 'D04', text: 'Invoke serious concerns.', criteria: [
        { code: 'whistleblowing', evidence: 'Four accounts of the same nights.' }, { code: 'harmCluster', evidence: 'Two people with pressure damage in a week.' }, { code: 'weakLeadership', evidence: 'The manager left on Friday; nobody acts up.' },
      ] }],
    });
  }),
  step(2, '21:15', 'The on-call Assistant Director imposes a partial stop, nursing unit only (D18); CQC, ICB, brokerage, hospitals and other councils are alerted', async (player) => {
    const { cast } = player;
    await player.done(player.get(UrgentRestrictionsResolver).restrictUrgently({
      ...(await player.stage()), ...player.words('No nurse can be found for the nursing unit tonight, and two people are waiting to be admitted to it tomorrow.', 'The deputy manager says that an agency has been asked.', 'People stay where they are; a council nurse sits in tonight.'),
      kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await player.id(newestAssessment), liftConditions: 'A nurse on the unit on every night of four weeks, seen by two unannounced night visits.',
      exceptions: 'the Director of Adult Social Services', startsOn: player.on(2), reviewOn: player.on(29), emergencyRisk: 'Nobody on the unit can give medicines or answer a deterioration tonight.', whoWasTried: 'The Director, by telephone at 20:40 and 20:55.',
      notHeardReason: 'People are at risk tonight; the provider is heard from tomorrow.', toldHow: 'By telephone to the deputy manager at 21:10, by the Assistant Director',
    } as never, cast.assistantDirector));
    await player.get(Jobs).drain();
    const letters = player.get(LettersResolver);
    const { id } = await player.done(letters.startLetter({ idempotencyKey: newId(), kind: 'R2', serviceId: player.serviceId, aboutId: await player.id(liveRestriction) }, cast.coordinator));
    await player.done(letters.issueLetter({ ...(await player.case(id)), method: 'paper', addressees: otherCouncils.map((name) => ({ name })) }, cast.coordinator));
  }),
  step(3, '10:00', 'The Director confirms the emergency and invokes serious concerns: whistleblowing, a cluster of pressure damage, the manager left', async (player) => {
    const { cast } = player;
    const restriction = await player.id(liveRestriction);
    await player.done(player.get(DecisionsResolver).confirmRestriction({
      ...(await player.case(restriction)), ...player.words('Confirmed this morning: the nurse of tonight is not certain either.', 'The provider’s operations manager agrees for now.', 'Two admissions go elsewhere.'), outcome: 'confirm', notHeardReason: 'People are at risk now; its window stays open, and what it says is weighed at the review.',
    } as never, cast.dass));
    await player.done(player.get(StageDecisionsResolver).decideSeriousConcerns({
      ...(await player.case(await player.id(`select r.id from recommendations r where r.council_id = $1 and r.service_id = $2 and r.code = 'D04' order by r.made_at desc limit 1`))),
      ...player.words('Four accounts, two people with pressure damage and no manager.', 'It has named an operations manager.', 'Each person is seen within 24 hours.'), notHeardReason: 'People are at risk now; the provider is invited to the initial meeting.',
      leadOfficerId: cast.qaOfficer.membershipId, concernsChairId: cast.headOfService.membershipId, policePosition: 'Consulted on day 1; no crime is recorded yet.',
      informingPeople: 'Letters to people, families and advocates within two weeks, by the lead officer, self-funders included.', reviewOn: player.on(29),
    } as never, cast.dass));
    await player.issueLetters('S1');
  }),
  step(8, '09:30', 'Initial meeting in two parts, the provider in the second; the ICB nurse’s partner works for the provider: declared, leaves the item; quorum counted again', async (player) => {
    await player.meeting({
      day: 8, time: '10:00', initial: { findingsOn: 28, name: 'Carol Finch', fromWhom: 'Brindlemoor Healthcare Limited, nominated individual' },
      summary: 'What each agency knows of the nights. Enquiries, reviews of every person, and an improvement plan.', leaves: { who: 'icbNurse', details: 'My partner is a nurse for this provider.' },
    });
  }),
];

export const versioned = ({ version, idempotencyKey }: { version: number; idempotencyKey: string }) => ({ version, idempotencyKey });
