import * as vscode from 'vscode';
import { type SourceLocation, sourceLocationOf } from '../language/sourceLocation';
import { shownText } from '../language/partValue';
import type { TraceSession } from '../session/traceSession';
import { plainLabel, say } from './commands/say';
import { findSourceFiles } from './files/sourceFiles';
import { mayOpen } from './files/symbolicLinks';
import { columnOf } from './panels/columnOf';

/** A line of a trace is looked at as far as this, in bytes. */
const LINE_LIMIT = 4096;

/** The text of a line (from 0) of what a session has read; undefined where nothing is read yet. */
export function lineText(session: TraceSession | undefined, line: number): string | undefined {
  return session?.text?.line(line, LINE_LIMIT).text;
}

/** Opens the place of the program's source that a line (from 0) of a session's trace names. */
export async function openSourceOfLine(
  session: TraceSession | undefined,
  line: number,
): Promise<void> {
  const text = lineText(session, line);
  if (session === undefined || text === undefined) return;
  const uri = vscode.Uri.parse(session.uri);
  return openSource(sourceLocationOf(text), uri, columnOf(uri));
}

/**
 * Opens a place of the recorded program's source. Looks for the file in the workspace's folders only.
 * @param near the trace that names it: its own folder comes first
 * @param column where to show it; else in the group that one works in
 */
export async function openSource(
  location: SourceLocation | undefined,
  near: vscode.Uri | undefined,
  column?: vscode.ViewColumn,
): Promise<void> {
  if (location === undefined) {
    return say(vscode.l10n.t('This line names no source: there is no at=PATH:LINE.'));
  }
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    return say(
      vscode.l10n.t('Open the folder with the source first: it is looked for only there.'),
    );
  }
  const files = await findSourceFiles(location.path, near);
  if (files.length === 0) {
    return say(
      vscode.l10n.t('{0} is not in the folders of this workspace.', shownText(location.path)),
    );
  }
  const file = files.length === 1 ? files[0] : await choose(files, location);
  const question = vscode.l10n.t(
    'The source is behind a symbolic link and may lie outside this workspace.',
  );
  if (file !== undefined && (await mayOpen(file, question))) await show(file, location, column);
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

async function show(
  uri: vscode.Uri,
  { line, column = 1 }: SourceLocation,
  viewColumn: vscode.ViewColumn | undefined,
): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const place = document.validatePosition(new vscode.Position(line - 1, column - 1));
    const selection = new vscode.Range(place, place);
    await vscode.window.showTextDocument(document, {
      selection,
      ...(viewColumn !== undefined && { viewColumn }),
    });
    if (line > document.lineCount) {
      say(vscode.l10n.t('{0} has only {1} lines: it may have changed.', name, document.lineCount));
    }
  } catch {
    say(vscode.l10n.t('{0} cannot be shown as text.', name));
  }
}
