import { nextPath } from './next-path.js';

describe('the page to go to after signing in', () => {
  it.each(['/', '/services/1?page=2', '/meetings#item-3', '/%2F%2Felsewhere.example'])('is %s, a page of ours', (path) => {
    expect(nextPath(path)).toBe(path);
  });

  it.each([
    'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', '/.//elsewhere.example',
    '/x/..//elsewhere.example', 'javascript:alert(1)', 'services', '', undefined, ['/services', '//elsewhere.example'],
  ])('is the home page instead of %j', (asked) => {
    expect(nextPath(asked)).toBe('/');
  });

  it.each(['/sign-in', '/sign-in/callback?code=1', '/sign-out', '/signed-out'])('is never %s, which would go round in circles', (path) => {
    expect(nextPath(path)).toBe('/');
  });
});
