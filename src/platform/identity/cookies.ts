import type { CookieSerializeOptions } from '@fastify/cookie';

export interface Cookies {
  readonly session: string;
  readonly flow: string;
  readonly choice: string;
  /** The invitation somebody came with, while they sign in. */
  readonly invitation: string;
  /** Whom the identity provider vouched for, while their invitation is looked at. */
  readonly vouched: string;
  readonly options: CookieSerializeOptions;
}

/**
 * The `__Host-` prefix makes the browser itself insist on Secure, no Domain and the path `/`, so a sister site cannot
 * plant a session. It needs https; a demonstration on plain http gets the same cookies without the prefix.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  return {
    session: `${prefix}session`,
    flow: `${prefix}sign-in`,
    choice: `${prefix}choice`,
    invitation: `${prefix}invitation`,
    vouched: `${prefix}vouched`,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}
