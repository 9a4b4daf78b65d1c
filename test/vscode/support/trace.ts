import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AllocTraceApi } from '../../../src/host/extension';
import type { TraceSession } from '../../../src/session/traceSession';

/** The extension's own view of the open traces. */
export async function api(): Promise<AllocTraceApi> {
  const extension = vscode.extensions.getExtension<AllocTraceApi>('alloctrace.alloctrace');
  assert(extension, 'the extension is installed');
  return extension.activate();
}

/** Waits until a condition holds; fails with what was waited for. Other programs may have the processors. */
export async function until(what: string, condition: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > end) assert.fail(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Shows an untitled trace and waits until it is carried out. */
export async function openTrace(
  content: string,
): Promise<{ editor: vscode.TextEditor; session: TraceSession }> {
  const document = await vscode.workspace.openTextDocument({ language: 'alloctrace', content });
  await ensureText(document, content);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const { sessions } = await api();
  await until('the trace has a session', () => sessions.active?.uri === document.uri.toString());
  const session = sessions.active;
  assert(session);
  await until('the trace is carried out', () => session.status.kind === 'ready');
  return { editor, session };
}

/**
 * VS Code gives a new untitled document the name of one that was just closed, and on a busy machine
 * the text and its line ends too: the backup of the old one may not be gone yet.
 */
async function ensureText(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) return;
  const edit = new vscode.WorkspaceEdit();
  const { CRLF, LF } = vscode.EndOfLine;
  edit.set(document.uri, [
    vscode.TextEdit.replace(new vscode.Range(0, 0, document.lineCount, 0), text),
    vscode.TextEdit.setEndOfLine(text.includes('\r\n') ? CRLF : LF),
  ]);
  await vscode.workspace.applyEdit(edit);
}

/**
 * An unsaved text that is no trace. By a name of its own: without one it may get that of a trace which
 * was just closed, and with it the language.
 */
export async function plainText(name: string, content: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({ scheme: 'untitled', path: name });
  const document = await vscode.workspace.openTextDocument(uri);
  await ensureText(document, content);
  return document;
}

export async function run(command: string, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`alloctrace.${command}`, ...args);
}

/**
 * Waits until VS Code says that an editor of such a document is the active one, which it does a
 * moment after it has shown it.
 */
export async function shownDocument(
  what: string,
  isMeant: (document: vscode.TextDocument) => boolean,
): Promise<vscode.TextEditor> {
  let editor: vscode.TextEditor | undefined;
  await until(`${what} is shown`, () => {
    editor = vscode.window.activeTextEditor;
    return editor !== undefined && isMeant(editor.document);
  });
  return editor ?? assert.fail();
}

/** Closes every editor without asking about unsaved text. */
export async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.all.some((group) => group.tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** `severity line:from-to code` of each diagnostic, counted from 1 as editors show them. */
export function diagnosticsOf({ document }: vscode.TextEditor): string[] {
  return vscode.languages.getDiagnostics(document.uri).map(({ severity, range, code }) => {
    const { start, end } = range;
    const where = `${start.line + 1}:${start.character + 1}-${end.character + 1}`;
    return `${vscode.DiagnosticSeverity[severity]} ${where} ${typeof code === 'object' ? code.value : code}`;
  });
}
