import * as vscode from 'vscode';
import { errorText } from '../base/errorText';
import type { ExportedFile, ExportKind } from '../protocol/exports';
import { exportName } from '../session/exportName';
import type { TraceSession } from '../session/traceSession';
import { plainMessage } from './commands/say';
import { nameOf } from './documents';

/** Asks where to save what an inspector made of a trace, and writes it there. */
export async function exportFile(
  session: TraceSession | undefined,
  file: ExportedFile,
): Promise<void> {
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: suggestion(session, file),
    filters: { [kindText(file.kind)]: [file.kind] },
  });
  if (chosen === undefined) return;
  const name = plainMessage(nameOf(chosen));
  try {
    await vscode.workspace.fs.writeFile(chosen, bytesOf(file));
  } catch (error) {
    const message = vscode.l10n.t('{0} could not be saved: {1}', name, errorText(error));
    void vscode.window.showErrorMessage(message);
    return;
  }
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0}.', name),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', chosen);
}

/** Beside the trace if that is a file somewhere, else in the workspace. */
function suggestion(session: TraceSession | undefined, file: ExportedFile): vscode.Uri {
  const name = exportName(session?.name ?? '', file);
  const trace = session && vscode.Uri.parse(session.uri);
  const isFile = trace !== undefined && trace.scheme !== 'untitled';
  if (isFile && vscode.workspace.fs.isWritableFileSystem(trace.scheme) === true) {
    return vscode.Uri.joinPath(trace, '..', name);
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(`/${name}`);
}

function kindText(kind: ExportKind): string {
  switch (kind) {
    case 'svg':
      return vscode.l10n.t('SVG image');
    case 'png':
      return vscode.l10n.t('PNG image');
    case 'csv':
      return vscode.l10n.t('Comma-separated values');
    case 'md':
      return vscode.l10n.t('Markdown');
    case 'json':
      return vscode.l10n.t('JSON');
  }
}

function bytesOf({ kind, content }: ExportedFile): Uint8Array {
  if (kind !== 'png') return new TextEncoder().encode(content);
  return Uint8Array.from(atob(content), (unit) => unit.charCodeAt(0));
}
