import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles, printableData } from './printable.js';
import type { ThreadWork } from './typst-thread.js';

/** What the shared layout needs of every paper; a template adds its own fields. Only JSON, for it is kept as merge data. */
export interface PaperData {
  /** The council's name, in the page header. */
  readonly council: string;
  readonly title: string;
  /** The human reference printed on every page, `LET-2026-00012`. */
  readonly reference: string;
  /** ISO instant the paper is dated by: same data, same bytes. */
  readonly producedAt: string;
  /** Handling words above every page, such as "Confidential: panel members only". */
  readonly marking?: string;
}

/** Papers cannot be made on this machine: the compiler is published for Linux x64 alone. */
export class PapersUnavailable extends Error {
  constructor(cause: unknown) {
    super(`Papers (PDF) cannot be made on ${process.platform} ${process.arch}: the Typst compiler 0.7.0 is published for Linux x64 only.`, { cause });
  }
}

/** A template does not compile with its data: a fault of ours, naming the template and what Typst said. */
export class TemplateFault extends Error {
  constructor(template: URL, said: unknown) {
    super(`Template ${fileURLToPath(template)}: ${String(said)}`, { cause: said });
  }
}

/** Typst reads only below this folder: `src` or `dist`. Templates import `/platform/documents/layout.typ`. */
const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
/** How many papers a memoized result outlives unused, so that a long-running worker's memory stays flat. */
const CACHE_AGE = 20;

/** Characters of data from which a paper is set in a thread of its own. A pack of 200 items takes seconds, in which nobody else would be answered. */
const LARGE = 120_000;

let compiler: NodeCompiler | undefined;
/** Large papers are set one after another: each takes more than a hundred megabytes while it is. */
let largeBefore: Promise<unknown> = Promise.resolve();

async function compilerOnce(): Promise<NodeCompiler> {
  if (compiler) return compiler;
  try {
    const typst = await import('@myriaddreamin/typst-ts-node-compiler');
    compiler = typst.NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: [...fontFiles()] }] });
    return compiler;
  } catch (cause) {
    throw new PapersUnavailable(cause);
  }
}

const pdfOptions = { pdfStandard: 'ua-1', pdfTags: true } as const;

function inThread(source: ThreadWork['source']): Promise<Uint8Array> {
  const work: ThreadWork = { workspace: WORKSPACE, fonts: fontFiles(), source, options: pdfOptions };
  const turn = largeBefore.then(() => new Promise<Uint8Array>((done, failed) => {
    const thread = new Worker(new URL(`typst-thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url), { workerData: work });
    thread.once('message', done).once('error', failed).once('exit', (code) => failed(new Error(`The thread ended with ${code}.`)));
  }));
  largeBefore = turn.catch(() => undefined);
  return turn;
}

/**
 * Sets a template with data as an accessible PDF (PDF/UA-1, tagged, en-GB). The data goes in as JSON through
 * `sys.inputs`, never into markup, so what people typed is only ever text. The same data gives the same bytes.
 * @param template a `.typ` file below `src`, as `new URL('letter.typ', import.meta.url)`
 * @throws PapersUnavailable on a platform without the compiler; TemplateFault where the template is wrong
 */
export async function compilePaper(template: URL, data: PaperData & Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const typst = await compilerOnce();
  const source = { mainFilePath: fileURLToPath(template), inputs: { data: JSON.stringify(printableData(data)) } };
  try {
    if (source.inputs.data.length >= LARGE) return await inThread(source);
    // Straight to PDF: a compiled document held in between lives until the event loop turns, a megabyte and more each.
    return new Uint8Array(typst.pdf(source, pdfOptions));
  } catch (error) {
    throw new TemplateFault(template, error);
  } finally {
    typst.evictCache(CACHE_AGE);
  }
}
