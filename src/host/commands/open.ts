import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../ids';
import type { Inspectors } from '../panels/inspectors';
import type { Sessions } from '../sessions';
import { showUntitled } from '../untitled';
import { EXAMPLES } from './examples';
import { say } from './say';

/** Opens the inspector on the active trace, with the trace's editor kept beside it. */
export function openInspector(sessions: Sessions, inspectors: Inspectors): void {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE_ID) sessions.activate(document);
  inspectors.open();
}

/** Keeps an inspector at the trace that it shows, or lets it follow the active one again. */
export function pinInspector(inspectors: Inspectors): void {
  if (inspectors.togglePinned()) return;
  say(vscode.l10n.t('Open the Heap Inspector on a trace first, then pin it.'));
}

/**
 * Lets a person choose an example and opens a copy of it, untitled, so that it can be edited, with
 * the inspector beside it unless one is in sight already.
 * @param file one of the examples, to open without asking
 */
export async function openExample(
  extensionUri: vscode.Uri,
  inspectors: Inspectors,
  file?: unknown,
): Promise<void> {
  const examples = EXAMPLES();
  const example =
    examples.find((each) => each.file === file) ??
    (await vscode.window.showQuickPick(examples, {
      title: vscode.l10n.t('Open Example Trace'),
      matchOnDetail: true,
    }));
  if (example === undefined) return;
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'examples', example.file);
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  await showUntitled(LANGUAGE_ID, content);
  if (!inspectors.anyVisible) inspectors.open();
}

const NEW_TRACE = `alloctrace 1
heap size=4KiB

alloc a 64
alloc b 100 "a label"
free a
`;

/** Opens an untitled trace of a few lines to start from; the caret is behind them. */
export async function newTrace(): Promise<void> {
  const editor = await showUntitled(LANGUAGE_ID, NEW_TRACE);
  const end = new vscode.Position(editor.document.lineCount - 1, 0);
  editor.selection = new vscode.Selection(end, end);
}
