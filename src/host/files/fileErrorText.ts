import * as vscode from 'vscode';
import { errorText } from '../../base/errorText';

/** Why a file cannot be read, in a sentence for people. */
export function fileErrorText(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  switch (code) {
    case 'FileNotFound':
    case 'ENOENT':
      return vscode.l10n.t('The file is not there any more.');
    case 'NoPermissions':
    case 'EACCES':
    case 'EPERM':
      return vscode.l10n.t('There is no permission to read the file.');
    case 'FileIsADirectory':
    case 'EISDIR':
      return vscode.l10n.t('This is a folder, not a file.');
    default:
      return errorText(error);
  }
}
