import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, placeOf } from './support/places';
import { closeAll, openTrace } from './support/trace';

const TRACE =
  'alloctrace 1\r\nheap size=4KiB\r\n\r\nmark "one 😀"\r\nalloc a 64 "first"\r\nfree a\r\n\r\n# next\r\nmark two\r\nalloc b 8 "second"\r\n';

function told({ name, detail, kind, selectionRange, children }: vscode.DocumentSymbol): string[] {
  const own = `${vscode.SymbolKind[kind]} ${name} ${detail} ${placeOf(selectionRange)}`;
  return [own, ...children.flatMap(told).map((each) => `  ${each}`)];
}

describe('outline', () => {
  afterEach(closeAll);

  it('marks with their labelled allocations', async () => {
    const { editor } = await openTrace(TRACE);
    const symbols = await ask<vscode.DocumentSymbol[]>(
      'executeDocumentSymbolProvider',
      editor.document.uri,
    );
    assert.deepEqual(symbols.flatMap(told), [
      'Event one 😀  4:1-14',
      '  Variable first a, 64 bytes 5:1-19',
      'Event two  9:1-9',
      '  Variable second b, 8 bytes 10:1-19',
    ]);
  });

  it('of all open traces, by what was typed', async () => {
    await openTrace(TRACE);
    await openTrace('alloctrace 1\nmark "sea change"\nmark "other"\n');
    const found = await ask<vscode.SymbolInformation[]>('executeWorkspaceSymbolProvider', 'se');
    assert.deepEqual(found.map(({ name }) => name).toSorted(), ['sea change', 'second']);
  });

  it('folds', async () => {
    const { editor } = await openTrace(TRACE);
    const folds = await ask<vscode.FoldingRange[]>(
      'executeFoldingRangeProvider',
      editor.document.uri,
    );
    assert.deepEqual(
      folds.map(({ start, end, kind }) => `${start + 1}-${end + 1} ${kind}`),
      [
        '1-2 undefined',
        `4-6 ${vscode.FoldingRangeKind.Region}`,
        `9-10 ${vscode.FoldingRangeKind.Region}`,
      ],
    );
  });

  it('selections grow', async () => {
    const { editor } = await openTrace('alloctrace 1\nalloc a 64 at="x y.c:1" # c\n');
    const [selection] = await ask<vscode.SelectionRange[]>(
      'executeSelectionRangeProvider',
      editor.document.uri,
      [new vscode.Position(1, 17)],
    );
    const texts: string[] = [];
    for (let at: vscode.SelectionRange | undefined = selection; at; at = at.parent) {
      texts.push(editor.document.getText(at.range));
    }
    // VS Code's own words come in between.
    const own = texts.filter((text) => text !== 'y.c:1');
    assert.deepEqual(own.slice(0, 4), [
      'x y.c:1',
      'at="x y.c:1"',
      'alloc a 64 at="x y.c:1"',
      'alloc a 64 at="x y.c:1" # c',
    ]);
  });
});
