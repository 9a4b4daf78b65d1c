import * as vscode from 'vscode';
import type { TraceSession } from '../../session/traceSession';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { columnOf } from './columnOf';

/**
 * Shows a line (from 0) of a session's trace: in the editor or view it is in already, if there is
 * one. What VS Code gives no document of has no other place than its view.
 */
export async function revealLine(
  session: TraceSession | undefined,
  line: number,
  largeTraces: LargeTraces,
): Promise<void> {
  if (session === undefined) return;
  const uri = vscode.Uri.parse(session.uri);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === session.uri,
  );
  if (shown === undefined && largeTraces.reveal(session.uri, line)) return;
  const document = shown?.document ?? (await vscode.workspace.openTextDocument(uri));
  const position = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? columnOf(uri),
    selection: new vscode.Range(position, position),
  });
}
