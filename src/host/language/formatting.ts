import * as vscode from 'vscode';
import { formatLines, joined } from '../../language/formatting/format';
import { linesOf, onDocument } from './documentLines';

type FormattingProvider = vscode.DocumentFormattingEditProvider &
  vscode.DocumentRangeFormattingEditProvider &
  vscode.OnTypeFormattingEditProvider;

/** Aligns columns; what cannot be read, comments and line ends stay. */
export const formatting: FormattingProvider = {
  provideDocumentFormattingEdits: (document, _options, token) =>
    edits(document, 0, document.lineCount - 1, token),

  provideDocumentRangeFormattingEdits: (document, { start, end }, _options, token) =>
    // A selection of whole lines ends at the beginning of the next.
    edits(
      document,
      start.line,
      end.character === 0 && end.line > start.line ? end.line - 1 : end.line,
      token,
    ),

  /** The line that was left: others must not jump while somebody writes. */
  provideOnTypeFormattingEdits: (document, { line }, _character, _options, token) =>
    line === 0 ? [] : edits(document, line - 1, line - 1, token),
};

async function edits(
  document: vscode.TextDocument,
  from: number,
  to: number,
  token: vscode.CancellationToken,
): Promise<vscode.TextEdit[] | undefined> {
  const lines = linesOf(document);
  const changed = await onDocument(document, token, formatLines(lines, from, to));
  if (changed === undefined) return undefined;
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  return joined(changed, lines).map(({ line, texts }) => {
    const { end } = document.lineAt(line + texts.length - 1).range;
    return vscode.TextEdit.replace(
      new vscode.Range(new vscode.Position(line, 0), end),
      texts.join(lineEnd),
    );
  });
}
