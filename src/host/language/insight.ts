import * as vscode from 'vscode';
import { SecondCursors } from '../../language/secondCursor';
import { LANGUAGE_ID } from '../ids';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import type { Settings } from '../settings';
import { Diagnostics } from './diagnostics';
import { Fixes } from './fixes';
import { Hovers } from './hovers';
import { InlayHints } from './inlayHints';

/** What an editor tells of the lines of a trace: what is wrong and how to mend it, and what came of them. */
export function registerInsight(sessions: Sessions, settings: Settings): vscode.Disposable {
  const { languages } = vscode;
  const selector = { language: LANGUAGE_ID };
  const cursors = new SecondCursors(scheduler);
  const hints = new InlayHints(sessions, cursors, settings);
  return vscode.Disposable.from(
    new Diagnostics(sessions, cursors),
    languages.registerCodeActionsProvider(selector, new Fixes(sessions), Fixes.kinds),
    languages.registerHoverProvider(selector, new Hovers(sessions, cursors)),
    hints,
    languages.registerInlayHintsProvider(selector, hints),
  );
}
