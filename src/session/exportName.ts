import { isDeviceName } from '../base/fileName';
import type { ExportedFile } from '../protocol/exports';

/** Of each of the two parts of a name. */
const LONGEST_PART = 60;
/** What a trace's file ends with: left out of the names of files made from it. */
const TRACE_ENDING = /(?:\.alloctrace)?(?:\.gz|\.zst)?$/;

/**
 * The name that is suggested for an exported file: `server-timeline.svg` for the timeline of
 * `server.alloctrace.gz`. Whatever the parts are, it is a plain name in any file system, with
 * nothing that leads to another folder or hides.
 */
export function exportName(traceName: string, { name, kind }: ExportedFile): string {
  const stem = [traceName.replace(TRACE_ENDING, ''), name]
    .map(plainPart)
    .filter((part) => part !== '')
    .join('-');
  return `${usable(stem)}.${kind}`;
}

/**
 * The name that is suggested for a trace that was made of a recording, or is one itself, under the
 * same rules.
 */
export function importedName(recording: string): string {
  return `${usable(plainPart(recording.replace(/\.alloctrace(?:\.gz|\.zst)?$/, '')))}.alloctrace`;
}

function usable(stem: string): string {
  return stem === '' || isDeviceName(stem) ? 'trace' : stem;
}

/** Letters, digits, `.`, `_` and `-`; anything else becomes `-`. No dot or dash at either end. */
function plainPart(part: string): string {
  const plain = part
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.');
  return trimmed(Array.from(trimmed(plain)).slice(0, LONGEST_PART).join(''));
}

function trimmed(part: string): string {
  return part.replace(/^[.-]+|[.-]+$/g, '');
}
