import * as vscode from 'vscode';
import { formatBytes } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { importedName } from '../../session/exportName';
import { lengthOf } from '../../session/importing';
import { plainMessage } from '../commands/say';
import { fileErrorText } from '../files/fileErrorText';

/**
 * Asks where to save a trace that is too long for an untitled document, until it is saved or somebody
 * says that it is not wanted.
 * @returns where it is; undefined if it was not wanted
 */
export async function saveTrace(
  recording: string,
  pieces: readonly Uint8Array[],
): Promise<vscode.Uri | undefined> {
  const name = plainMessage(visibleText(recording, 100));
  const save = vscode.l10n.t('Save...');
  const discard = vscode.l10n.t('Discard');
  let message = vscode.l10n.t(
    'The trace of {0} has {1} and is not saved yet.',
    name,
    formatBytes(lengthOf(pieces)),
  );
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  for (;;) {
    // One question after the other is the point.
    /* oxlint-disable no-await-in-loop */
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Save the Imported Trace'),
      defaultUri: vscode.Uri.joinPath(folder, importedName(recording)),
      filters: { [vscode.l10n.t('Allocation traces')]: ['alloctrace'] },
    });
    if (uri !== undefined) {
      try {
        await vscode.workspace.fs.writeFile(uri, joined(pieces));
        return uri;
      } catch (error) {
        message = vscode.l10n.t('{0} could not be saved: {1}', name, fileErrorText(error));
      }
    }
    const answer = await vscode.window.showWarningMessage(message, save, discard);
    if (answer !== save) return undefined;
    /* oxlint-enable no-await-in-loop */
  }
}

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
