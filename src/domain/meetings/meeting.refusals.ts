import { dateInWords } from '../../platform/clock/words.js';
import { InvalidInput, NotPermitted, TransitionRefused } from '../../platform/graphql/refusals.js';

/** The meeting does not stand where this may be done; `sentence` says what comes first. */
export function notNow(state: string, act: string, sentence: string): TransitionRefused {
  return new TransitionRefused({ from: state, event: act, unmet: [{ requirement: `mayNotYet.${act}`, sentence }] });
}

export const sentences = {
  draft: 'Build the agenda first; once it is published it changes only by a late item, and in the meeting by deferring an item.',
  published: 'Publish the agenda first.',
  inSession: 'Open the meeting first, or resume it.',
  deferred: 'This item is deferred to the next meeting.',
  minutes: 'Minutes are edited while they are a draft.',
  approvedOnce: 'These minutes are approved already, once for all: a correction is added beside them as an amendment.',
  confirmedOnce: 'These minutes are confirmed already: a correction is added beside them as an amendment.',
  opensEveryMeeting: 'Every meeting opens with this item: it cannot wait for the next one.',
  findingsDate: 'Set the next date in the item of the service: it is the day of the findings meeting.',
  recommendsNothing: 'This kind of meeting recommends nothing: bring the service to the panel, or to a {seriousConcerns} meeting.',
  deputyBefore: 'A deputy is named before the meeting; once it is held, attendance says who came.',
  membersBefore: 'Who is asked changes before the meeting is opened; once it is held, attendance says who came.',
  runsIt: 'They chair or coordinate this meeting: hand it over to somebody else first.',
  wasThere: 'Attendance has had them in the room already: what was recorded stays. Record that they were absent instead.',
  presents: (place: number): string => `They present item ${place} of the agenda: choose another presenter first.`,
  nothingToNote: 'Nothing is left to be noted.',
  notLeft: 'A deferred item stays where it is.',
} as const;

export const problems = {
  interestKnown: new InvalidInput([{ field: 'membershipId', message: 'An interest of this member in the item is recorded already: the chair rules on it' }]),
  series: new InvalidInput([{ field: 'series', message: 'Choose a kind of meeting that this council’s procedure has' }]),
  service: new InvalidInput([{ field: 'serviceId', message: 'Choose a service of this council' }]),
  guests: new InvalidInput([{ field: 'guestIds', message: 'Choose as guests people whose agency has no seat on the panel; who has one is a member' }]),
  noPanel: (kind: string): InvalidInput => new InvalidInput([{ field: 'panelId', message: `There is no open panel for this: ${kind}. An administrator adds one of that kind under Administration, Panels` }]),
  sameDay: (reference: string, on: string): InvalidInput => new InvalidInput([{ field: 'startsOn', message: `${reference} is a meeting of this kind on ${dateInWords(on)} already. Choose another day, or tick that this day is meant` }]),
  notLaidOut: (kind: string): InvalidInput => new InvalidInput([{ field: 'series', message: `${kind}: it is held when somebody calls for it, about one service. Schedule it by itself` }]),
  allThere: new InvalidInput([{ field: 'dates', message: 'Every one of these dates has a meeting of this kind already' }]),
  deputy: new InvalidInput([{ field: 'deputyId', message: 'Choose somebody whose membership is in force today and on the day of the meeting' }]),
  ownDeputy: new InvalidInput([{ field: 'deputyId', message: 'Choose somebody else: nobody is their own deputy' }]),
  deputyAgency: new InvalidInput([{ field: 'deputyId', message: 'Choose somebody of the same agency: a deputy speaks for it' }]),
  panel: new InvalidInput([{ field: 'panelId', message: 'Choose a panel of this council that is open today and is for this kind of meeting' }]),
  notCovered: new InvalidInput([{ field: 'serviceId', message: 'This panel does not look at services of this kind: choose a meeting of the panel that does' }]),
  alreadyAsked: new InvalidInput([{ field: 'membershipId', message: 'They are asked to this meeting already' }]),
  stranger: new InvalidInput([{ field: 'membershipId', message: 'Choose somebody who may be asked to this kind of meeting, and whose membership is in force today and on its day' }]),
  sharingReason: new InvalidInput([{ field: 'sharingReason', message: 'Enter why the service is shared with their agency: it has no seat on the panel' }]),
  noNames: (kind: string): InvalidInput => new InvalidInput([{ field: 'name', message: `${kind}: people known by name alone come to meetings about one service` }]),
  nameThere: new InvalidInput([{ field: 'name', message: 'They stand in the list already' }]),
  nameNotThere: new InvalidInput([{ field: 'name', message: 'Nobody of that name stands in the list any more' }]),
  tooManyNames: new InvalidInput([{ field: 'name', message: 'The list of names is full: 2,000 characters' }]),
  strangers: new InvalidInput([{ field: 'memberIds', message: 'Choose people who are members of this panel today' }]),
  chair: new InvalidInput([{ field: 'chairId', message: 'Choose somebody who chairs the panel' }]),
  coordinator: new InvalidInput([{ field: 'coordinatorId', message: 'Choose somebody who coordinates the panel' }]),
  section: new InvalidInput([{ field: 'section', message: 'Choose a section of the agenda' }]),
  onAgenda: new InvalidInput([{ field: 'serviceId', message: 'This service is on the agenda already: one service is one item' }]),
  presenter: new InvalidInput([{ field: 'presenterId', message: 'Choose a member of this meeting' }]),
  nature: new InvalidInput([{ field: 'nature', message: 'Choose what your interest is' }]),
  owner: new InvalidInput([{ field: 'ownerMembershipId', message: 'Choose a member of this meeting' }]),
  criteria: new InvalidInput([{ field: 'criteria', message: 'Choose criteria from the list' }]),
  reasonCodes: new InvalidInput([{ field: 'reasonCodes', message: 'Choose reasons from the list' }]),
  nextDate: new InvalidInput([{ field: 'nextDate', message: 'The next date must be after today, and not before the day of the meeting' }]),
  restriction: new InvalidInput([{ field: 'restrictionId', message: 'Choose a restriction of this service' }]),
  readers: new InvalidInput([{ field: 'readers', message: 'Choose the members of this meeting who may see this section' }]),
  noProvider: new InvalidInput([{ field: 'audience', message: 'This section is about no service: there is no provider it could be for' }]),
  noService: new InvalidInput([{ field: 'code', message: 'A recommendation is about a service: this item has none' }]),
} as const;

export const anothersInterest = (): NotPermitted => new NotPermitted('the chair or the coordinator, of somebody else’s interest');
export const ownInterest = (): NotPermitted => new NotPermitted('the vice chair, because the interest is your own');
