import { parentPort, workerData } from 'node:worker_threads';
import { type CompileDocArgs, NodeCompiler, type RenderPdfOpts } from '@myriaddreamin/typst-ts-node-compiler';

/** What `typst.ts` gives a thread that sets one paper and ends. */
export interface ThreadWork {
  readonly workspace: string;
  readonly fonts: readonly Uint8Array[];
  readonly source: CompileDocArgs;
  readonly options: RenderPdfOpts;
}

const { workspace, fonts, source, options } = workerData as ThreadWork;
const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }] });
parentPort?.postMessage(new Uint8Array(typst.pdf(source, options)));
