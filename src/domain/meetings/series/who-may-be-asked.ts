import type { Series } from '../../../../procedures/index.ts';

/**
 * SQL that joins `seated`, somebody's own seat on a panel on one day: whoever has one sits there as the panel has it, and partners and CQC without one are guests (R37).
 * @param membership alias of `memberships` @param panel SQL for the panel's id @param day SQL for the day of the meeting
 */
export const seatedOn = (membership: string, panel: string, day: string): string => `
  left join panel_seats seated on seated.council_id = ${membership}.council_id and seated.membership_id = ${membership}.id and seated.panel_id = ${panel} and seated.deputy_of is null
    and seated.valid_from <= ${day} and (seated.valid_to is null or seated.valid_to >= ${day})`;

export const isPartner = ({ role }: { readonly role: string }): boolean => ['partner', 'cqcObserver'].includes(role);

/** Whether somebody may be asked to a kind of meeting: guests where it is about one service and has partners, partners where it has them, the council's own always. */
export const mayBeAsked = (who: { readonly isGuest: boolean; readonly role: string }, { shape, partners }: Pick<Series, 'shape' | 'partners'>): boolean =>
  who.isGuest ? shape === 'oneService' && partners : partners || !isPartner(who);
