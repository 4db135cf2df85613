import { londonDate } from '../../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';

interface Mailed {
  readonly sentAt: string | null;
  readonly lastError: string | null;
}
export interface Standing {
  readonly state: string;
  readonly issuedAt: string | null;
  readonly servedOn: string | null;
  readonly serviceMethod?: string | null;
  readonly mail?: Mailed | null;
  /** Of a letter to several that was sent: who has not had it. */
  readonly waitingFor?: readonly string[];
}

/** How a letter was served, by the code the schema gives. */
const methods: Readonly<Record<string, string>> = { email: 'by email', post: 'by post', hand: 'by hand' };
/** To whom a letter goes, where that is not the provider. */
export const addressees: Readonly<Record<string, string>> = {
  provider: 'To the provider', placingAuthorities: 'To councils and health boards that place people here', people: 'To people who use the service and their families',
  agencies: 'To those who place people, and those who watch over them', outOfHours: 'To the emergency duty team and the duty director',
};
/** What was done to a letter's text, by the code the schema gives. */
export const changeWords: Readonly<Record<string, string>> = {
  edited: 'Edited', sentToLegal: 'Sent to Legal', copyTaken: 'Legal’s changes taken over', copyRefused: 'Legal’s changes not taken over', returned: 'Returned from Legal',
};
/** What an officer filters letters by. */
export const letterFilters = [
  { value: '', text: 'All' }, { value: 'draft', text: 'To send' }, { value: 'legalReview', text: 'With Legal' }, { value: 'issued', text: 'Sent, not served yet' },
  { value: 'notAccepted', text: 'Mail not accepted' }, { value: 'served', text: 'Served' },
];

/** Where a letter stands, with its date: the same words on every page and in the CSV. */
export function letterStands({ state, issuedAt, servedOn, serviceMethod, mail, waitingFor = [] }: Standing): string {
  if (state === 'draft') return 'Draft, to send';
  if (state === 'legalReview') return 'With Legal: its text does not change until it comes back';
  if (servedOn !== null) {
    // After 5pm, and on a day that is no working day, a mail counts as the next working day (R32): the day it was sent is said too.
    const sentAt = mail?.sentAt ?? issuedAt;
    if (serviceMethod === 'email' && sentAt !== null && londonDate(Temporal.Instant.from(sentAt)).toString() < servedOn) return `Sent ${dateTimeInWords(sentAt)} by email, counts as served on ${dateInWords(servedOn)}`;
    return ['Served', dateInWords(servedOn), methods[serviceMethod ?? '']].filter((part) => part !== undefined).join(' ');
  }
  const issued = issuedAt === null ? '' : ` ${dateTimeInWords(issuedAt)}`;
  if (mail != null && mail.sentAt === null && mail.lastError !== null) return `Sent${issued}, not served yet: its mail was not accepted`;
  const missing = waitingFor.length === 0 ? '' : ` on ${waitingFor.length > 3 ? `${waitingFor.length} of those it goes to` : waitingFor.join(', ')}`;
  return `${mail == null ? 'Issued' : 'Sent'}${issued}, not served yet${missing}`;
}

/** Why a mail was not accepted, from nodemailer's code and the server's: never the server's own words, which may repeat an address. */
export function mailProblem(lastError: string): string {
  const [code = '', answer = ''] = lastError.split(' ');
  if (['ESOCKET', 'ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ECONNREFUSED'].includes(code)) return 'the mail server could not be reached';
  if (code === 'EENVELOPE' && answer.startsWith('5')) return 'the mail server refused the address';
  if (code === 'EAUTH') return 'the mail server refused our sign-in';
  return 'the mail server did not accept it';
}
