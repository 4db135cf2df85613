/** Words that begin with a capital, and numbers of six digits or more however they are spaced: what names somebody. */
const name = /\p{Lu}[\p{L}\p{M}’'-]{2,}/gu;
const number = /\d[\d ()-]{4,}\d/g;

/**
 * Whether a text has a name or a number of who told us in it: a help for whoever writes, not a proof. Words are compared as they are
 * written, so that "Night carer" does not find "nights".
 */
export function namesWhoTold(toldBy: string, text: string): boolean {
  const told = new Set(toldBy.match(name) ?? []);
  const numbers = (toldBy.match(number) ?? []).map(digits);
  return (text.match(name) ?? []).some((word) => told.has(word)) || (text.match(number) ?? []).some((one) => numbers.includes(digits(one)));
}

const digits = (text: string): string => text.replaceAll(/\D/g, '');
