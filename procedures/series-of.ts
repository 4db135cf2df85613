import { defaultProcedure } from './default.ts';
import type { Procedure } from './procedure.ts';
import type { Series, SeriesKey } from './series.ts';

/** What of a procedure its kinds of meeting are made from. */
export type SeriesParts = Pick<Procedure, 'panel' | 'quorum' | 'agenda' | 'timescales' | 'series'>;

/**
 * Every kind of meeting of a council: its panel as the procedure itself describes it, then the others in their order. A procedure that
 * was kept before there were other kinds has no list: then the default's holds. A list that leaves a kind out means that the council has none.
 */
export function seriesListOf(procedure: SeriesParts): Series[] {
  return [panelSeries(procedure), ...(procedure.series ?? defaultProcedure.series ?? [])];
}

/** One kind; undefined where this council has none of that kind. */
export function seriesOf(procedure: SeriesParts, key: SeriesKey): Series | undefined {
  return seriesListOf(procedure).find((one) => one.key === key);
}

/** The procedure as it holds for meetings of one kind: their own quorum, agenda and timescales in the place of the panel's. */
export function asHeldBy<Parts extends SeriesParts>(procedure: Parts, { key, quorum, agenda, timescales: { noticeWorkingDays: _, ...timescales } }: Series): Parts {
  if (key === 'panel') return procedure;
  return {
    ...procedure, quorum: quorum ?? noQuorum, timescales: { ...procedure.timescales, ...timescales },
    agenda: { ...procedure.agenda, sections: agenda ?? [] },
  };
}

const noQuorum: Procedure['quorum'] = { all: [], anyOf: [], forSanction: { outsideCouncil: 0 }, notCounted: [] };

function panelSeries({ panel, quorum, agenda, timescales }: SeriesParts): Series {
  const { minutesDraftWorkingDays, minutesChairWorkingDays, minutesAccuracyWorkingDays } = timescales;
  return {
    key: 'panel', name: panel.name, purpose: 'Shares intelligence across all services, agrees risk and proportionate action, recommends sanctions and follows improvement.', shape: 'standing',
    // A council may divide its services between panels of its own making, as home support apart from homes.
    panelKinds: ['escalation', 'other'], cadence: { every: 'months', months: 1, ...panel.cadence }, startsAt: panel.startsAt, lengthMinutes: panel.lengthMinutes,
    membership: panel.membership, quorum, agenda: agenda.sections, timescales: { noticeWorkingDays: 5, minutesDraftWorkingDays, minutesChairWorkingDays, minutesAccuracyWorkingDays },
    minutesAudience: 'members', recommends: true, provider: 'never', partners: true,
  };
}
