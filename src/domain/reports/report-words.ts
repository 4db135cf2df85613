import { chartSvg } from '../../platform/documents/chart.js';
import { percent } from './escalation-report.js';
import type { EscalationReport, ReportTable } from './figures.js';

const watched = ['enhanced', 'seriousConcerns'] as const;

/** A stage as the report itself names it: one that was kept keeps the words it was made with. */
function nameIn(report: EscalationReport, stage: string): string {
  return report.tables.flatMap(({ rows }) => rows).find(({ cells }) => cells.includes(`stage.${stage}.end`))?.label ?? stage;
}

function counts(report: EscalationReport): Map<string, number> {
  return new Map(report.figures.map(({ key, rows }) => [key, rows.length]));
}

/** One chart: services under closer oversight at the start and at the end of the quarter. */
export function stageChart(report: EscalationReport): Promise<string> {
  const count = counts(report);
  const values = watched.flatMap((stage) => (['start', 'end'] as const).map((when) => ({
    stage: nameIn(report, stage), when: when === 'start' ? 'Start of quarter' : 'End of quarter', services: count.get(`stage.${stage}.${when}`) ?? 0,
  })));
  return chartSvg({
    width: 420, height: 200,
    data: { values },
    mark: { type: 'bar' },
    encoding: {
      x: { field: 'stage', type: 'nominal', title: null, axis: { labelLimit: 0 } },
      xOffset: { field: 'when', sort: ['Start of quarter', 'End of quarter'] },
      y: { field: 'services', type: 'quantitative', title: 'Services', axis: { tickMinStep: 1 } },
      color: { field: 'when', type: 'nominal', title: null, sort: ['Start of quarter', 'End of quarter'] },
    },
  });
}

export const reportWords = {
  /** The chart in words, for those who do not see it. */
  chartAlt(report: EscalationReport): string {
    const count = counts(report);
    return watched.map((stage) => `${nameIn(report, stage)}: ${count.get(`stage.${stage}.start`) ?? 0} services at the start of the quarter, ${count.get(`stage.${stage}.end`) ?? 0} at its end.`).join(' ');
  },

  /** A table as rows of texts, the label first; a figure with a denominator prints its share. */
  cells(report: EscalationReport, table: ReportTable): string[][] {
    return table.rows.map(({ label, cells }) => [label, ...cells.map((key) => figureText(report, key))]);
  },
};

/** A figure as it is printed: `7`, or with its denominator `58.3% (7 of 12)`. */
export function figureText(report: EscalationReport, key: string): string {
  const figure = report.figures.find((one) => one.key === key);
  if (figure === undefined) throw new Error(`The report has no figure ${key}.`);
  const of = figure.of === null ? undefined : report.figures.find((one) => one.key === figure.of);
  return of === undefined ? String(figure.rows.length) : percent(figure.rows.length, of.rows.length);
}

/** A piece of a sentence; `figure` names the figure that counts it. */
export interface LinkedPart {
  readonly text: string;
  readonly figure: string | null;
}
const toFigure = /\[\[([^|\]]+)\|([^\]]+)\]\]/;

/** A sentence of a summary in its pieces. Reports kept before figures were linked have sentences of one piece. */
export function linkedParts(sentence: string): LinkedPart[] {
  const pieces = sentence.split(toFigure);
  return pieces.flatMap((piece, index): LinkedPart[] => {
    if (index % 3 === 1) return [{ figure: piece, text: pieces[index + 1] ?? '' }];
    return index % 3 === 0 && piece !== '' ? [{ figure: null, text: piece }] : [];
  });
}

/** The same sentence for paper, where nothing is a link. */
export function plainSentence(sentence: string): string {
  return linkedParts(sentence).map(({ text }) => text).join('');
}
