/** What is taken in, by what is in it. */
export const fileKinds = {
  pdf: { mediaType: 'application/pdf', extension: 'pdf' },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extension: 'docx' },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg' },
  png: { mediaType: 'image/png', extension: 'png' },
} as const;
export type FileKind = keyof typeof fileKinds;

/** 20 MB as people count them (issue 3, part 9). */
export const largestFile = 20 * 1_048_576;

/** Why a file is not taken, in words that name the remedy. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}
