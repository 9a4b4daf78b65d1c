import * as vscode from 'vscode';
import { columnOf } from './panels/columnOf';

/** Shows a text that is not saved anywhere. */
export async function showUntitled(
  language: string,
  content: string,
  viewColumn = vscode.ViewColumn.One,
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await ensureText(document, content);
  return vscode.window.showTextDocument(document, viewColumn);
}

/** VS Code may give a new document the text of one of the same name that was closed just before. */
async function ensureText(document: vscode.TextDocument, content: string): Promise<void> {
  if (document.getText() === content) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), content);
  await vscode.workspace.applyEdit(edit);
}

/** A longer text goes to a file: an editor would take its time over it. */
const LONGEST_SHOWN = 4 * 2 ** 20;

/**
 * Shows JSON that is not saved anywhere, or asks for a file where there is much of it.
 * @param trace what it was made of: it is shown in the same group
 */
export async function showJson(text: string, trace: vscode.Uri): Promise<void> {
  if (text.length <= LONGEST_SHOWN) return void (await showUntitled('json', text, columnOf(trace)));
  const uri = await vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    title: vscode.l10n.t('Save as JSON'),
  });
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
