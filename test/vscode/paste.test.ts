import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pasteAsTrace } from '../../src/host/language/pasteAsTrace';
import { closeAll, openTrace } from './support/trace';

const MTRACE = `= Start
@ ./a:[0x1] + 0x1000 0x20
@ ./a:[0x2] - 0x1000
= End
`;

/** The edits that a paste at the caret is offered. */
async function offered({ document, selections }: vscode.TextEditor, text: string) {
  const transfer = new vscode.DataTransfer();
  transfer.set('text/plain', new vscode.DataTransferItem(text));
  const { token } = new vscode.CancellationTokenSource();
  const context = {
    only: undefined,
    triggerKind: vscode.DocumentPasteTriggerKind.Automatic,
  };
  const edits =
    (await pasteAsTrace.provideDocumentPasteEdits!(
      document,
      selections,
      transfer,
      context,
      token,
    )) ?? [];
  return Promise.all(
    edits.map(async (edit) => (await pasteAsTrace.resolveDocumentPasteEdit!(edit, token)) ?? edit),
  );
}

describe('pasting a recording', () => {
  afterEach(closeAll);

  it('offers its events, behind the plain text', async () => {
    const { editor } = await openTrace('alloctrace 1\nalloc 1 5\n');
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    const [edit, ...others] = await offered(editor, MTRACE);
    assert.deepEqual(others, []);
    assert.equal(edit.title, 'Paste as Trace (glibc mtrace)');
    assert.equal(
      edit.insertText,
      'meta recorder="glibc mtrace"\n# pasted 4 lines, 2 left out\n' +
        'alloc p1 32 addr=0x1000 "a: 0x1"\nfree p1 addr=0x1000 "a: 0x2"\n',
    );
    assert.deepEqual(
      edit.yieldTo?.map(({ value }) => value),
      ['text'],
    );
  });

  it('offers nothing for text, for lines of a trace, and at several carets', async () => {
    const { editor } = await openTrace('alloctrace 1\n\n\n');
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    assert.deepEqual(await offered(editor, 'hello'), []);
    assert.deepEqual(await offered(editor, 'alloc a 5\nfree a\n'), []);
    editor.selections = [1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
    assert.deepEqual(await offered(editor, MTRACE), []);
  });
});
