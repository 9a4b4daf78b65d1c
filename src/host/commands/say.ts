import * as vscode from 'vscode';

/** Messages that answer a command somebody gave: in the status bar, gone by themselves. */
export function say(message: string): void {
  vscode.window.setStatusBarMessage(message, 4000);
}

export function sayNoTrace(): void {
  say(vscode.l10n.t('Open a trace first, or use AllocTrace: Open Example Trace.'));
}
