import * as vscode from 'vscode';
import { isSourceLocation, sourceLocationOf } from '../../language/sourceLocation';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { lineText, openSource } from '../openSource';
import type { Sessions } from '../sessions';
import { caretIn, type Caret } from './caret';
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
  const caret = caretIn(largeTraces);
  const line = caret && textAt(sessions, caret);
  if (caret === undefined || line === undefined) return sayNoTrace();
  return openSource(sourceLocationOf(line), caret.uri);
}

/** The text of the caret's line; undefined where the trace is not read yet. */
function textAt(sessions: Sessions, { uri, line, document }: Caret): string | undefined {
  return document === undefined ? lineText(sessions.find(uri), line) : document.lineAt(line).text;
}

/** A link belongs to the trace that is looked at, wherever the caret is. */
function shownTrace({ active }: Sessions): vscode.Uri | undefined {
  return active && vscode.Uri.parse(active.uri);
}
