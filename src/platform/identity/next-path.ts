const here = 'http://here.invalid';

/**
 * The page to go to after signing in, if it is one of ours; else the home page. An address is read as a browser reads
 * it, so `//elsewhere`, `/\elsewhere`, a hidden tab and `/.//elsewhere` are all seen for what they are.
 */
export function nextPath(asked: unknown): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || !URL.canParse(asked, here)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, here);
  const home = origin !== here || pathname.startsWith('//') || /^\/sign(-in|-out|ed-out)(\/|$)/.test(pathname);
  return home ? '/' : `${pathname}${search}${hash}`;
}
