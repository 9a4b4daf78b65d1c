import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter';

const sayings = new Emitter<string>();
/** Something was said: who looks at an inspector does not see the status bar. */
export const onSay = sayings.event;

/** Text of a trace in a list of VS Code, which takes `$(name)` for an icon. */
export function plainLabel(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

/** Text from outside in a message of VS Code, which takes `[text](command:name)` for a link. */
export function plainMessage(text: string): string {
  return plainLabel(text).replaceAll('](', ']\u200b(');
}

/**
 * Messages that answer a command somebody gave: in the status bar and in the inspectors of the active
 * trace, gone by themselves. They have no icons, and what they tell of a trace makes none.
 */
export function say(message: string): void {
  vscode.window.setStatusBarMessage(plainLabel(message), 4000);
  sayings.fire(message);
}

export function sayNoTrace(): void {
  say(vscode.l10n.t('Open a trace first, or use AllocTrace: Open Example Trace.'));
}
