import * as vscode from 'vscode';
import type { Sessions } from '../sessions';
import { say, sayNoTrace } from './say';

/** Begins to read on as the active trace's file grows, or ceases to. */
export function followTrace(sessions: Sessions): void {
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  if (!sessions.isFile(active)) {
    return say(vscode.l10n.t('{0} is not saved in a file that could be followed.', active.name));
  }
  say(
    sessions.toggleFollowing(active)
      ? vscode.l10n.t('{0} is read on as it grows.', active.name)
      : vscode.l10n.t('{0} is no longer followed.', active.name),
  );
}
