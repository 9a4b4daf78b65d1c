import * as vscode from 'vscode';
import { formatOfPaste, pastedTrace, surroundingsOf } from '../../language/pastedTrace';
import { inSlices } from '../../language/slices';
import { scheduler } from '../platform';
import { linesOf, onDocument } from './documentLines';

const { DocumentDropOrPasteEditKind } = vscode;

/** `editor.pasteAs.preferences` and key bindings of Paste As name it. */
const KIND = DocumentDropOrPasteEditKind.Empty.append('alloctrace');

export const PASTE: vscode.DocumentPasteProviderMetadata = {
  providedPasteEditKinds: [KIND],
  pasteMimeTypes: ['text/plain'],
};

/** A paste that becomes text when somebody chooses it. */
class TraceEdit extends vscode.DocumentPasteEdit {
  constructor(
    title: string,
    /** Undefined if it is not to be had any more. */
    readonly convert: (token: vscode.CancellationToken) => Promise<string | undefined>,
  ) {
    super('', title, KIND);
    // Plain text stays what a paste does, and this is what it can be changed to.
    this.yieldTo = [DocumentDropOrPasteEditKind.Text];
  }
}

/** Offers to paste a recording of another tool as the events that are in it. */
export const pasteAsTrace: vscode.DocumentPasteEditProvider<TraceEdit> = {
  async provideDocumentPasteEdits(document, ranges, transfer, _context, token) {
    if (ranges.length !== 1) return undefined;
    const text = await transfer.get('text/plain')?.asString();
    if (text === undefined || token.isCancellationRequested) return undefined;
    const importer = formatOfPaste(text);
    if (importer === undefined) return undefined;
    const [{ start, end }] = ranges;
    // Now, because the text may be pasted as it is before this edit is chosen.
    const around = await onDocument(
      document,
      token,
      surroundingsOf(
        linesOf(document),
        { line: start.line, column: start.character },
        { line: end.line, column: end.character },
      ),
    );
    if (around === undefined) return undefined;
    const title = vscode.l10n.t('Paste as Trace ({0})', importer.label);
    return [
      new TraceEdit(title, (chosen) =>
        inSlices(
          pastedTrace(text, importer, around),
          scheduler,
          () => chosen.isCancellationRequested,
        ),
      ),
    ];
  },

  async resolveDocumentPasteEdit(edit, token) {
    const text = await edit.convert(token);
    if (text !== undefined) edit.insertText = text;
    return edit;
  },
};
