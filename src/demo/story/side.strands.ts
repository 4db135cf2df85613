import { ActionsResolver } from '../../domain/actions/actions.resolver.js';
import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import { ReportsResolver } from '../../domain/reports/reports.resolver.js';
import { PlacingResolver } from '../../domain/restrictions/placing.resolver.js';
import { RestrictionsResolver } from '../../domain/restrictions/restrictions.resolver.js';
import { RiskResolver } from '../../domain/risk/risk.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Moment } from './tale.js';
import type { Strand, Teller } from './teller.js';

interface Assessed {
  readonly place: string;
  readonly when: Moment;
  readonly likelihood: number;
  readonly impact: number;
  readonly text: string;
}

/** Risk as it was judged before the panels. */
const assessments: readonly Assessed[] = [
  { place: 'Saltmarrow House', when: [1, -2, '15:00'], likelihood: 3, impact: 4, text: 'Pressure damage in one unit, with a provider that engages; night nursing uncertain.' },
  { place: 'Elderwath Homecare', when: [1, -2, '15:20'], likelihood: 4, impact: 3, text: 'Missed medicines calls are likely to go on while two rounds lack drivers.' },
  { place: 'Saltmarrow House', when: [2, -1, '14:30'], likelihood: 4, impact: 5, text: 'Serious harm has happened with insulin; nobody leads nursing care; CQC finds Safe inadequate.' },
  { place: 'Brindlemoor Grange', when: [2, -1, '15:00'], likelihood: 3, impact: 3, text: 'Falls at night without a new look at the risk; harm once, records poor.' },
  { place: 'Brindlemoor Grange', when: [3, -1, '14:10'], likelihood: 4, impact: 4, text: 'One nurse at night for two floors and missed anticoagulants: serious harm is likely unless nights change.' },
  { place: 'Saltmarrow House', when: [3, -1, '14:40'], likelihood: 3, impact: 5, text: 'Medicines better for three weeks; one new wound; interim manager in post.' },
  { place: 'Elderwath Homecare', when: [3, -1, '15:10'], likelihood: 1, impact: 3, text: 'Missed calls within the contract two months in a row.' },
];

export function riskStrands(teller: Teller): Strand[] {
  return assessments.map((assessed) => riskStrand(teller, assessed));
}

async function* riskStrand(teller: Teller, { place, when, likelihood, impact, text }: Assessed): Strand {
  yield teller.at(when);
  await teller.done(teller.get(RiskResolver).recordRiskAssessment({
    idempotencyKey: newId(), serviceId: await teller.service(place), assessedOn: teller.today().toString(), likelihood: String(likelihood), impact: String(impact), text,
  }, teller.cast.qaOfficer));
}

/** A home that stops admissions itself while an outbreak lasts (R06). */
export async function* outbreakStrand(teller: Teller): Strand {
  yield teller.at([1, 9, '13:00']);
  await teller.done(teller.get(RestrictionsResolver).recordImposedRestriction({
    idempotencyKey: newId(), serviceId: await teller.service('Oakenmere Manor'), kind: 'voluntary', covers: 'all', reasonCode: 'infection',
    source: 'Mail of the registered manager of this morning: admissions stopped, norovirus on two floors', sourceOn: teller.today().toString(), endCondition: 'Until infection control says that the outbreak is over',
    startsOn: teller.today().toString(), reviewOn: teller.calendar.panels[1].toString(), exceptions: 'the registered manager and infection control together',
  }, teller.cast.qaOfficer));
}

