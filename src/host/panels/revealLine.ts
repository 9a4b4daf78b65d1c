import * as vscode from 'vscode';
import type { TraceSession } from '../../session/traceSession';

/** Shows a line (from 0) of a session's document, in the editor it is in already if there is one. */
export async function revealLine(session: TraceSession | undefined, line: number): Promise<void> {
  if (session === undefined) return;
  const uri = vscode.Uri.parse(session.uri);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === session.uri,
  );
  const document = shown?.document ?? (await vscode.workspace.openTextDocument(uri));
  const position = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}
