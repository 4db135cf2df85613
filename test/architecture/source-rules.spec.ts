import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const sources = (pattern: string): { file: string; text: string }[] =>
  globSync(pattern, { cwd: root })
    .filter((file) => !file.endsWith('.spec.ts') && !file.includes('generated'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Files in which a pattern stands, so that a failure names them. */
const filesWith = (pattern: RegExp, where = 'src/**/*.ts'): string[] =>
  sources(where).filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('what the sources must not hold', () => {
  it('no @Res() that takes the answer out of Nest: a handler that returns would hang for ever', () => {
    expect(filesWith(/@Res\(\s*\)/)).toEqual([]);
  });

  it('no @Field() without a type: what is guessed from metadata exposes what nobody meant', () => {
    expect(filesWith(/@Field\(\s*(\)|\{)/)).toEqual([]);
  });

  it('no transaction begun beside another statement: the settings would go first and the policies see nobody', () => {
    expect(filesWith(/Promise\.all\(\[[^\]]*(startTransaction|start transaction|beginAs)/)).toEqual([]);
  });

  it('no SQL that asks the database for the time: the clock passes the instant', () => {
    expect(filesWith(/(?<![.\w])(now\(\)(?!:)|current_timestamp|current_date|clock_timestamp\(\))/i, '{src,migrations}/**/*.ts')).toEqual([]);
  });

  it('no connection to an address that a person typed: what opens any is listed, and asks what the settings name', () => {
    expect(filesWith(/\bfetch\(|from '(node:https?|node:net|node:tls|undici|axios|got)'/).sort()).toEqual([
      // Types, whether an address is one, ports that are free, the demonstration's own servers; the scanner that the settings name.
      'src/config/settings.ts', 'src/demo/desk/desk.ts', 'src/platform/database/embedded-postgres.ts', 'src/platform/files/scanner.ts', 'src/platform/identity/demo-identity-provider.ts', 'src/platform/identity/rate-limits.ts',
      'src/platform/identity/security-headers.ts', 'src/platform/mail/demo-mailbox.ts', 'src/ports.ts',
    ]);
  });

  it('no rule cited to whoever typed something wrong: the words alone (pages.md)', () => {
    expect(filesWith(/message: ['`][^'`\n]*\([DR]\d\d/)).toEqual([]);
  });

  it('no rooms called utils, common, helpers or v2', () => {
    const folders = globSync('src/**/', { cwd: root }).filter((folder) => /(^|\/)(utils?|common|helpers?|v\d+)(\/|$)/.test(folder));
    expect(folders).toEqual([]);
  });

  it('no TypeORM save, which accepts stale versions, and no find where pages read, which is slow', () => {
    expect(filesWith(/manager\.save\b|getRepository/)).toEqual([]);
    expect(filesWith(/manager\.find/, 'src/**/*.{queries,statement}.ts')).toEqual([]);
  });

  it('nothing of this house newer than PostgreSQL 15', () => {
    expect(filesWith(/json_table|merge\s+into[\s\S]*returning|(?<!random)uuidv7\(\)|json_exists\(/i, '{src,migrations}/**/*.ts')).toEqual([]);
  });
});

describe('rooms', () => {
  const domain = join(root, 'src/domain');
  const folders = readdirSync(domain).filter((name) => statSync(join(domain, name)).isDirectory());

  it.each(folders)('%s has its README of about ten lines: what it is, states, who may, source', (folder) => {
    const lines = readFileSync(join(domain, folder, 'README.md'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.length).toBeLessThanOrEqual(20);
  });

  it.each(folders)('%s is wired into the domain module', (folder) => {
    expect(readFileSync(join(domain, 'domain.module.ts'), 'utf8')).toContain(`./${folder}/`);
  });
});
