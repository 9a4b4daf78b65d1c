import * as vscode from 'vscode';
import { SETTING_SECTION, SETTINGS } from '../ids';
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

/**
 * Lets the heap follow the caret, or no longer. It is a setting: where somebody has set it for this
 * workspace it changes there, else for the user.
 */
export async function followCursor(): Promise<void> {
  const section = vscode.workspace.getConfiguration(SETTING_SECTION);
  const isOn = section.get<unknown>(SETTINGS.followCursor) === true;
  const { workspaceValue } = section.inspect(SETTINGS.followCursor) ?? {};
  const isOfWorkspace = workspaceValue !== undefined;
  await section.update(SETTINGS.followCursor, !isOn, !isOfWorkspace);
  say(
    isOn
      ? vscode.l10n.t('The heap no longer follows the caret.')
      : vscode.l10n.t('The heap follows the caret.'),
  );
}
