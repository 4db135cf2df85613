import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeHtml, paragraph, plainPage } from './plain-page.js';

/** Somebody of the demonstration, as its sign-in page lists them. */
export interface DemoPerson {
  /** What the identity provider calls them: the `sub` that is matched with `identities.subject`. */
  readonly subject: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly agency: string;
}

const page = (heading: string, body: string, script?: string) =>
  plainPage({ heading, body, stylesheet: '/govuk.css', ...(script !== undefined && { script }) });

const notice = `<div class="govuk-warning-text">
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>
    This is a demonstration. The people, agencies and providers are made up, and nobody needs a password.</strong>
</div>`;

/** One button a person: the whole page is one form, which works without JavaScript. Two columns fit a telephone. */
export function choosePersonPage(action: string, people: readonly DemoPerson[]): string {
  // A summary list stacks on a telephone, which a table of three columns does not.
  const rows = people.map(({ subject, name, jobTitle, agency }) => `<div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key"><button type="submit" class="govuk-button govuk-!-margin-bottom-0" name="subject" value="${escapeHtml(subject)}">
          <span class="govuk-visually-hidden">Sign in as </span>${escapeHtml(name)}</button></dt>
        <dd class="govuk-summary-list__value">${escapeHtml(jobTitle)}<br>${escapeHtml(agency)}</dd>
      </div>`);
  return page('Choose who to sign in as', `${notice}
    <form method="post" action="${escapeHtml(action)}">
      <dl class="govuk-summary-list">${rows.join('')}</dl>
    </form>`);
}

/** @param form oidc-provider's own form, with its token; the script presses the button for those who have scripts. */
export function signOutPage(form: string): string {
  return page('Sign out of the demonstration', `${form}
    <button type="submit" form="op.logoutForm" value="yes" name="logout" class="govuk-button">Sign out</button>`, '/sign-out.js');
}

export function signedOutPage(): string {
  return page('You have signed out', paragraph('You can close this window.'));
}

/** Words instead of codes: nearly always a page kept open too long. */
export function demoProblemPage(returnTo: string): string {
  return page('Start signing in again', `${paragraph('This sign-in page was open too long, or was opened twice.')}
    <p class="govuk-body"><a class="govuk-link" href="${escapeHtml(returnTo)}">Go back and sign in</a></p>`);
}

export const signOutScript = "document.querySelector('button[name=logout]').click();\n";

/** GOV.UK Frontend without the GDS Transport font, which is licensed to gov.uk services alone. */
export function govukStylesheet(): string {
  const file = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css');
  return readFileSync(file, 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('"GDS Transport",', '')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '');
}
