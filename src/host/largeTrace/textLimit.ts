import * as vscode from 'vscode';

/** Above this VS Code gives no extension a document, in bytes. */
const DOCUMENT_LIMIT = 50 * 2 ** 20;

/**
 * The largest file, in bytes, that VS Code shows as text unasked and gives to extensions. Above the
 * first of the two limits, which is 10 MiB where the window is connected to another machine, it shows
 * only a question whether to open the file anyway.
 */
export function textLimit(uri: vscode.Uri): number {
  const megabytes: unknown = vscode.workspace
    .getConfiguration('workbench', uri)
    .get('editorLargeFileConfirmation');
  return typeof megabytes === 'number' && megabytes > 0
    ? Math.min(megabytes * 2 ** 20, DOCUMENT_LIMIT)
    : DOCUMENT_LIMIT;
}
