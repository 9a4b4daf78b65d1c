import { object, oneOf, text, type Check } from '../base/check';
import { command } from './message';

/** What a view may save: also the extension of the file. */
export const EXPORT_KINDS = ['svg', 'png', 'csv', 'md', 'json'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** The longest content, in UTF-16 units: a table of half a million rows. */
const LONGEST_EXPORT = 2 ** 26;

/** A file that the view has made, to be saved where the person says. */
export interface ExportedFile {
  /** What it is a picture or table of, in a word: part of the name that is suggested. */
  readonly name: string;
  readonly kind: ExportKind;
  /** The text of the file; of a PNG its bytes in base64. */
  readonly content: string;
}

/** Not by one expression over all of it: that could overflow the stack of the matcher. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const PART = 2 ** 16;

/** Whether a text is base64. */
function isBase64(value: string): boolean {
  if (value.length % 4 !== 0) return false;
  for (let at = 0; at < value.length; at += PART) {
    const part = value.slice(at, at + PART);
    if (!BASE64.test(part)) return false;
    if (part.endsWith('=') && at + PART < value.length) return false;
  }
  return true;
}

const fields = object<ExportedFile>({
  name: text(100),
  kind: oneOf(...EXPORT_KINDS),
  content: text(LONGEST_EXPORT),
});

const exportedFile: Check<ExportedFile> = (value) => {
  const file = fields(value);
  return file?.kind === 'png' && !isBase64(file.content) ? undefined : file;
};

/** Ask the person where to save a file that the view has made, and write it there. */
export const exportFile = command('exportFile', exportedFile);
