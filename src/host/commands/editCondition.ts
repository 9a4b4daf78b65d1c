import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { conditionIn, setCondition } from '../breakpoints';
import { LANGUAGE_ID } from '../ids';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { askCondition } from './conditionBox';
import { sayNoTrace } from './say';

interface Place {
  readonly uri: vscode.Uri;
  /** From 0. */
  readonly line: number;
}

/**
 * Asks for the condition of the breakpoint in a line, with completion at every word: in VS Code's
 * own input there is none but for the first. Sets a breakpoint where there is none.
 * @param given what VS Code gives a command in the menu of a line number; else it is the caret's line
 */
export async function editCondition(largeTraces: LargeTraces, given: unknown): Promise<void> {
  const place = placeOf(given) ?? placeOfCaret(largeTraces);
  if (place === undefined) return sayNoTrace();
  const { uri, line } = place;
  const condition = await askCondition({
    title: vscode.l10n.t('Condition of the Breakpoint in Line {0}', formatCount(line + 1)),
    before: conditionIn(uri, line),
    label: (typed) => `$(debug-breakpoint-conditional) ${vscode.l10n.t('Stop when')} ${typed}`,
    emptyLabel: `$(debug-breakpoint) ${vscode.l10n.t('Stop always')}`,
  });
  if (condition !== undefined) setCondition(uri, line, condition);
}

function placeOf(given: unknown): Place | undefined {
  const { uri, lineNumber } = (given ?? {}) as { uri?: unknown; lineNumber?: unknown };
  if (!(uri instanceof vscode.Uri) || typeof lineNumber !== 'number') return undefined;
  return { uri, line: lineNumber - 1 };
}

function placeOfCaret(largeTraces: LargeTraces): Place | undefined {
  const view = largeTraces.active;
  if (view !== undefined) return { uri: view.uri, line: view.caret };
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  return { uri: editor.document.uri, line: editor.selection.active.line };
}
