import * as vscode from 'vscode';

/** What a file or folder is called: the last part of its address. */
export function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The document with an address that VS Code has, shown or not. */
export function documentAt(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
}

/** Whether a scheme has a file system of its own, so that its files can change and be read again. */
export function hasFiles({ scheme }: vscode.Uri): boolean {
  return scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/**
 * Whether somebody can work on a text: not on an older version of it, as source control shows, nor
 * on what another extension has made up. Where a whole workspace is read-only its files count all
 * the same.
 */
export function isWorkedOn({ scheme }: vscode.Uri): boolean {
  return (
    scheme === 'untitled' ||
    vscode.workspace.fs.isWritableFileSystem(scheme) === true ||
    (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === scheme)
  );
}

/**
 * Whether a file lies on this window's own machine or in a file system of its workspace. To ask
 * another machine for a file tells it who asks.
 */
export function isWithinReach({ scheme, authority }: vscode.Uri): boolean {
  if (scheme === 'file' && authority === '') return true;
  return (vscode.workspace.workspaceFolders ?? []).some(
    ({ uri }) => uri.scheme === scheme && uri.authority === authority,
  );
}

/** Whether the tab in front shows a text as the old side of a comparison. */
export function isOldSide(uri: vscode.Uri): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return false;
  const isOne = (side: vscode.Uri) => side.toString() === uri.toString();
  return isOne(input.original) && !isOne(input.modified);
}
