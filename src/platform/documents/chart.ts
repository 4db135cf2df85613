import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** Our look for every chart: the papers' own font, colours that differ in lightness, no interaction. */
const HOUSE = {
  font: 'Noto Sans',
  background: '#ffffff',
  mark: { color: '#12436d' },
  axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'bold' as const, labelColor: '#0b0c0c', titleColor: '#0b0c0c' },
  axisX: { labelAngle: 0 },
  legend: { labelFontSize: 12, titleFontSize: 12, labelColor: '#0b0c0c', titleColor: '#0b0c0c' },
  range: { category: ['#12436d', '#28a197', '#801650', '#f46a25', '#3d3d3d'] },
};

/**
 * A Vega-Lite picture as SVG text, drawn on the server: no script and no link in it, the same bytes for the same figures.
 * Data must be inline: nothing is fetched. Text is measured without a canvas, alike on every machine.
 */
export async function chartSvg(spec: TopLevelSpec): Promise<string> {
  const { spec: drawing } = compile(spec, { config: HOUSE });
  const refuse = (): Promise<never> => Promise.reject(new Error('A chart draws only the figures it is given.'));
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  const view = new View(parse(drawing), { renderer: 'none', loader });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
