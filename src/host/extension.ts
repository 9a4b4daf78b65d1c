import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { ContextKeys } from './contextKeys';
import { CurrentLine } from './language/currentLine';
import { Diagnostics } from './language/diagnostics';
import { Inspectors } from './panels/inspectors';
import { Sessions } from './sessions';
import { StatusBar } from './statusBar';

/** What other extensions, and the tests, get: the sessions of the open traces. */
export interface AllocTraceApi {
  readonly sessions: Sessions;
}

export function activate({ subscriptions, extensionUri }: vscode.ExtensionContext): AllocTraceApi {
  const log = vscode.window.createOutputChannel('AllocTrace', { log: true });
  const sessions = new Sessions();
  const inspectors = new Inspectors(sessions, extensionUri, log);
  const statusBar = new StatusBar(sessions, () => inspectors.anyVisible);
  subscriptions.push(
    log,
    sessions,
    inspectors,
    statusBar,
    inspectors.onVisibility(() => statusBar.update()),
    new ContextKeys(sessions),
    new CurrentLine(sessions, extensionUri),
    new Diagnostics(sessions),
    registerCommands(sessions, inspectors, extensionUri),
  );
  sessions.start();
  return { sessions };
}
