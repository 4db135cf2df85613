import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** What playwright-core's `chromium.launch` needs to start the browser that npm brought. */
export interface BrowserLaunch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/** Root may not use Chromium's sandbox; a container's /dev/shm is too small for a page; there is no graphics card. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--headless=shell'];

/**
 * Unpacks `@sparticuz/chromium` with the shared libraries and fonts it carries, once a version: a bare machine has neither, and needs no more.
 * Its own unpacking is not used: it writes to a fixed place and takes a half-written file of a killed run for a browser.
 */
export async function chromiumLaunch(): Promise<BrowserLaunch> {
  const root = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `manage-provider-concerns-chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(root, 'bin'), folder);
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGS,
    env: {
      HOME: tmpdir(),
      PATH: '/usr/bin:/bin',
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpack(packed: string, folder: string): Promise<void> {
  const draft = mkdtempSync(`${folder}-`);
  const decompress = (name: string, target: string, mode: number) =>
    pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(target, { mode }));
  const untar = async (name: string, target: string) => {
    const tar = join(draft, `${name}.tar`);
    await decompress(name, tar, 0o600);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xf', tar, '-C', target, '--no-same-owner']);
    rmSync(tar);
  };
  await decompress('chromium.br', join(draft, 'chromium'), 0o755);
  await untar('swiftshader.tar.br', draft);
  await untar('al2023.tar.br', draft);
  await untar('fonts.tar.br', draft);
  writeFileSync(join(draft, 'fonts.conf'), fontSettings(folder));
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another suite was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Only the fonts unpacked here, so that a screenshot looks the same on every machine. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>
`;
}
