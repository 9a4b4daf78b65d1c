import * as vscode from 'vscode';
import { LANGUAGE_ID } from './ids';

/** What VS Code calls a text that it has shown on request, though there are NUL bytes at its start. */
const BINARY_LANGUAGE = 'code-text-binary';

/**
 * Makes traces of the texts of traces with NUL bytes at their start. Of those VS Code looks no further
 * at the name, so that somebody who opens such a trace anyway would get a text that nothing is said of.
 */
export function recogniseBinaryTexts(): vscode.Disposable {
  for (const document of vscode.workspace.textDocuments) recognise(document);
  return vscode.workspace.onDidOpenTextDocument(recognise);
}

function recognise(document: vscode.TextDocument): void {
  if (document.languageId !== BINARY_LANGUAGE) return;
  if (!document.uri.path.endsWith('.alloctrace')) return;
  void vscode.languages.setTextDocumentLanguage(document, LANGUAGE_ID);
}
