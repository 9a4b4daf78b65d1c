import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openTrace, run, until } from './support/trace';

const TRACE = 'alloctrace 1\nalloc a 64\nalloc b 100\n# between\nfree a\nfree b\n';

function caret(editor: vscode.TextEditor, line: number, character = 0): void {
  editor.selection = new vscode.Selection(line, character, line, character);
}

describe('Follow Cursor', () => {
  beforeEach(() => run('followCursor'));
  afterEach(async () => {
    await run('followCursor');
    await closeAll();
  });

  it('shows the heap at the caret, wherever that goes', async () => {
    const { editor, session } = await openTrace(TRACE);
    for (const [line, at] of [
      [1, 1],
      [4, 3],
      [3, 2],
      [5, 4],
      [0, 0],
    ]) {
      caret(editor, line);
      await until(`line ${line} is shown`, () => session.at === at);
    }
  });

  it('leaves the caret alone, and other ways of stepping hold', async () => {
    const { editor, session } = await openTrace(TRACE);
    caret(editor, 2, 3);
    await until('the caret is followed', () => session.at === 2);
    await run('stepForward');
    assert.equal(session.at, 3);
    assert(editor.selection.active.isEqual(new vscode.Position(2, 3)));
    caret(editor, 2, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(session.at, 3, 'within the line nothing is asked for');
    caret(editor, 1);
    await until('another line is followed', () => session.at === 1);
  });

  it('stays at the line in which one types', async () => {
    const { editor, session } = await openTrace(TRACE);
    caret(editor, 5);
    await until('the caret is followed', () => session.at === 4);
    caret(editor, 3);
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'alloc c 8\n'));
    await until(
      'the new text is shown at the caret',
      () => session.eventCount === 5 && session.at === 3,
    );
    assert.equal(editor.selection.active.line, 4);
  });

  it('follows the editor that one is in', async () => {
    const first = await openTrace(TRACE);
    const second = await openTrace(TRACE);
    caret(second.editor, 4);
    await until('the second is followed', () => second.session.at === 3);
    const editor = await vscode.window.showTextDocument(first.editor.document);
    caret(editor, 2);
    await until('the first is followed', () => first.session.at === 2);
    assert.equal(second.session.at, 3);
  });
});

describe('without Follow Cursor', () => {
  afterEach(closeAll);

  it('the caret means nothing', async () => {
    const { editor, session } = await openTrace(TRACE);
    caret(editor, 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(session.at, 0);
  });
});
