import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { NO_EVENT } from '../../replay/journal';
import { firstMarks, stopAfter, stopBefore } from '../../session/marks';
import type { Sessions } from '../sessions';
import { plainLabel, say, sayNoTrace } from './say';

/** More than anybody scrolls through; the find widget of the editor finds the others. */
const MOST_MARKS = 10_000;

/** Goes to the next mark or bookmark, or to the one before; says so if there is none. */
export function goToMarkBeside(sessions: Sessions, direction: 'next' | 'previous'): void {
  const { active } = sessions;
  if (active?.trace === undefined) return sayNoTrace();
  const { trace, bookmarks, at, name } = active;
  const stop = direction === 'next' ? stopAfter : stopBefore;
  const event = stop(trace, bookmarks, at);
  if (event !== NO_EVENT) return active.seek(event + 1);
  say(
    direction === 'next'
      ? vscode.l10n.t('No mark or bookmark follows in {0}.', name)
      : vscode.l10n.t('No mark or bookmark comes before this in {0}.', name),
  );
}

/** Lets a person choose one of the trace's marks, and goes there. */
export async function goToMark(sessions: Sessions): Promise<void> {
  const { active } = sessions;
  if (active?.trace === undefined) return sayNoTrace();
  const { trace, at, name } = active;
  const marks = firstMarks(trace, MOST_MARKS);
  if (marks.length === 0) return say(vscode.l10n.t('No marks in {0}.', name));
  const items = marks.map((event) => ({
    label: plainLabel(trace.markText(event)),
    description: vscode.l10n.t('line {0}', formatCount(trace.lineOf(event) + 1)),
    event,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Go to Mark'),
    placeHolder: vscode.l10n.t('After event {0} now', formatCount(at)),
  });
  if (picked !== undefined && active.trace === trace) active.seek(picked.event + 1);
}
