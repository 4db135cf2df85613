/** What a panel is for (domain.md 2, first column). */
export const panelKinds = ['escalation', 'strategic', 'triage', 'other'] as const;
/** Kinds of service a panel's cover may name: those of the register's locations. */
export const serviceKinds = ['nursingHome', 'residentialHome', 'homeSupport', 'supportedLiving', 'dayService', 'other'] as const;
