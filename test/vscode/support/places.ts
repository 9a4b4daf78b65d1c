import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openTrace } from './trace';

/** Shows a trace with a caret, `|`, in it; the caret is taken out. */
export async function openAt(marked: string): Promise<{
  document: vscode.TextDocument;
  position: vscode.Position;
  editor: vscode.TextEditor;
}> {
  const at = marked.indexOf('|');
  assert(at >= 0, 'there is a caret');
  const { editor } = await openTrace(marked.slice(0, at) + marked.slice(at + 1));
  const { document } = editor;
  const lines = marked.slice(0, at).split(/\r?\n/);
  const position = new vscode.Position(lines.length - 1, lines[lines.length - 1].length);
  editor.selection = new vscode.Selection(position, position);
  return { document, position, editor };
}

/** `line:from-to` of a range on one line, counted from 1 as editors show them. */
export function placeOf({ start, end }: vscode.Range): string {
  return `${start.line + 1}:${start.character + 1}-${end.character + 1}`;
}

/** What a provider answers through VS Code. */
export async function ask<T>(command: string, ...args: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);
}
