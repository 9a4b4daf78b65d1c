import * as vscode from 'vscode';
import type { TraceSource } from '../../session/source';

/** Lines taken from a document at once; a document of 50 MiB as one string holds a host for long. */
const LINES = 8192;

/**
 * The text of a document as it is when it is read. An edit meanwhile makes a newer load, which ends
 * this one; where there is none, as for an import, the text is broken off.
 */
export function documentSource(document: vscode.TextDocument): TraceSource {
  return {
    open() {
      const encoder = new TextEncoder();
      const { lineCount, version } = document;
      let line = 0;
      let isEdited = false;
      async function* pieces() {
        for (; line < lineCount; line += LINES) {
          isEdited = document.version !== version;
          if (isEdited) return;
          yield encoder.encode(document.getText(new vscode.Range(line, 0, line + LINES, 0)));
        }
      }
      return Promise.resolve({
        version,
        pieces: pieces(),
        fraction: () => Math.min(line / lineCount, 1),
        brokenOff: () =>
          isEdited ? vscode.l10n.t('The text was edited while it was read.') : undefined,
      });
    },
  };
}
