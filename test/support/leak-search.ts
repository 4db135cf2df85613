/** A secret in the shapes in which it could stand in bytes. Everything is compared in lower case, so letters turned to the other case count too. */
export interface Traces {
  readonly secret: string;
  readonly shapes: ReadonlyMap<string, string>;
}

export function tracesOf(secret: string): Traces {
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
  return { secret, shapes: new Map([...shapes].map(([name, shape]) => [name, shape.toLowerCase()])) };
}

/** The base64 letters that these bytes alone decide, when they stand at an offset within a group of three. */
function inside(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** The shapes of a secret that stand in something. */
export function found({ shapes }: Traces, where: Buffer | string): string[] {
  const text = (typeof where === 'string' ? Buffer.from(where, 'utf8') : where).toString('latin1').toLowerCase();
  return [...shapes].flatMap(([name, shape]) => (text.includes(shape) ? [name] : []));
}
