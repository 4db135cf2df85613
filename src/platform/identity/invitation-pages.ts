import type { Acceptance, Invitation } from './invitations.js';
import { escapeHtml, paragraph, plainPage } from './plain-page.js';

const stylesheet = '/assets/app.css';
const askAgain = 'Ask the person who invited you to send a new one.';

const refusals: Record<Exclude<Acceptance, 'linked'>, { heading: string; words: string[] }> = {
  unknown: { heading: 'This invitation is not one of ours', words: ['The link may be incomplete: open it from the mail itself, or copy all of it.', askAgain] },
  used: { heading: 'This invitation has been used', words: ['An invitation works once. If it was you, sign in as you did then.', `If it was not you, say so at once to the person who invited you.`] },
  expired: { heading: 'This invitation has expired', words: ['An invitation works for 7 days.', askAgain] },
  withdrawn: { heading: 'This invitation was withdrawn', words: ['Whoever sent it took it back, or sent a newer one: open the newest mail.', 'If there is none, ask the person who invited you.'] },
  somebodyElses: { heading: 'This invitation is for somebody else', words: ['You signed in as somebody who is already here, and the invitation is for another person. Nothing was changed.', 'Sign in without it to go on as yourself.'] },
  otherSignIn: { heading: 'You already have another way to sign in', words: ['The person invited signs in here already, with another account. Nothing was changed: sign in with that one.', 'If you no longer have it, ask the person who runs this service in your council.'] },
};

/** Who invites, and for what council; the way on is signing in. */
export function invitationPage({ councilName, invitedBy }: Pick<Invitation, 'councilName' | 'invitedBy'>, signIn: string): string {
  return plainPage({
    heading: `You are invited to ${councilName}`, stylesheet,
    body: `${paragraph(`${invitedBy ?? councilName} invites you to Manage provider concerns, where ${councilName} and its partners keep what they know about care providers.`)}
      ${paragraph('Sign in with the account you use at work. From then on that account opens this service for you; this link works once.')}
      <p class="govuk-body"><a class="govuk-button" role="button" href="${escapeHtml(signIn)}">Sign in and accept</a></p>
      ${paragraph('You did not expect this? Close the page: nothing happens until you sign in.')}`,
  });
}

export function invitationRefusedPage(why: Exclude<Acceptance, 'linked'>): string {
  const { heading, words } = refusals[why];
  return plainPage({ heading, stylesheet, body: `${words.map(paragraph).join('')}<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in</a></p>` });
}
