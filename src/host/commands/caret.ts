import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../ids';
import type { LargeTraces } from '../largeTrace/largeTraces';

/** Where the caret is in a trace. */
export interface Caret {
  readonly uri: vscode.Uri;
  /** From 0. */
  readonly line: number;
  /** Undefined in the view of large traces, of which VS Code has no document. */
  readonly document: vscode.TextDocument | undefined;
}

/** The caret in the trace that one works in; undefined where one works in something else. */
export function caretIn(largeTraces: LargeTraces): Caret | undefined {
  const view = largeTraces.active;
  if (view !== undefined) return { uri: view.uri, line: view.caret, document: undefined };
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri, line: selection.active.line, document };
}
