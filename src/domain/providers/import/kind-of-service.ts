export const serviceKinds = ['nursingHome', 'residentialHome', 'homeSupport', 'supportedLiving', 'dayService', 'other'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** What the register says about the kind of a location; null where the file does not say. */
export interface KindFacts {
  readonly serviceTypes: string | null;
  readonly careHome: boolean | null;
  readonly category: string | null;
}

/**
 * The kind of service in the field's words. The 45-column file says it exactly in its service types. The 26-column file
 * only says "care home" and "community": there a care home is residential and community care is home support, unless it
 * is already known more exactly.
 */
export function kindOf(facts: KindFacts, known: ServiceKind | null): ServiceKind {
  const types = (facts.serviceTypes ?? '').split(',').map((type) => type.trim().toLowerCase()).filter((type) => type !== '');
  const exact = byTypes(types.filter((type) => facts.careHome !== false || !type.startsWith('care home')));
  if (exact !== null) return exact;
  if (facts.careHome === true) return known === 'nursingHome' ? known : 'residentialHome';
  if (/^community based adult social care/i.test(facts.category ?? '')) return known === 'supportedLiving' ? known : 'homeSupport';
  return types.length === 0 && facts.category === null && known !== null ? known : 'other';
}

/** A place of several types is called by the one that looks after people most closely. */
function byTypes(types: readonly string[]): ServiceKind | null {
  if (types.includes('care home service with nursing')) return 'nursingHome';
  if (types.includes('care home service without nursing')) return 'residentialHome';
  if (types.includes('domiciliary care service') || types.includes('extra care housing services')) return 'homeSupport';
  return types.includes('supported living service') ? 'supportedLiving' : null;
}
