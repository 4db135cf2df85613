import { domainAsKept, isOpenToAnybody, liesIn } from './secure-domain.js';

describe('secure mail domains', () => {
  it.each([['@NHS.net', 'nhs.net'], [' *.nhs.net ', '*.nhs.net'], ['@*.gov.uk', '*.gov.uk'], ['nhs', null], ['*', null], ['*.uk', null], ['a@nhs.net', null], ['nhs..net', null], ['-x.net', null], ['nhs.net\nx.org', null]])('keeps %j as %j', (typed, kept) => {
    expect(domainAsKept(typed)).toBe(kept);
  });

  it.each([
    ['ann@nhs.net', 'nhs.net', true], ['ann@NHS.NET', 'nhs.net', true], ['ann@trust.nhs.net', 'nhs.net', false], ['ann@trust.nhs.net', '*.nhs.net', true], ['ann@nhs.net', '*.nhs.net', false],
    ['ann@evilnhs.net', 'nhs.net', false], ['ann@evilnhs.net', '*.nhs.net', false], ['"x@nhs.net"@evil.org', 'nhs.net', false], ['ann@nhs.net.evil.org', '*.nhs.net', false],
  ])('%s lies in %s: %s', (address, domain, lies) => {
    expect(liesIn(address, domain)).toBe(lies);
  });

  it('knows domains below which anybody may have a name', () => {
    expect(['*.co.uk', '*.com', '*.nhs.net', 'example.com', '*.gov.uk'].map(isOpenToAnybody)).toEqual([true, true, false, false, false]);
  });
});
