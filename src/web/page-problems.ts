/** Nobody is signed in: the visit goes to the sign-in page and back. */
export class SignInNeeded extends Error {}

/** What was asked for needs a sign-in of the last minutes. A form that was sent is kept until then; a page that was opened comes afterwards. */
export class RecentSignInNeeded extends Error {}

/** A page that cannot be shown, in words for the person who asked. */
export class PageProblem extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409 | 413 | 500 | 503,
    readonly title: string,
    readonly lines: readonly string[],
  ) {
    super(title);
  }

  static missing(): PageProblem {
    return new PageProblem(404, 'Page not found', ['There is no such page, or you may not see it.', 'If you typed the address, check that it is correct.']);
  }

  static forbidden(message: string): PageProblem {
    return new PageProblem(403, 'You may not see this page', [message]);
  }

  static fault(errorId: unknown): PageProblem {
    return new PageProblem(500, 'Something went wrong on our side', ['Nothing was changed. Go back and try again.', ...(typeof errorId === 'string' ? [`If it happens again, tell the service desk this number: ${errorId}.`] : [])]);
  }
}
