import { FileRefused } from './file-kinds.js';

/** Above what telephones take by default; 20,000 by 20,000 would need 1.6 GB of memory. */
const mostPixels = 50_000_000;
/** Where further loss cannot be seen; with full colour resolution, for screenshots of text. */
const jpegQuality = 92;

/**
 * The picture drawn anew, upright: without place, time, device, thumbnail, text parts or anything behind its end.
 * @throws FileRefused where it has too many pixels or cannot be drawn
 */
export async function drawnAnew(received: Buffer, kind: 'jpeg' | 'png'): Promise<{ bytes: Buffer; pixels: number }> {
  // Loaded at the first picture: its library is 20 MB of memory that most processes never need.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  const picture = sharp(received, { failOn: 'error', limitInputPixels: mostPixels, pages: 1 });
  const size = await picture.metadata().catch((error: Error) => {
    if (/pixel limit/.test(error.message)) throw tooMany();
    throw unreadable();
  });
  if (size.format !== kind) throw unreadable();
  if (size.width * size.height > mostPixels) throw tooMany();
  const upright = picture.autoOrient().timeout({ seconds: 20 });
  const drawn = kind === 'jpeg' ? upright.jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4' }) : upright.png({ compressionLevel: 6 });
  const bytes = await drawn.toBuffer().catch(() => {
    throw unreadable();
  });
  return { bytes, pixels: size.width * size.height };
}

const tooMany = (): FileRefused => new FileRefused('The picture is larger than 50 megapixels. Make it smaller and send that');
const unreadable = (): FileRefused => new FileRefused('The picture cannot be read: part of it is missing or damaged. Open it, save it anew and send that');
