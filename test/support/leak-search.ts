import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Client } from 'pg';
import { pdfText } from './pdf-text.js';

/** A secret in the shapes in which it could stand in bytes, by name. */
function shapesOf(secret: string): Map<string, string> {
  const utf8 = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const utf16be = Buffer.from(utf16).swap16();
  const shapes = new Map<string, string>([
    ['UTF-8', utf8.toString('latin1')],
    ['UTF-16LE', utf16.toString('latin1')],
    ['UTF-16BE', utf16be.toString('latin1')],
    ['hexadecimal', utf8.toString('hex')],
    ['hexadecimal of UTF-16LE', utf16.toString('hex')],
    ['hexadecimal of UTF-16BE', utf16be.toString('hex')],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded whole', [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')],
    ['form-encoded', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['JSON escapes', [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['HTML entities', [...secret].map((letter) => `&#${letter.charCodeAt(0)};`).join('')],
    ['backwards', [...secret].reverse().join('')],
  ]);
  for (const [name, bytes] of [['UTF-8', utf8], ['UTF-16LE', utf16]] as const) {
    for (const offset of [0, 1, 2]) {
      const plain = inside(bytes, offset);
      shapes.set(`base64 of ${name} at ${offset}`, plain);
      shapes.set(`base64url of ${name} at ${offset}`, plain.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  return shapes;
}

/** The base64 letters that these bytes alone decide, when they stand at an offset within a group of three. */
function inside(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** Looks for secrets in every shape, whatever the case of their letters: all at once, and only where something is found for what it is. */
export class LeakSearch {
  private readonly shapes: { readonly secret: string; readonly name: string; readonly shape: string }[];
  private readonly any: RegExp;

  constructor(secrets: readonly string[]) {
    // A word without spaces is itself in an address too: one shape, one name.
    this.shapes = secrets.flatMap((secret) => [...Map.groupBy(shapesOf(secret), ([, shape]) => shape)].map(([shape, [[name] = ['']]]) => ({ secret, name, shape })));
    this.any = new RegExp([...new Set(this.shapes.map(({ shape }) => shape.replaceAll(/[^\w ]/g, String.raw`\$&`)))].join('|'), 'i');
  }

  /** @returns each secret that stands there, with the shape it stands in */
  found(bytes: Buffer): string[] {
    const text = bytes.toString('latin1');
    if (!this.any.test(text)) return [];
    const lower = text.toLowerCase();
    return this.shapes.flatMap(({ secret, name, shape }) => (lower.includes(shape.toLowerCase()) ? [`${secret} as ${name}`] : []));
  }

  isIn(bytes: Buffer): boolean {
    return this.any.test(bytes.toString('latin1'));
  }

  get shapesOfFirst(): readonly { readonly name: string; readonly shape: string }[] {
    return this.shapes.filter(({ secret }) => secret === this.shapes[0]?.secret);
  }
}

/** What stood in outputs that were looked at as they came: of the outputs themselves nothing is kept. */
export class Findings {
  count = 0;
  /** How many held the marker: no secret, and known to stand in every kind of output, so that it proves that the search can find. */
  marked = 0;
  /** How many were unpacked into words or parts. */
  unpacked = 0;
  readonly leaks: string[] = [];

  constructor(private readonly secrets: LeakSearch, private readonly marker: LeakSearch) {}

  look(where: string, what: Buffer | string): void {
    const bytes = typeof what === 'string' ? Buffer.from(what) : what;
    this.count += 1;
    if (this.marker.isIn(bytes)) this.marked += 1;
    for (const leak of this.secrets.found(bytes)) this.leaks.push(`${where}: ${leak}`);
  }

  /** A file, and what is packed in it: the words of a PDF, which are numbered by glyph, and the parts of what Word and Excel open. */
  open(where: string, file: Buffer): void {
    this.look(where, file);
    const inner = unpacked(file);
    for (const [name, bytes] of inner) this.look(`${where}, its ${name}`, bytes);
    if (inner.length > 0) this.unpacked += 1;
  }

  /** Where something was found, each place once. */
  get places(): string[] {
    return [...new Set(this.leaks.map((leak) => leak.replace(/(?:, its [^:]*)?: .*$/, '')))];
  }
}

/** Every row of every table of every schema of ours and pg-boss's, as COPY writes it, and bytea columns as their bytes. */
export async function dumpInto(findings: Findings, client: Client): Promise<void> {
  const tables = (await client.query<{ table: string; bytes: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as table, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and not a.attisdropped) as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`)).rows;
  for (const { table, bytes } of tables) {
    findings.look(`the table ${table}`, (await client.query<{ row: string }>(`select t::text as row from ${table} t`)).rows.map(({ row }) => row).join('\n'));
    for (const column of bytes) {
      const { rows } = await client.query<{ bytes: Buffer | null }>(`select ${column} as bytes from ${table}`);
      findings.look(`${table}.${column}`, Buffer.concat(rows.flatMap((row) => (row.bytes === null ? [] : [row.bytes, Buffer.from('\n')]))));
    }
  }
}

/** Words of papers read before: many people reach the same one. */
const wordsOf = new Map<string, Buffer>();

function unpacked(file: Buffer): [name: string, bytes: Buffer][] {
  const begins = file.subarray(0, 4).toString('latin1');
  if (begins === 'PK\u0003\u0004') {
    return Object.entries(unzipSync(file)).flatMap(([name, part]): [string, Buffer][] => {
      const bytes = Buffer.from(part);
      // A word may be cut by marks of how it looks.
      return name.endsWith('.xml') ? [[name, bytes], [`words of ${name}`, Buffer.from(bytes.toString('latin1').replaceAll(/<[^>]+>/g, ''), 'latin1')]] : [[name, bytes]];
    });
  }
  if (begins !== '%PDF') return [];
  const hash = createHash('sha256').update(file).digest('hex');
  const words = wordsOf.get(hash) ?? Buffer.from(pdfText(file));
  wordsOf.set(hash, words);
  return [['text', words]];
}
