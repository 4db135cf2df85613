/** Case 23: SQL for who is served for a provider in administration. */

/** The record that holds on a day: of the rows of the latest day that has come, the one recorded last. */
export const insolvencyRow = (provider: string, day: string): string => `(select pi.practitioner, pi.firm, pi.address, pi.mail, pi.from_on as since from provider_insolvencies pi
  where pi.council_id = current_council() and pi.provider_id = ${provider} and pi.from_on <= ${day} order by pi.from_on desc, pi.recorded_at desc, pi.id desc limit 1)`;

/** Name, firm and address of the insolvency practitioner, a line each, as a letter is addressed; null where it is not in administration. `day` is an expression. */
export const practitionerOf = (provider: string, day: string): string =>
  `(select concat_ws(E'\\n', held.practitioner, held.firm, held.address) from ${insolvencyRow(provider, day)} held where held.practitioner is not null)`;

/** As `InsolvencyView`, or null. */
export const insolvencyJson = (provider: string, day: string): string =>
  `(select json_build_object('practitioner', held.practitioner, 'firm', held.firm, 'address', held.address, 'mail', held.mail, 'since', held.since) from ${insolvencyRow(provider, day)} held where held.practitioner is not null)`;
