import * as vscode from 'vscode';
import type { TraceSession } from '../session/traceSession';

/** The text editors of a trace that can be seen. */
export function editorsOf({ uri }: TraceSession): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri);
}
