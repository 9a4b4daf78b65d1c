import * as vscode from 'vscode';
import type { Lines, Place } from '../../language/lines';
import { inSlices, type Work } from '../../language/slices';
import { scheduler } from '../platform';

/** The lines of a document as they are now. */
export function linesOf(document: vscode.TextDocument): Lines {
  const { lineCount } = document;
  return { lineCount, lineAt: (line) => document.lineAt(line).text };
}

/** A stretch of a line as VS Code has it. */
export function rangeOf({ line, from, to }: Place): vscode.Range {
  return new vscode.Range(line, from, line, to);
}

/** Does work on a document in slices. Undefined if it changes meanwhile, or nobody waits any more. */
export function onDocument<T>(
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
  work: Work<T>,
): Promise<T | undefined> {
  const { version } = document;
  return inSlices(
    work,
    scheduler,
    () => token.isCancellationRequested || document.version !== version,
  );
}
