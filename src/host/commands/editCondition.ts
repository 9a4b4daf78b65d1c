import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { conditionIn, setCondition } from '../breakpoints';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { caretIn, type Caret } from './caret';
import { askCondition } from './conditionBox';
import { lineArgument } from './lineArgument';
import { sayNoTrace } from './say';

/**
 * Asks for the condition of the breakpoint in a line, with completion at every word: in VS Code's
 * own input there is none but for the first. Sets a breakpoint where there is none.
 * @param given what VS Code gives a command in the menu of a line number; else it is the caret's line
 */
export async function editCondition(largeTraces: LargeTraces, given: unknown): Promise<void> {
  const place = placeOf(given) ?? caretIn(largeTraces);
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

function placeOf(given: unknown): Pick<Caret, 'uri' | 'line'> | undefined {
  const { uri, line } = lineArgument(given);
  return uri === undefined || line === undefined ? undefined : { uri, line };
}
