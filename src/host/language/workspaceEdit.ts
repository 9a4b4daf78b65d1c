import * as vscode from 'vscode';
import type { Edit } from '../../language/fixes/fix';

/** Edits as VS Code makes them, with the line ends that the document has. */
export function editOf({ uri }: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const { from, to, text } of edits) {
    result.replace(uri, new vscode.Range(from.line, from.column, to.line, to.column), text);
  }
  return result;
}
