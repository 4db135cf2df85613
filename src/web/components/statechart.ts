import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../platform/access/actor.js';
import { within } from '../../platform/access/own-words.js';
import { escapeHtml } from '../../platform/identity/plain-page.js';

const folder = join(import.meta.dirname, '../../../docs/statecharts');
const drawn = new Map<string, string | null>();

/** The statechart of a machine with today's state marked, as SVG to stand in a page, its stages by the council's names; null where it has not been drawn. @param state with its sub-state after a dot */
export function statechart(machine: string, state: string, names?: Actor['stageNames']): string | null {
  if (!/^[a-zA-Z]+$/.test(machine)) return null;
  const picture = drawn.get(machine) ?? prepared(machine);
  drawn.set(machine, picture);
  return picture?.replaceAll(/<g class="node">\s*<title>([^<]*)<\/title>([\s\S]*?)<\/g>/g, (_, name: string, body: string) => `<g>${name === state ? marked(body) : body}</g>`)
    .replaceAll(/<title>[^<]*<\/title>\s*/g, '')
    .replaceAll(/(?<=<text [^>]*>)(serious concerns|enhanced|routine)(?=[ :<])/g, (short: string) => (names === undefined ? short : ofCouncil(names, short))) ?? null;
}

/** The node filled, framed thicker, and "today" under its name: colour alone says nothing. */
function marked(body: string): string {
  return body
    .replace(/fill="none" stroke="black"/, 'fill="#ffdd00" stroke="black" stroke-width="3"')
    .replace(/(<text [^>]*?y=")(-?[\d.]+)("[^>]*>)([^<]*<\/text>)/, (_, open: string, y: string, close: string, label: string) => `${open}${Number(y) - 6}${close}${label}${open}${Number(y) + 9}${close}today</text>`);
}

/** Without its prologue, fixed size, links that lead nowhere, and ids that would stand twice in a page. */
function prepared(machine: string): string | null {
  try {
    return readFileSync(join(folder, `${machine}.svg`), 'utf8')
      .replace(/^[\s\S]*?<svg width="[^"]*" height="[^"]*"/, '<svg aria-hidden="true" focusable="false"')
      .replaceAll(/<a xlink:title="[^"]*">|<\/a>| xmlns:xlink="[^"]*"| id="[^"]*"|<!--[\s\S]*?-->/g, '');
  } catch {
    return null;
  }
}

/** A stage as the council calls it; where that begins with the word drawn, the short one stays. */
function ofCouncil(names: Actor['stageNames'], short: string): string {
  const name = within(names[short === 'serious concerns' ? 'seriousConcerns' : (short as 'enhanced' | 'routine')]);
  return name.startsWith(short) ? short : escapeHtml(name);
}
