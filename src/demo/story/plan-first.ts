import { restrictsAfterHearing, startsEnhanced } from './follow-ups.js';
import type { PanelPlan } from './plan.js';

/** The first panel: four referrals from triage. */
export const firstPanel: PanelPlan = {
  away: { trustNurse: 'apologies' },
  nilReturns: [],
  silent: ['trustNurse'],
  interests: [],
  heard: [
    {
      place: 'Saltmarrow House',
      summary: 'Two people with pressure damage that began in the home, and nights without a registered nurse. The manager left in the spring and nobody owns the action plan. The provider takes part and has asked tissue viability for training.',
      differingViews: 'CQC would wait for its own report, due within weeks, before saying how serious the pattern is.',
      recommended: [{
        code: 'D03', text: 'Start enhanced monitoring: the harm is real, the provider engages, and a named officer should test the plan every week.',
        criteria: [['harmCluster', 'Two people with category 3 pressure damage since July'], ['whistleblowing', 'Message to the council’s line, source protected']],
        follows: startsEnhanced('qaOfficer', 'Weekly call with the nurse in charge, a visit every fortnight at changing hours, and the night rota every Monday.', {
          reasons: 'Pressure damage that began in the home and gaps in night nursing put people on the nursing unit at risk. The provider has begun to act, and needs to show that it lasts.',
          options: 'Routine monitoring with a responsive visit; enhanced monitoring; serious concerns. The second fits harm that is serious, in one unit, with a provider that engages.',
          position: 'The provider accepts the findings on turning charts and disputes that any night was without a nurse; its rotas will show.',
          people: 'Nobody moves. People on the nursing unit and their families are told by the home, with an officer there.',
          paragraph: 'We were glad to hear that you have asked the community tissue viability team for training, and will see it at the first visit.',
        }),
      }],
      agreed: [
        { what: 'Check the night rotas of the nursing unit against the agency’s invoices', owner: 'secondOfficer', dueAfter: 6, reported: [5, 'Rotas and invoices of six weeks compared: two nights without a registered nurse.'], checked: [7, 'Compared a sample of eight nights with the originals.'] },
        { what: 'Skin checks of everybody on the nursing unit, with the home’s nurses', owner: 'icbNurse', dueAfter: 8, mustDo: true, reported: [8, '31 people seen, 2 more with category 2 damage, both healing.'], checked: [9, 'Report read with the tissue viability lead; four records looked at on the unit.'] },
      ],
    },
    {
      place: 'Elderwath Homecare',
      summary: '37 missed calls in four weeks, nine of them medicines calls, and five packages handed back. The owner says that two rounds lost their drivers and that he will not refuse work from the council.',
      differingViews: 'Social work fears that a cap leaves people waiting in hospital; brokerage has other agencies for two of three areas.',
      recommended: [
        {
          code: 'D03', text: 'Start enhanced monitoring, with call data weekly.',
          follows: startsEnhanced('secondOfficer', 'Call monitoring data every Monday, a telephone sample of ten people a month, two spot checks a week.', {
            reasons: 'Missed calls are three times what the contract allows and include medicines.',
            options: 'A warning under the contract; enhanced monitoring; moving packages at once. Moving 124 people would itself do harm.',
            position: 'The provider agrees and shares its data.',
            people: 'Nobody’s carer changes.',
          }, 8),
        },
        {
          code: 'D08', text: 'No more than two new packages a week until missed calls are within the contract for two months.', kind: 'cap', covers: 'all', reasonCodes: ['relievePressure', 'safety'],
          differingViews: 'Social work: a cap of four would be enough.',
          follows: restrictsAfterHearing({
            kind: 'cap', covers: 'all', perWeek: 2, reasonCodes: ['relievePressure', 'safety'],
            liftConditions: 'Fewer than 10 missed calls in four weeks, none of them medicines calls, two months in a row, and spot checks that bear it out.',
          }, {
            reasons: 'New packages come on top of rounds that are already missed. A cap gives the provider time to recruit without taking care from anybody.',
            options: 'No restriction; a cap of four; a cap of two; a full stop. A cap of two is what the rounds can carry by the provider’s own figures.',
            position: 'The provider asks for four a week in Nethermere, where its rounds are full; its data show missed calls there too, so two stands, with sign-off for more by the Head of Service.',
            people: 'People who have care keep it. New people may wait longer in two of three areas.',
            answer: 'We accept that we missed calls in the summer and thank you for not stopping us. Two a week is hard in Nethermere where we have carers free in the afternoon. Could it be four there?',
            answered: 'Your data show 11 missed calls in Nethermere in the four weeks. The cap is two; the Head of Service can agree to more for one person where you show a carer.',
          }),
        },
      ],
      agreed: [
        { what: 'Ring the 44 people whose calls were missed, beginning with medicines calls', owner: 'socialWorker', dueAfter: 5, mustDo: true, reported: [5, 'All rung; three people moved to another agency at their wish.'], checked: [6, 'Call log read; six people rung again.'] },
      ],
    },
    {
      place: 'Wrenhollow House',
      summary: 'Infection control audit at 68% for the second time, two bathrooms unusable and the lift out of order for three weeks. A new owner has money set aside and asks for advice.',
      recommended: [{
        code: 'D03', text: 'Start enhanced monitoring while the building is put right.',
        follows: startsEnhanced('qaOfficer', 'A visit every three weeks, each to test out one part of the plan; infection control audit every two months.', {
          reasons: 'The building keeps twelve people from leaving their floor and from bathing as they wish, and infection control is below the threshold twice running.',
          options: 'Routine monitoring with a plan; enhanced monitoring. The second, because the plan of last year was not kept.',
          position: 'The new owner agrees with every finding.',
          people: 'Nobody moves; rooms on the ground floor are offered to those who wish.',
        }),
      }],
      agreed: [
        { what: 'Lift mended and its certificate seen', owner: 'qaOfficer', dueAfter: 10, mustDo: true, moreTime: [9, 18, 'The part comes from abroad.'], reported: [17, 'Certificate of the engineer dated yesterday.'], checked: [18, 'Certificate seen and the lift used at a visit.'] },
        { what: 'Infection control audit again', owner: 'icbNurse', dueAfter: 14, reported: [12, 'Audit 84%.'], checked: [15, 'Audit report read.'] },
      ],
    },
    {
      place: 'Marrowby Homecare',
      summary: '22 missed calls in four weeks, most on Sunday mornings, where a team of three had become one.',
      recommended: [{
        code: 'D03', text: 'Start enhanced monitoring until Sundays are safe.',
        follows: startsEnhanced('secondOfficer', 'Call monitoring data every Monday and a telephone sample a month.', {
          reasons: 'Missed calls are above the contract for two months and leave people without breakfast and medicines on Sundays.',
          options: 'Routine monitoring; enhanced monitoring. The second, for two panels.',
          position: 'The provider has recruited for Sundays and shows the rota.',
          people: 'Nobody’s carer changes.',
        }),
      }],
      agreed: [
        { what: 'Sunday rota for the next eight weeks, with names', owner: 'secondOfficer', dueAfter: 4, reported: [4, 'Rota received, three carers each Sunday.'], checked: [6, 'Compared with call data of the first Sunday.'] },
      ],
    },
  ],
};
