import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, placeOf } from './support/places';
import { closeAll, openTrace } from './support/trace';

const LINES = 100_000;

// Of seven ids each names one allocation after the other; at the end three are live.
const BODY = Array.from({ length: LINES / 2 }, (_, i) => ` a  n${i % 7}   16\n f  n${i % 7}`).join(
  '\n',
);
const TRACE = `alloctrace 1\nmark "all"\n${BODY}\n\nalloc last 1\nrealloc last 2\nalloc more 3 "x"\nfree \n`;
const LAST = LINES + 6;

describe('a document of 100,000 lines', () => {
  let document: vscode.TextDocument;

  before(async function () {
    this.timeout(90_000);
    document = (await openTrace(TRACE)).editor.document;
    // The editor has much to do at first; what is asked here waits for it.
    await ask('executeDocumentHighlights', document.uri, new vscode.Position(0, 0));
  });
  after(closeAll);

  it('finds the life of an id', async () => {
    const at = new vscode.Position(LAST - 2, 9);
    const found = await ask<vscode.Location[]>('executeReferenceProvider', document.uri, at);
    assert.deepEqual(
      found.map(({ range }) => placeOf(range)),
      [`${LAST - 2}:7-11`, `${LAST - 1}:9-13`],
    );
    const early = new vscode.Position(8, 4);
    const others = await ask<vscode.Location[]>('executeReferenceProvider', document.uri, early);
    assert.deepEqual(
      others.map(({ range }) => placeOf(range)),
      ['9:5-7', '10:5-7'],
    );
  });

  it('suggests what is live', async () => {
    const { items } = await ask<vscode.CompletionList>(
      'executeCompletionItemProvider',
      document.uri,
      new vscode.Position(LAST, 5),
    );
    assert.deepEqual(
      items.map(({ label }) => (typeof label === 'string' ? label : label.label)),
      ['more', 'last'],
    );
  });

  it('has an outline and folds', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>(
      'executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => `${name}: ${children.map((each) => each.name).join()}`),
      ['all: x'],
    );
    const folds = await ask<vscode.FoldingRange[]>('executeFoldingRangeProvider', document.uri);
    assert.deepEqual(
      folds.map(({ start, end }) => `${start + 1}-${end + 1}`),
      [`2-${LAST + 1}`],
    );
  });

  it('is formatted', async function () {
    this.timeout(60_000);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await ask<vscode.TextEdit[]>(
      'executeFormatDocumentProvider',
      document.uri,
      options,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    const expected = TRACE.replaceAll(/^ /gm, '')
      .replaceAll(/ {2,}/g, ' ')
      .replace('alloc last', 'alloc   last')
      .replace('alloc more', 'alloc   more');
    // Not `equal`, which would look for the differences line by line for minutes.
    assert(document.getText() === expected, document.getText().slice(0, 100));
  });
});
