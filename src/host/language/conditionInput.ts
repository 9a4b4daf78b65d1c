import * as vscode from 'vscode';
import { DESCRIBED_NAMES } from '../../language/conditionNames';
import { LANGUAGE_ID } from '../ids';

const EVENT = /^\s*(?:alloc|a|calloc|c|realloc|r|free|f|mark|m)\s/;

/**
 * Whether VS Code asks for its own input of a breakpoint's condition: it asks then about the
 * beginning of the breakpoint's line, and does not say so. Nobody completes there while typing, so
 * it is the input unless the caret is there, and even then where an event stands behind it.
 */
export function isConditionInput(
  document: vscode.TextDocument,
  position: vscode.Position,
): boolean {
  if (position.character !== 0 || position.line >= document.lineCount) return false;
  const { text, isEmptyOrWhitespace } = document.lineAt(position.line);
  if (isEmptyOrWhitespace) return false;
  const isCaret = vscode.window.visibleTextEditors.some(
    (editor) => editor.document === document && editor.selection.active.isEqual(position),
  );
  return !isCaret || EVENT.test(text);
}

/** The names of conditions, in VS Code's input of a breakpoint's condition. */
export function registerConditionCompletion(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(LANGUAGE_ID, {
    provideCompletionItems: (document, position) =>
      isConditionInput(document, position) ? itemsOfNames() : [],
  });
}

function itemsOfNames(): vscode.CompletionItem[] {
  return DESCRIBED_NAMES.map(({ name, type, ofHeap, meaning }, index) => {
    const item = new vscode.CompletionItem(
      { label: name, description: type },
      ofHeap ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Field,
    );
    item.documentation = meaning;
    item.sortText = String(index).padStart(3, '0');
    return item;
  });
}
