import { recentMinutes } from '../access/actor.js';
import { roleKey } from './accounts.js';
import { escapeHtml, paragraph, plainPage } from './plain-page.js';

const stylesheet = '/assets/app.css';
const page = (heading: string, body: string) => plainPage({ heading, body, stylesheet });

const signInLink = '<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in</a></p>';

export function providerUnavailablePage(): string {
  return page('You cannot sign in at the moment', `${paragraph('The service that checks who you are does not answer. Try again in a few minutes.')}
    <p class="govuk-body"><a class="govuk-link" href="/sign-in">Try again</a></p>`);
}

export function startAgainPage(): string {
  return page('Start signing in again', `${paragraph('Signing in took longer than 10 minutes, was started in another window, or was not completed.')}${signInLink}`);
}

/** @param subject what the identity provider calls this person: no secret, and what an administrator links them by */
export function unknownPersonPage(subject: string): string {
  return page('You do not have an account here', `${paragraph(
    'You proved who you are, but nobody has added you to this service. Ask the person who runs it in your council, or the council you work with, to invite you.',
  )}${paragraph(`Give them this code, which says who you are and lets nobody in by itself: ${subject}`)}`);
}

export function noMembershipPage(): string {
  return page('You have no role here at present', paragraph(
    'Your account has no role in force today. Ask the person who runs this service in the council you work with to renew it.',
  ));
}

export function signedOutPage(): string {
  return page('You have signed out', signInLink);
}

/** One of somebody's roles, as the page that asks for it shows it. */
export interface RoleToChoose {
  readonly membershipId: string;
  readonly jobTitle: string;
  readonly councilName: string;
  readonly onBehalfOf?: string | null;
  readonly onBehalfOfName?: string | null;
}

function asDeputy({ jobTitle, onBehalfOfName }: RoleToChoose): string {
  return onBehalfOfName === undefined || onBehalfOfName === null ? jobTitle : `${jobTitle}, as deputy for ${onBehalfOfName}`;
}

/**
 * Asked after signing in, where somebody has several roles.
 * @param roles in the order shown; the first is the one last used and is chosen already
 */
export function chooseRolePage(roles: readonly RoleToChoose[], token: string): string {
  const radios = roles.map((role, place) => `<div class="govuk-radios__item">
          <input class="govuk-radios__input" id="role-${place}" name="membershipId" type="radio" value="${escapeHtml(roleKey(role))}"${place === 0 ? ' checked' : ''} aria-describedby="role-${place}-council">
          <label class="govuk-label govuk-radios__label" for="role-${place}">${escapeHtml(asDeputy(role))}</label>
          <div id="role-${place}-council" class="govuk-hint govuk-radios__hint">${escapeHtml(role.councilName)}</div>
        </div>`);
  return page('Choose your role', `${paragraph('You have several roles. What you see and may do hangs on the one you choose, and what you do is recorded under it. You can change it later on your account page.')}
    <form method="post" action="/sign-in/role">
      <input type="hidden" name="_csrf" value="${escapeHtml(token)}">
      <div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Act as</legend>
        <div class="govuk-radios">${radios.join('')}</div>
      </fieldset></div>
      <button type="submit" class="govuk-button">Continue</button>
    </form>`);
}

/** @param minutes until it is worth trying again */
export function tooManyRequestsPage(minutes: number): string {
  return page('Too many requests', `${paragraph('This service was asked for more than it answers in a short time, by you or from the network you are in. Nothing was changed.')}
    ${paragraph(minutes <= 1 ? 'Wait a minute and try again.' : `Wait ${minutes} minutes and try again.`)}`);
}

export function notYourMembershipPage(): string {
  return page('You cannot act in that role', `${paragraph('It is not yours, or it has ended. You are still signed in as before.')}
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`);
}

/** No way to send again is offered: whoever made the form was not us. */
export function foreignFormPage(): string {
  return page('This form did not come from this service', `${paragraph('Nothing was changed. Open the page here and fill in its form.')}
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`);
}

/** What somebody else typed is neither shown nor sent: two people at one computer. */
export function notYourFormPage(): string {
  return page('Somebody else filled in this form', `${paragraph('You are signed in as another person than whoever filled it in. Nothing was changed, and it is not sent in your name.')}
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`);
}

/** @param body what was posted; it is kept on the page, so that signing in again loses nothing. */
export function signedOutWhileTypingPage(address: string, body: unknown): string {
  return page('Sign in to send this', `${paragraph('You were signed out. Nothing was changed, and what you typed is kept on this page.')}
    <ol class="govuk-list govuk-list--number">
      <li><a class="govuk-link" href="/sign-in" target="_blank" rel="noopener">Sign in (opens in a new tab)</a></li>
      <li>Come back to this page and send it again</li>
    </ol>${sendAgain(address, body, typeof body === 'object' && body !== null && '_csrf' in body ? String(body._csrf) : null)}`);
}

const why = `What you asked for gives somebody access or opens what is sealed. It needs a sign-in of the last ${recentMinutes} minutes, so that nobody does it at a computer you left.`;

/** Before a page that needs a recent sign-in. @param next the page to come back to */
export function signInAgainPage(next: string): string {
  return page('Sign in again', `${paragraph(why)}${paragraph('You come back to the page you wanted.')}
    <a class="govuk-button" href="/sign-in?again=yes&amp;next=${escapeHtml(encodeURIComponent(next))}" role="button" draggable="false">Sign in again</a>
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`);
}

/** As it was sent, when the sign-in had become too old. The session stays the same, so its form still counts afterwards. */
export function signInAgainToSendPage(address: string, body: unknown, token: string): string {
  return page('Sign in again to send this', `${paragraph(why)}${paragraph('Nothing was changed, and what you typed is kept on this page.')}
    <ol class="govuk-list govuk-list--number">
      <li><a class="govuk-link" href="/sign-in?again=yes" target="_blank" rel="noopener">Sign in again (opens in a new tab)</a></li>
      <li>Come back to this page and send it again</li>
    </ol>${sendAgain(address, body, token)}`);
}

/** The identity provider let them through without asking, or did not say when it asked: `auth_time`. */
export function notProvedAgainPage(): string {
  return page('You were not signed in again', `${paragraph('The service that checks who you are did not confirm that it asked you just now. You are still signed in as before, and nothing was changed.')}
    ${paragraph('Go back and try again. If this page comes again, ask the person who runs this service: the identity provider must say when you signed in.')}
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`);
}

/** The form is from before the last sign-in: same person, same browser, old token. */
export function staleFormPage(address: string, body: unknown, token: string): string {
  return page('Send this again', `${paragraph('You signed in again after you opened that page. Nothing was changed yet, and what you typed is kept.')}
    ${sendAgain(address, body, token)}`);
}

function sendAgain(address: string, body: unknown, token: string | null): string {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {})
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)] as const));
  if (token !== null) fields.push(['_csrf', token]);
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  return `<form method="post" action="${escapeHtml(address)}">${inputs.join('')}
    <button type="submit" class="govuk-button">Send again</button></form>`;
}
