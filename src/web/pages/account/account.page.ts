import { Controller, Get, Post } from '@nestjs/common';
import { Accounts, roleKey } from '../../../platform/identity/accounts.js';
import { Sessions } from '../../../platform/identity/sessions.js';
import { type Body, text } from '../../form.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/**
 * Who one is signed in as, the roles one may change to, and where one is signed in. Sessions are the pages' own affair: the API
 * knows no cookies, so this page asks the sign-in itself and no GraphQL document.
 */
@Controller('account')
export class AccountPage {
  constructor(
    private readonly pages: Pages,
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  async show(@Visited() visit: Visit): Promise<string> {
    const { personId } = visit.actor;
    const [roles, sessions] = personId === null ? [[], []] : await Promise.all([this.accounts.rolesOf(personId), this.sessions.ofPerson(personId)]);
    return this.pages.view(visit, 'pages/account/account', {
      title: 'Your account',
      key: roleKey(visit.actor),
      roles: roles.map((role) => ({ ...role, key: roleKey(role) })),
      sessions: sessions.map((session) => ({
        ...session,
        here: session.id === visit.request.session?.id,
        role: roles.find((role) => roleKey(role) === roleKey(session)) ?? null,
      })),
    });
  }

  /** One's own session elsewhere; an id that is nobody's or somebody else's changes nothing and says the same. */
  @Post('end-session')
  async end(@Visited() visit: Visit): Promise<string> {
    const { personId } = visit.actor;
    const sessionId = text(((visit.request.body ?? {}) as Body)['sessionId']);
    if (personId !== null) await this.sessions.endOne(personId, sessionId);
    return this.pages.onward(visit, '/account', 'That session has ended. Whoever used it has to sign in again.');
  }
}
