import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../../../docs/statecharts/stage.svg');
let drawn: string | null | undefined;

/** The statechart of the stage with today's state marked, as SVG to stand in a page; null where it has not been drawn. */
export function stageDrawing(state: string): string | null {
  drawn ??= prepared();
  if (drawn === null) return null;
  const node = new RegExp(`(<title>${state.replaceAll(/\W/g, '')}</title>\\s*<path )fill="none" stroke="black"([^>]*>\\s*)(<text [^>]*?y=")(-?[\\d.]+)("[^>]*>)([^<]*</text>)`);
  const marked = drawn.replace(node, (_, open: string, path: string, before: string, y: string, after: string, label: string) =>
    `${open}fill="#ffdd00" stroke="black" stroke-width="3"${path}${before}${Number(y) - 6}${after}${label}${before}${Number(y) + 9}${after}today</text>`);
  return marked.replaceAll(/<title>[^<]*<\/title>\s*/g, '');
}

/** Without its prologue, fixed size, links that lead nowhere, and ids that would stand twice in a page. */
function prepared(): string | null {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^[\s\S]*?<svg width="[^"]*" height="[^"]*"/, '<svg aria-hidden="true" focusable="false"')
      .replaceAll(/<a xlink:title="[^"]*">|<\/a>| xmlns:xlink="[^"]*"| id="[^"]*"|<!--[\s\S]*?-->/g, '');
  } catch {
    return null;
  }
}
