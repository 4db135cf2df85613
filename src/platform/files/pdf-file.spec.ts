import { deflateSync } from 'node:zlib';
import { pdf } from '../../../test/support/files.js';
import { FileRefused } from './file-kinds.js';
import { checkPdf } from './pdf-file.js';

const script = '<< /S /JavaScript /JS (x) >>';
const packed = (text: string): string => deflateSync(text).toString('latin1');
const stream = (dictionary: string, bytes = packed(script)): string => `4 0 obj\n<< ${dictionary} >>\nstream\n${bytes}\nendstream\nendobj`;
/** PNG prediction by the row above: what stands there is seen only by whoever adds it up again. */
const predicted = (text: string): string => {
  const wide = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  return deflateSync(Buffer.from([...Array(wide.length / 8).keys()].flatMap((row) => [2, ...[...wide.subarray(row * 8, row * 8 + 8)].map((byte, at) => (byte - (wide[(row - 1) * 8 + at] ?? 0)) & 255)]))).toString('latin1');
};
const said = (inside: string): string => {
  try {
    checkPdf(pdf(inside));
    return 'taken';
  } catch (error) {
    return error instanceof FileRefused ? error.message : String(error);
  }
};

describe('a PDF (qualities 3.6)', () => {
  it.each([
    ['packed objects', stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode')],
    ['packed objects whose filter is named elsewhere', `${stream('/Type /ObjStm /N 1 /First 4 /Filter 5 0 R')}\n5 0 obj\n/FlateDecode\nendobj`],
    ['packed objects whose filter is written in hexadecimal', stream('/Type /ObjStm /N 1 /First 4 /F#69lter /FlateDecode')],
    ['packed objects whose type is written in hexadecimal', stream('/Type /Obj#53tm /N 1 /F#69rst 4 /Filter /FlateDecode')],
    ['packed objects that do not say what they are', stream('/N 1 /First 4 /Filter /FlateDecode')],
    ['packed objects behind a prediction', stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>', predicted(script))],
    ['packed objects behind two filters', stream('/Type /ObjStm /N 1 /First 4 /Filter [ /ASCIIHexDecode /FlateDecode ]', Buffer.from(packed(script), 'latin1').toString('hex'))],
    ['packed objects with the beginning of an object in a string', stream('/Filter /FlateDecode /Type /ObjStm /N 1 /First 4 /X (\\) obj << >> stream)')],
    ['packed objects with the end of their bytes in a string', stream('/Type /ObjStm /X (stream endstream endobj) /N 1 /First 4 /Filter /FlateDecode')],
    ['packed objects behind a remark', stream('/Type /ObjStm % >> (\n /N 1 /First 4 /Filter /FlateDecode')],
    ['a form of the older kind', '4 0 obj\n<< /XFA 5 0 R >>\nendobj'],
    ['a script that plays a film', '4 0 obj\n<< /S /Rendition /JS (app.alert) >>\nendobj'],
  ])('is refused with a script in %s', (_, inside) => {
    expect(said(inside)).toMatch(/^The PDF (holds a program|cannot be read)/);
  });

  it.each(['/SubmitForm /F (https://example.org)', '/GoToR /F (\\\\\\\\example\\\\share)', '/GoToE /T << /R /C >>'])('is refused where it reaches out: %s', (action) => {
    expect(said(`4 0 obj\n<< /S ${action} >>\nendobj`)).toMatch(/opens other files or sends/);
  });

  it.each([
    ['pictures and marks', `${stream('/Type /XObject /Subtype /Image /Filter /DCTDecode', 'JFIF')}\n${stream('/Filter /FlateDecode /DecodeParms << /Predictor 12 >>', 'no inflating of this')}`],
    ['a contents list and links', '4 0 obj\n<< /Type /Outlines /First 5 0 R /Last 5 0 R >>\nendobj\n5 0 obj\n<< /S /URI /URI (https://example.org) >>\nendobj'],
    ['packed objects that are harmless', stream('/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode] /DecodeParms null', packed('<< /Type /Page >>'))],
    ['packed objects in clear', stream('/Type /ObjStm /N 1 /First 4', '<< /Type /Page >>')],
  ])('is taken with %s', (_, inside) => {
    expect(said(inside)).toBe('taken');
  });

  it.each([['beginnings without an end', 'obj<<'.repeat(1_000_000)], ['strings without an end', 'obj<<('.repeat(1_000_000)]])('is refused soon where it is made of %s', (_, inside) => {
    const began = process.cpuUsage();
    expect(said(inside)).toMatch(/cannot be read/);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(5_000);
  }, 60_000);
});