/** The evening before the story is told to somebody: what nobody has read yet. */
export async function* eveningStrand(teller: Teller): Strand {
  yield teller.calendar.at(teller.calendar.lastDay, '18:40');
  await teller.done(teller.get(IntelligenceResolver).recordIntelligence({
    idempotencyKey: newId(), serviceId: await teller.service('Amberlow House'), sourceType: 'safeguarding', category: 'conduct', severity: 'P2',
    whatHappened: 'A second person (case 5171) has bruises on the upper arm, seen by a visiting nephew this afternoon. The same member of staff was on shift last week.',
    immediateAction: 'The manager keeps a second member of staff in the room; the out of hours team visits tonight.', happenedOn: teller.today().toString(),
    disclosure: 'summaryOnly', disclosureReason: 'The enquiry has not spoken to the member of staff yet.', peopleAffected: '1',
  }, teller.cast.safeguardingLead));
}

/** Actions that officers set between panels, one of them long overdue; and what brokerage was refused meanwhile. */
export async function* officersStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const create = async (place: string, description: string, owner: 'qaOfficer' | 'socialWorker', dueOn: Temporal.PlainDate, mustDo: boolean) =>
    teller.done(teller.get(ActionsResolver).createAction({
      idempotencyKey: newId(), serviceId: await teller.service(place), description, mustDo, ownerMembershipId: cast[owner].membershipId, dueOn: dueOn.toString(),
    }, cast.qaOfficer));
  yield teller.at([2, 9, '10:00']);
  await create('Thistlewick Gardens', 'All 26 care plans seen to be of this year', 'socialWorker', calendar.after(3, 2), true);
  yield teller.at([3, 2, '12:20']);
  await create('Amberlow House', 'Responsive visit after the safeguarding concern', 'qaOfficer', calendar.after(3, 9), false);
  const refused = { serviceId: await teller.service('Amberlow House'), refusedOn: teller.today().toString(), refusedBy: 'Registered Manager', caseReference: 'C-20417' };
  await teller.done(teller.get(PlacingResolver).recordRefusal({ idempotencyKey: newId(), ...refused, why: 'No nurse on nights until the vacancy is filled' }, cast.brokerage));
  await providersPlan(teller);
  await create('Sorrelby Living', 'Money records of every person in both houses checked', 'socialWorker', calendar.nextPanel, true);
}

/** Two things that the provider does itself: one it has reported and an officer has yet to check, one still open. */
async function providersPlan(teller: Teller): Promise<void> {
  const { cast, calendar } = teller;
  const actions = teller.get(ActionsResolver);
  const serviceId = await teller.service('Brindlemoor Grange');
  const put = (description: string, dueOn: Temporal.PlainDate) =>
    teller.done(actions.createAction({ idempotencyKey: newId(), serviceId, description, mustDo: true, forProvider: true, ownerMembershipId: cast.secondOfficer.membershipId, dueOn: dueOn.toString() }, cast.qaOfficer));
  const done = await put('Send the rotas of the nursing unit as they were worked, for four weeks.', calendar.after(3, 5));
  await put('Fit the falls sensors on the dementia unit, and send the engineer’s list.', calendar.nextPanel);
  await teller.done(actions.reportActionComplete({ ...done, idempotencyKey: newId(), evidence: 'The rotas of four weeks went to the quality team this morning, agency nurses by name of agency.' }, cast.provider));
}

/** The quarterly escalation report to the Board's sub-group, a week after the quarter; of the current one where the story lies in no other. */
export async function* reportStrand(teller: Teller): Strand {
  const { firstDay } = teller.calendar;
  const lastDay = teller.calendar.before(0);
  const quarterOf = (day: Temporal.PlainDate) => day.with({ month: Math.floor((day.month - 1) / 3) * 3 + 1, day: 1 });
  const current = quarterOf(lastDay);
  const last = current.subtract({ months: 3 });
  const due = current.add({ days: 8 });
  const worthIt = Temporal.PlainDate.compare(firstDay.add({ days: 25 }), current) <= 0 && Temporal.PlainDate.compare(due, lastDay) < 0;
  yield teller.calendar.at(worthIt ? due : teller.calendar.before(0), '17:20');
  await teller.done(teller.get(ReportsResolver).produceReport({ idempotencyKey: newId(), quarterStart: (worthIt ? last : current).toString() }, teller.cast.coordinator));
}
