import * as vscode from 'vscode';

/** Shows a text that is not saved anywhere. */
export async function showUntitled(
  language: string,
  content: string,
  viewColumn = vscode.ViewColumn.One,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await ensureText(document, content);
  await vscode.window.showTextDocument(document, viewColumn);
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

/** Shows JSON that is not saved anywhere, or asks for a file where there is much of it. */
export async function showJson(text: string): Promise<void> {
  if (text.length <= LONGEST_SHOWN) {
    return showUntitled('json', text, vscode.ViewColumn.Active);
  }
  const uri = await vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    title: vscode.l10n.t('Save as JSON'),
  });
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
