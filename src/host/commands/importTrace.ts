import * as vscode from 'vscode';
import { visibleText } from '../../base/visibleText';
import { isTraceName } from '../../session/traceLink';
import { LANGUAGE_ID } from '../ids';
import { recordingAt, recordingIn, type Recording } from '../importing/recording';
import type { TraceImports } from '../importing/traceImports';
import { plainLabel } from './say';

/** Where the folder is kept in which a recording was chosen last. */
const FOLDER_KEY = 'importFolder';

/**
 * Imports a recording of another tool: the file that is given, as the explorer does; else the text in
 * front or a file, as a person chooses.
 * @param argument a file's address; anything else is left aside
 */
export async function importTrace(
  imports: TraceImports,
  memento: vscode.Memento,
  argument?: unknown,
): Promise<void> {
  const recording =
    argument instanceof vscode.Uri ? recordingAt(argument) : await chooseRecording(memento);
  if (recording !== undefined) await imports.import(recording);
}

async function chooseRecording(memento: vscode.Memento): Promise<Recording | undefined> {
  const front = inFront();
  if (front === undefined) return chooseFile(memento);
  const document = {
    label: plainLabel(visibleText(front.name, 100)),
    description: vscode.l10n.t('the text in front'),
  };
  const file = { label: vscode.l10n.t('Choose a File...') };
  const choice = await vscode.window.showQuickPick([document, file], {
    title: vscode.l10n.t('Import Trace'),
    placeHolder: vscode.l10n.t('What is to be imported?'),
  });
  if (choice === document) return front;
  return choice === file ? chooseFile(memento) : undefined;
}

/** The text that somebody looks at, unless it is a trace already; also one too large for a document. */
function inFront(): Recording | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined) {
    const { text } = document.lineAt(0);
    const isTrace = document.languageId === LANGUAGE_ID && /^\s*alloctrace\s/.test(text);
    const isEmpty = document.lineCount === 1 && text === '';
    if (isTrace || isEmpty || document.uri.scheme === 'output') return undefined;
    return recordingIn(document);
  }
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText) || isTraceName(input.uri.path)) return undefined;
  return recordingAt(input.uri);
}

async function chooseFile(memento: vscode.Memento): Promise<Recording | undefined> {
  const folder = rememberedFolder(memento) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Trace'),
      openLabel: vscode.l10n.t('Import'),
      ...(folder !== undefined && { defaultUri: folder }),
    })) ?? [];
  if (uri === undefined) return undefined;
  await memento.update(FOLDER_KEY, vscode.Uri.joinPath(uri, '..').toString());
  return recordingAt(uri);
}

function rememberedFolder(memento: vscode.Memento): vscode.Uri | undefined {
  const folder = memento.get(FOLDER_KEY);
  return typeof folder === 'string' ? vscode.Uri.parse(folder) : undefined;
}
