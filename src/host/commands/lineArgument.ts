import * as vscode from 'vscode';
import { integer, object } from '../../base/check';

const LINE = object<{ lineNumber: number }>({ lineNumber: integer(1, 2 ** 32) });
const URI = object<{ uri: vscode.Uri }>({
  uri: (value) => (value instanceof vscode.Uri ? value : undefined),
});

/** What the menu of a line number gives a command; anything else counts as nothing. */
export interface LineArgument {
  /** Undefined from the menu of the large trace view, too: it means the trace that is shown. */
  readonly uri: vscode.Uri | undefined;
  /** From 0. */
  readonly line: number | undefined;
}

export function lineArgument(given: unknown): LineArgument {
  const number = LINE(given)?.lineNumber;
  return { uri: URI(given)?.uri, line: number === undefined ? undefined : number - 1 };
}
