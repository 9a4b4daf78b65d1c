import * as vscode from 'vscode';
import {
  isSourceLocation,
  type SourceLocation,
  sourceLocationOf,
} from '../../language/sourceLocation';
import { shownText } from '../../language/partValue';
import { LANGUAGE_ID } from '../ids';
import type { LargeTraces } from '../largeTrace/largeTraces';
import type { Sessions } from '../sessions';
import { plainLabel, say, sayNoTrace } from './say';
import { findSourceFiles } from '../files/sourceFiles';

/** A line of a large trace is looked at as far as this, in bytes. */
const LINE_LIMIT = 4096;

/**
 * Opens the place in the recorded program's source that the event at the caret names with `at=`.
 * Looks for the file in the workspace's folders only.
 * @param argument a place to go to instead, as a link gives it; anything else is left aside
 */
export async function goToSource(
  sessions: Sessions,
  largeTraces: LargeTraces,
  argument?: unknown,
): Promise<void> {
  const caret = caretIn(sessions, largeTraces);
  const isGiven = isSourceLocation(argument);
  if (caret?.line === undefined && !isGiven) return sayNoTrace();
  const location = isGiven ? argument : sourceLocationOf(caret?.line ?? '');
  if (location === undefined) {
    return say(vscode.l10n.t('This line names no source: there is no at=PATH:LINE.'));
  }
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    return say(
      vscode.l10n.t('Open the folder with the source first: it is looked for only there.'),
    );
  }
  const files = await findSourceFiles(location.path, isGiven ? shownTrace(sessions) : caret?.uri);
  if (files.length === 0) {
    return say(
      vscode.l10n.t('{0} is not in the folders of this workspace.', shownText(location.path)),
    );
  }
  const file = files.length === 1 ? files[0] : await choose(files, location);
  if (file !== undefined) await show(file, location);
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
    return { uri, line: sessions.find(uri)?.text?.line(caret, LINE_LIMIT).text };
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

async function choose(
  files: readonly vscode.Uri[],
  { path }: SourceLocation,
): Promise<vscode.Uri | undefined> {
  const items = files.map((uri) => ({
    label: plainLabel(vscode.workspace.asRelativePath(uri, true)),
    uri,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Go to Source'),
    placeHolder: vscode.l10n.t('Several files may be {0}', shownText(path)),
  });
  return chosen?.uri;
}

async function show(uri: vscode.Uri, { line, column = 1 }: SourceLocation): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const place = document.validatePosition(new vscode.Position(line - 1, column - 1));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
    if (line > document.lineCount) {
      say(vscode.l10n.t('{0} has only {1} lines: it may have changed.', name, document.lineCount));
    }
  } catch {
    say(vscode.l10n.t('{0} cannot be shown as text.', name));
  }
}
