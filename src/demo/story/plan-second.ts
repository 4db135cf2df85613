import { invokesSeriousConcerns, lifts, restrictsAsPrecaution, reviewsRestriction, startsEnhanced } from './follow-ups.js';
import type { PanelPlan } from './plan.js';

/** The second panel: serious concerns and a restriction at Saltmarrow House; an officer steps out for an item. */
export const secondPanel: PanelPlan = {
  away: { socialWorker: { deputy: 'Amina Yusuf' } },
  nilReturns: ['trustNurse'],
  silent: [],
  interests: [{ who: 'secondOfficer', place: 'Thistlewick Gardens', nature: 'worksFor', details: 'my sister is its deputy manager', ruling: 'leave' }],
  heard: [
    {
      place: 'Saltmarrow House',
      summary: 'A tenfold insulin dose with a person in hospital, an unannounced evening visit that found one nurse for 31 people, and CQC’s report: Inadequate, with a warning notice. The provider’s regional director took part for half the item, accepts the findings and asks for eight weeks. The ICB and the community trust offer training on the unit.',
      differingViews: 'The tissue viability lead would stop all admissions; safeguarding and the ICB nurse see the danger in nursing care, not on the residential floor.',
      recommended: [
        {
          code: 'D04', text: 'Invoke serious concerns.',
          criteria: [
            ['regulatorAction', 'CQC: Inadequate for Safe and a warning notice on Regulation 12'],
            ['harmCluster', 'Pressure damage of four people since July'],
            ['seriousIncident', 'Tenfold insulin dose, enquiry SG-7794'],
            ['weakLeadership', 'No manager since spring; unannounced visit after the first panel'],
          ],
          follows: invokesSeriousConcerns('qaOfficer', {
            reasons: 'Four criteria are met with evidence. Enhanced monitoring did not prevent new harm, and nobody in the home leads nursing care.',
            options: 'Go on with enhanced monitoring; serious concerns; propose termination. The provider has a plan, and people wish to stay: serious concerns with a clear time.',
            position: 'The regional director accepts the findings and asks for eight weeks; the process gives it, with checks every week.',
            people: 'Everybody’s care plan is reviewed, by risk, in four weeks. Nobody moves against their wish.',
            police: 'Told on the day of the incident. They will not investigate and ask to be told of any new finding.',
            informing: 'The Head of Service and the home’s manager tell people and families at two meetings this week, self-funders included; advocates come to both.',
            paragraph: 'The Head of Service chairs a meeting with you every second Thursday. The first is this week.',
          }),
        },
        {
          code: 'D08', text: 'No new nursing placements until medicines and pressure care are verified at two visits.', kind: 'partial', covers: 'nursing', reasonCodes: ['safety', 'cqcAction', 'timeToImprove'],
          differingViews: 'The tissue viability lead: all placements should stop.',
          follows: restrictsAsPrecaution({
            kind: 'partial', covers: 'nursing', reasonCodes: ['safety', 'cqcAction', 'timeToImprove'],
            liftConditions: 'Insulin given by two trained nurses for four weeks without an error; no new pressure damage that began in the home for four weeks; a clinical lead in post; each seen at two visits.',
          }, {
            reasons: 'A new person would come to a unit where insulin was given tenfold and turning charts have gaps. People are safer when the nurses there care for those they know.',
            options: 'No restriction; a cap with sign-off; no new nursing placements; no new placements at all. The danger is in nursing care: the residential floor is staffed and led.',
            position: 'Told today by telephone. The regional director understands the reasons and asks that people in hospital may come home; they may, as an exception.',
            people: 'The 25 people on the nursing unit stay. Two who were to move in this month are offered other homes by their social workers.',
            toldHow: 'By telephone to the regional director at 10:50, by the Assistant Director',
            notHeard: 'A nursing bed has been promised for tomorrow: waiting five working days would bring a person into danger.',
            answer: 'We do not contest the stop on nursing admissions. Please let people who live here come back from hospital, and please look again once our clinical lead has started.',
            confirmed: {
              reasons: 'What was seen in the week since bears out the precaution: fridge temperatures and turning charts are still not kept at night.',
              options: 'End it; confirm it as it is; widen it to all placements. Nothing new concerns the residential floor.',
              position: 'The provider does not contest it. People coming back from hospital are an exception the Head of Service agrees to.',
              people: 'As at the first decision: nobody moves, two people were offered other homes and took them.',
              answered: 'People who live here come back from hospital as an exception, agreed by the Head of Service the same day. The clinical lead’s first month will be looked at by the next panel.',
            },
          }),
        },
      ],
      agreed: [
        { what: 'Individual review of everybody on the nursing unit, self-funders offered one', owner: 'socialWorker', dueAfter: 18, mustDo: true, reported: [17, '25 of 25 reviewed; three people chose another home.'], checked: [19, 'All 25 reviews seen; five families rung.'] },
        { what: 'Insulin competence of every nurse, agency nurses included, signed off', owner: 'icbNurse', dueAfter: 12, mustDo: true, reported: [11, '9 of 9 signed off; the agency has the list.'], checked: [13, 'Signed sheets seen on the unit during the evening round.'] },
        { what: 'Tell every placing authority and the ICBs of the home’s people', owner: 'coordinator', dueAfter: 2, reported: [1, 'Six letters sent by secure mail.'], checked: [3, 'Copies on file.'] },
      ],
      councilOnly: true,
    },
    {
      place: 'Brindlemoor Grange',
      forProvider: true,
      summary: 'A hip fracture after three falls in ten days without a new assessment, falls records incomplete for seven of twelve people, and care plans copied between people. The home was Good until now; its owner changed the rotas in July.',
      recommended: [{
        code: 'D03', text: 'Start enhanced monitoring; look at nights.',
        criteria: [['seriousVisits', 'Quality assessment visit; ICB nurse’s visits']],
        follows: startsEnhanced('qaOfficer', 'A visit every fortnight, one of them at night, and the falls log every Monday.', {
          reasons: 'People fall at night without anybody looking again at the risk, and records do not say what care they need.',
          options: 'Routine monitoring with a responsive visit; enhanced monitoring.',
          position: 'The registered manager says that sensors are ordered and that the rotas were the owner’s decision.',
          people: 'People with two or more falls are reviewed by the falls team within two weeks.',
          paragraph: 'Priya Nair is your named officer. She will ring you each Monday about the falls of the week.',
        }),
      }],
      agreed: [
        { what: 'Falls team sees everybody with two or more falls', owner: 'icbNurse', dueAfter: 8, mustDo: true, reported: [8, '11 people seen.'], checked: [10, 'Assessments of four people read.'] },
        { what: 'Look at nights with the registered manager', owner: 'qaOfficer', dueAfter: 14, reported: [13, 'Done; in the intelligence log.'], checked: [14, 'Visit note read.'] },
      ],
    },
    {
      place: 'Elderwath Homecare',
      summary: 'Missed calls down from 37 to 19 and short calls up. The cap holds; brokerage found other agencies for six of seven people.',
      reviewed: reviewsRestriction('headOfService', 'all', 'Fewer than 10 missed calls in four weeks, none of them medicines calls, two months in a row, and spot checks that bear it out.', {
        reasons: 'The cap works: missed calls have halved. One more month is needed to see that it lasts.',
        options: 'Lift it; keep it at two; lower it. Short calls have risen, so it stays as it is.',
        position: 'The provider agrees and asks for a date; it is the next panel’s.',
        people: 'Nobody’s care changes.',
      }, 2),
      agreed: [
        { what: 'Spot checks of twelve calls in two weeks', owner: 'qaOfficer', dueAfter: 8, reported: [7, '12 of 12 on time.'], checked: [9, 'Check sheets read.'] },
      ],
    },
    {
      place: 'Wrenhollow House', onTrack: true,
      summary: 'The lift works and the sluice is mended. Infection control audit 84%. On track for the first time.',
    },
    {
      place: 'Marrowby Homecare', onTrack: true,
      summary: '6 missed calls in four weeks, none on a Sunday. On track for the first time.',
    },
    {
      place: 'Thistlewick Gardens',
      summary: 'The action plan is more than ten working days late after two reminders. Nine of 26 care plans are older than a year, and reviews cannot be finished. The owner promised it by the end of the week.',
      agreed: [
        { what: 'Action plan agreed with the owner, with a date for every care plan', owner: 'qaOfficer', dueAfter: 6, mustDo: true, reported: [6, 'Plan received and agreed.'], checked: [8, 'Plan read: every plan has a date.'], checkedBy: 'safeguardingLead' },
      ],
    },
    {
      place: 'Oakenmere Manor',
      summary: 'The home stopped admissions itself while norovirus went round. Eleven people were ill and all are well; infection control has seen the deep clean.',
      recommended: [{
        code: 'D09', text: 'Lift the voluntary stop: infection control has cleared the home.',
        follows: lifts('clearance', -1, 'Letter of the infection control team: clear since two days, deep clean seen.', {
          reasons: 'The outbreak is over and cleared.', options: 'Wait another week; lift now.', position: 'The provider asked for it to end.', people: 'Two people can move in as planned.',
        }),
      }],
    },
  ],
};
