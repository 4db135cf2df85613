import { fromBufferPromise } from 'yauzl';

/** The words of a Word document, as XML: what is in the file, whatever a word processor shows. */
export async function wordText(bytes: Buffer): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  let text = '';
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'word/document.xml') continue;
    for await (const chunk of await zip.openReadStreamPromise(entry)) text += String(chunk);
  }
  return text;
}
