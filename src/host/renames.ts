import * as vscode from 'vscode';

/** The new address of what a renamed file or folder is or holds; undefined if it is elsewhere. */
export function renamedTo(uri: string, from: vscode.Uri, to: vscode.Uri): vscode.Uri | undefined {
  const old = from.toString();
  if (uri !== old && !uri.startsWith(`${old}/`)) return undefined;
  return vscode.Uri.parse(to.toString() + uri.slice(old.length));
}
