import * as vscode from 'vscode';
import type { TraceSource } from '../../session/source';
import type { EditLog } from './editLog';

/** Lines taken from a document at once; a document of 50 MiB as one string holds a host for long. */
const MOST_LINES = 8192;
/** At first fewer: the cursor may be near, and what is there is waited for. */
const FIRST_LINES = 512;

/**
 * The text of a document as it is when it is read. An edit meanwhile makes a newer load, which ends
 * this one; where there is none, as for an import, the text is broken off.
 * @param edits of this document; with them only what follows the first edit is read again
 */
export function documentSource(document: vscode.TextDocument, edits?: EditLog): TraceSource {
  return {
    open(earlier) {
      const encoder = new TextEncoder();
      const { lineCount, version } = document;
      const isIts = earlier?.text.of === document;
      const same = isIts ? (edits?.sameLines(earlier.text.version, version) ?? 0) : 0;
      const firstLine = earlier?.linesWithin(same) ?? 0;
      let line = firstLine;
      let isEdited = false;
      async function* pieces() {
        for (let lines = FIRST_LINES; line < lineCount; lines = Math.min(2 * lines, MOST_LINES)) {
          isEdited = document.version !== version;
          if (isEdited) return;
          yield encoder.encode(document.getText(new vscode.Range(line, 0, line + lines, 0)));
          line += lines;
        }
      }
      return Promise.resolve({
        text: { of: document, version },
        firstLine,
        pieces: pieces(),
        fraction: () => Math.min(line / lineCount, 1),
        brokenOff: () =>
          isEdited ? vscode.l10n.t('The text was edited while it was read.') : undefined,
      });
    },
  };
}
