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
  notLeft: 'A deferred item stays where it is.',
} as const;

export const problems = {
  past: new InvalidInput([{ field: 'startsOn', message: 'Enter a date and time that is still to come' }]),
  panel: new InvalidInput([{ field: 'panelId', message: 'Choose a panel of this council that is open today' }]),
  notCovered: new InvalidInput([{ field: 'serviceId', message: 'This panel does not look at services of this kind: choose a meeting of the panel that does' }]),
  strangers: new InvalidInput([{ field: 'memberIds', message: 'Choose people who are members of this panel today' }]),
  chair: new InvalidInput([{ field: 'chairId', message: 'Choose somebody who chairs the panel' }]),
  coordinator: new InvalidInput([{ field: 'coordinatorId', message: 'Choose somebody who coordinates the panel' }]),
  section: new InvalidInput([{ field: 'section', message: 'Choose a section of the agenda' }]),
  onAgenda: new InvalidInput([{ field: 'serviceId', message: 'This service is on the agenda already: one service is one item' }]),
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

export const ownInterest = (): NotPermitted => new NotPermitted('the vice chair, because the interest is your own');
