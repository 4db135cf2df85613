import { lifts, reviewsRestriction, stepsDown, waitsWithAnswer } from './follow-ups.js';
import type { PanelPlan } from './plan.js';

/** The third panel: nursing at Brindlemoor Grange waits for the Assistant Director; a cap ends, a service steps down. */
export const thirdPanel: PanelPlan = {
  away: { cqcInspector: 'apologies', secondOfficer: 'absent' },
  nilReturns: ['socialWorker'],
  silent: ['cqcInspector'],
  interests: [],
  heard: [
    {
      place: 'Saltmarrow House',
      summary: 'Everybody on the nursing unit has been reviewed. An interim manager with nursing experience has started. One new wound began in the home eleven days after admission; insulin has been given without error for three weeks. The restriction stays until two visits have seen four good weeks.',
      differingViews: 'The tissue viability lead still thinks that the residential floor should be included.',
      reviewed: reviewsRestriction('assistantDirector', 'nursing', 'Insulin given by two trained nurses for four weeks without an error; no new pressure damage that began in the home for four weeks; the interim manager’s post filled for good; each seen at two visits.', {
        reasons: 'One new wound began in the home after the restriction did. Medicines have improved for three weeks and need four.',
        options: 'Lift; go on; widen to the residential floor. Nothing has been found on the residential floor.',
        position: 'The provider asks to take two people a month from now. Not before four good weeks.',
        people: 'The people on the unit stay; reviews are done for all 25.',
      }),
      agreed: [
        { what: 'Evening visit on a weekend, nursing unit', owner: 'qaOfficer', dueAfter: 6, mustDo: true, reported: [6, 'Visit on Saturday evening: two nurses, charts complete on the ground floor.'], checked: [8, 'Visit note and photographs of charts.'] },
        { what: 'Training record of every agency nurse checked before the first shift', owner: 'safeguardingLead', dueAfter: 12, mustDo: true },
        { what: 'Fridge temperatures looked at twice a week', owner: 'icbNurse', dueAfter: 15, reported: [9, 'Kept daily for two weeks.'] },
      ],
      councilOnly: true,
    },
    {
      place: 'Brindlemoor Grange',
      summary: 'One registered nurse for two floors at night, seen at an unannounced visit; 14 missed doses in a week, two of them anticoagulants. The manager engages; the owner has not answered two letters on staffing. Falls are fewer since the sensors came.',
      differingViews: 'ICB quality nurse: a full stop, because people on the residential floor depend on the same nurse at night. Social work: a cap with sign-off would do, and would keep beds for people leaving hospital.',
      recommended: [{
        code: 'D08', text: 'No new nursing placements until two registered nurses are on duty every night and two medicines audits in a row are at 95% or more. Exceptions to the Head of Service, for people coming back from hospital.',
        kind: 'partial', covers: 'nursing', reasonCodes: ['safety', 'timeToImprove'],
        criteria: [['seriousVisits', 'Unannounced night visit; quality assessment visit'], ['consistentReports', 'Medicines audit with 14 missed doses; hip fracture after three falls']],
        differingViews: 'ICB quality nurse: a full stop. Social work: a cap with sign-off.',
        follows: waitsWithAnswer([
          '1. We accept the audit. A pharmacist now checks the round three times a week and missed doses are down to six.',
          '2. A second night nurse starts on the first of next month. Until then an agency nurse covers four nights of seven.',
          '3. A stop on nursing placements will cost us the two people who are waiting in hospital and whose families live in our street. We ask that the Assistant Director allow for them by name.',
          '4. We ask for a date on which you look again.',
        ].join('\n')),
      }],
      agreed: [
        { what: 'Medicines audit again, without notice', owner: 'icbNurse', dueAfter: 13, mustDo: true },
        { what: 'Contract meeting with the owner on night staffing', owner: 'qaOfficer', dueAfter: 6, mustDo: true, reported: [6, 'Owner did not come; the manager did. Second invitation sent.'] },
      ],
    },
    {
      place: 'Elderwath Homecare',
      summary: '4 missed calls in four weeks after 8 the month before, none of them medicines calls; spot checks of twelve calls all good; no package handed back.',
      recommended: [{
        code: 'D09', text: 'Lift the cap: its conditions are met.',
        follows: lifts('firstHand', -8, 'Spot checks of twelve calls by Priya Nair: all on time, by a carer the person knew, medicines records complete.', {
          reasons: 'The conditions of the cap are met two months in a row and were seen first-hand.', options: 'Keep it for the winter; lift it.',
          position: 'The provider thanks the rounds’ coordinators and asks to begin with two packages in Nethermere.', people: 'People waiting in hospital in the north can go home sooner.',
        }),
      }],
    },
    {
      place: 'Wrenhollow House', onTrack: true,
      summary: 'Bathrooms in use, redecoration under way, families praise end-of-life care. On track for the second time; the panel waits for the winter’s infection control audit before it recommends a step down.',
      agreed: [
        { what: 'Infection control audit before the next panel', owner: 'icbNurse', dueAfter: 11 },
      ],
    },
    {
      place: 'Marrowby Homecare', onTrack: true,
      summary: 'Two panels in a row on track: 6 missed calls, then 3; every person rung knows who comes and when.',
      recommended: [{
        code: 'D16', text: 'Step down to routine monitoring.',
        follows: stepsDown('Call data of eight weeks; telephone sample of 15 people.', {
          reasons: 'Two panels in a row found the service on track and its plan is closed.', options: 'One more month; step down.', position: 'The provider agrees.', people: 'Nobody’s care changes.',
          paragraph: 'Thank you for the Sunday team. We would like to show your rota to the provider forum.',
        }),
      }],
    },
  ],
};
