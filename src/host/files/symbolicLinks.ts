import * as vscode from 'vscode';

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
