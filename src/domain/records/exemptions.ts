/** Why words are withheld: code, how the black bar names it, and in words for the exemption log (domain.md case 12). */
export interface Exemption {
  readonly code: string;
  /** Of a whole record: that it exists would itself tell, so a released set does not mention it (FOIA s31(3), s40(5B), s41(2); ADR 0018). */
  readonly existenceTells?: true;
  /** As printed in the bar. */
  readonly label: string;
  readonly words: string;
}

/** FOIA 2000 sections, with the matching exemption of the Data Protection Act 2018 Schedule 2 where it is a subject access request. */
export const exemptions = [
  { code: 'thirdParty', label: 's40', words: 'Personal data of somebody else (FOIA s40; DPA 2018 Schedule 2 paragraph 16)' },
  { code: 'source', existenceTells: true, label: 's41', words: 'Told in confidence, or would show who told us (FOIA s41; DPA 2018 Schedule 2 paragraph 16)' },
  { code: 'lawEnforcement', existenceTells: true, label: 's31', words: 'Would harm an investigation, an inspection or law enforcement (FOIA s31; DPA 2018 Schedule 2 paragraphs 2 and 7)' },
  { code: 'publicAffairs', label: 's36', words: 'Would harm the effective conduct of public affairs (FOIA s36)' },
  { code: 'privilege', label: 's42', words: 'Legal professional privilege (FOIA s42; DPA 2018 Schedule 2 paragraph 19)' },
  { code: 'commercial', label: 's43', words: 'Would harm commercial interests (FOIA s43)' },
  { code: 'caveat', existenceTells: true, label: 'caveat', words: 'Held under a handling caveat that does not allow release' },
] as const satisfies readonly Exemption[];
export type ExemptionCode = (typeof exemptions)[number]['code'];
export const exemptionCodes = exemptions.map(({ code }) => code) as [ExemptionCode, ...ExemptionCode[]];

/** What every set ends with, whether or not anything is left out of it: that it is said must not tell either. */
export const neitherConfirmed = 'We say neither that we hold nor that we do not hold any other record of which the existence alone would show who told us something, or would harm an enquiry or an inspection (FOIA 2000 sections 31(3), 40(5B) and 41(2); DPA 2018 Schedule 2 paragraphs 2, 7 and 16).';
export const ifNotContent = 'If you are not content with this answer, ask us to review it. After that you may complain to the Information Commissioner.';

export function exemptionOf(code: string): Exemption {
  return exemptions.find((one) => one.code === code) ?? { code, label: code, words: code };
}

const byCaveat: Readonly<Record<string, ExemptionCode>> = {
  sourceProtected: 'source', notToProvider: 'lawEnforcement', cqcPrePublication: 'lawEnforcement', healthConfidential: 'source', commercial: 'commercial',
  legalPrivilege: 'privilege', officialSensitive: 'caveat', namedPeople: 'caveat',
};

/** What is proposed for a whole record: caveated, or able to show who told us. Null where its words may be looked at one by one. */
export function withheldWhole(caveat: string | null, sourceProtected: boolean, hasWords: boolean): ExemptionCode | null {
  return byCaveat[caveat ?? ''] ?? (sourceProtected ? 'source' : hasWords ? null : 'caveat');
}
