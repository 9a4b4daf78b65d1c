import * as vscode from 'vscode';
import { isSourceLocation, sourceLocationOf } from '../../language/sourceLocation';
import { LANGUAGE_ID } from '../ids';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { lineOf, openSource } from '../openSource';
import type { Sessions } from '../sessions';
import { sayNoTrace } from './say';

/**
 * Opens the place in the recorded program's source that the event at the caret names with `at=`.
 * @param argument a place to go to instead, as a link gives it; anything else is left aside
 */
export async function goToSource(
  sessions: Sessions,
  largeTraces: LargeTraces,
  argument?: unknown,
): Promise<void> {
  if (isSourceLocation(argument)) return openSource(argument, shownTrace(sessions));
  const caret = caretIn(sessions, largeTraces);
  if (caret?.line === undefined) return sayNoTrace();
  return openSource(sourceLocationOf(caret.line), caret.uri);
}

interface Caret {
  readonly uri: vscode.Uri;
  /** Its line's text, undefined where the trace is not read yet. */
  readonly line: string | undefined;
}

function caretIn(sessions: Sessions, largeTraces: LargeTraces): Caret | undefined {
  const view = largeTraces.active;
  if (view !== undefined) {
    const { uri, caret } = view;
    return { uri, line: lineOf(sessions.find(uri), caret) };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri, line: document.lineAt(selection.active.line).text };
}

/** A link belongs to the trace that is looked at, wherever the caret is. */
function shownTrace({ active }: Sessions): vscode.Uri | undefined {
  return active && vscode.Uri.parse(active.uri);
}
