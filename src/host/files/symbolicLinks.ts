import * as vscode from 'vscode';
import { visibleText } from '../../base/visibleText';

/** Enough of a path to know it by. */
const LONGEST_PATH = 300;

/** Files behind symbolic links that a person has let be opened, as long as the window lives. */
const allowed = new Set<string>();

/**
 * Whether a file of the workspace may be opened that a trace or a link names: where a symbolic link
 * may lead out of the workspace a person is asked, once a file.
 * @param question says what is behind a symbolic link
 */
export async function mayOpen(file: vscode.Uri, question: string): Promise<boolean> {
  const address = file.toString();
  if (allowed.has(address) || !(await isBehindLink(file))) return true;
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showWarningMessage(
    question,
    {
      modal: true,
      detail: visibleText(vscode.workspace.asRelativePath(file, true), LONGEST_PATH),
    },
    open,
  );
  if (answer === open) allowed.add(address);
  return answer === open;
}

/**
 * Whether a file of the workspace, or a folder between it and the workspace's own, is a symbolic link:
 * then it may lie anywhere.
 */
export async function isBehindLink(uri: vscode.Uri): Promise<boolean> {
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  const places: vscode.Uri[] = [];
  for (let each = uri; each.path !== top; each = vscode.Uri.joinPath(each, '..')) {
    places.push(each);
    if (each.path === '/' || each.path === '') break;
  }
  const areLinks = await Promise.all(places.map(isLink));
  return areLinks.includes(true);
}

async function isLink(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.SymbolicLink) !== 0;
  } catch {
    return false;
  }
}
