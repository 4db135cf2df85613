/** Below these anybody may have a name: all of it is nobody's own. */
const open = /^\*\.(com|net|org|eu|info|(co|org|me|ltd|plc|net|sch)\.uk)$/;
const shape = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** As people type a mail domain, `@nhs.net`, `*.nhs.net`, `@*.gov.uk`; null where it is none. */
export function domainAsKept(typed: string): string | null {
  const domain = typed.trim().toLowerCase().replace(/^@/, '');
  return shape.test(domain) && domain.length <= 253 ? domain : null;
}

export const isOpenToAnybody = (domain: string): boolean => open.test(domain);

/** Whether an address lies in a domain; `*.nhs.net` is all below nhs.net, and nhs.net itself is a domain of its own. */
export function liesIn(address: string, domain: string): boolean {
  const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain;
}
