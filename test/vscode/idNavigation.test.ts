import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, openAt, placeOf } from './support/places';
import { closeAll } from './support/trace';

async function definitionAt(marked: string): Promise<string[]> {
  const { document, position } = await openAt(marked);
  const links = await ask<vscode.LocationLink[]>(
    'executeDefinitionProvider',
    document.uri,
    position,
  );
  return links.map(({ targetSelectionRange }) => placeOf(targetSelectionRange!));
}

async function referencesAt(marked: string): Promise<string[]> {
  const { document, position } = await openAt(marked);
  const found = await ask<vscode.Location[]>('executeReferenceProvider', document.uri, position);
  return found.map(({ range }) => placeOf(range));
}

async function renamed(marked: string, name: string): Promise<string> {
  const { document, position } = await openAt(marked);
  const edit = await ask<vscode.WorkspaceEdit>(
    'executeDocumentRenameProvider',
    document.uri,
    position,
    name,
  );
  await vscode.workspace.applyEdit(edit);
  return document.getText();
}

describe('navigation by id', () => {
  afterEach(closeAll);

  it('definition: from a free to its allocation, not to another of the id', async () => {
    const text = 'alloctrace 1\nalloc a 8\nfree a\nalloc a 64\nfree |a\n';
    assert.deepEqual(await definitionAt(text), ['4:7-8']);
  });

  it('definition of an allocation is itself', async () => {
    assert.deepEqual(await definitionAt('alloctrace 1\nalloc a| 8\n'), ['2:7-8']);
  });

  it('definition: CRLF, tabs, characters beyond the first plane', async () => {
    const text = 'alloctrace 1\r\n\talloc\t😀é 8\r\n\tfree 😀|é # c\r\n';
    assert.deepEqual(await definitionAt(text), ['2:8-11']);
  });

  it('no definition of what was never allocated, or of a comment', async () => {
    assert.deepEqual(await definitionAt('alloctrace 1\nfree a|\n'), []);
    assert.deepEqual(await definitionAt('alloctrace 1\nalloc a 1 # a|\n'), []);
  });

  it('references: the whole life, and no other', async () => {
    const text =
      'alloctrace 1\nalloc a 8\nrealloc a b 16\nalloc a 4\nrealloc b 20\nfree |b\nfree a\n';
    assert.deepEqual(await referencesAt(text), ['2:7-8', '3:9-10', '3:11-12', '5:9-10', '6:6-7']);
  });

  it('highlights: the allocation is written, the rest is read', async () => {
    const text = 'alloctrace 1\nalloc a 8\nrealloc a 9\nfree a|\nfree x\n';
    const { document, position } = await openAt(text);
    const found = await ask<vscode.DocumentHighlight[]>(
      'executeDocumentHighlights',
      document.uri,
      position,
    );
    assert.deepEqual(
      found.map(({ range, kind }) => `${placeOf(range)} ${vscode.DocumentHighlightKind[kind!]}`),
      ['2:7-8 Write', '3:9-10 Read', '4:6-7 Read'],
    );
  });

  it('rename: one life, where the id is used again', async () => {
    const text = 'alloctrace 1\nalloc a 8\nfree a\nfree a\nalloc a| 64\nfree a\n';
    assert.equal(
      await renamed(text, 'ü_2'),
      'alloctrace 1\nalloc a 8\nfree a\nfree a\nalloc ü_2 64\nfree ü_2\n',
    );
  });

  it('rename: refused with the reason where the trace would mean something else', async () => {
    const text = 'alloctrace 1\nalloc b 1\nalloc a| 8\nfree a\nfree b\n';
    await assert.rejects(renamed(text, 'b'), /b is in use for another allocation from line 2/);
    await assert.rejects(renamed(text, 'x y'), /An id has no blank/);
  });

  it('rename: only an id', async () => {
    const { document, position } = await openAt('alloctrace 1\nalloc a 8|\n');
    await assert.rejects(ask('prepareRename', document.uri, position), /Only an id can be renamed/);
  });

  it('answers about the text as it is now, in a document that is being edited', async () => {
    const { document, editor } = await openAt('alloctrace 1\nalloc a 8\nfree a|\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'alloc z 1\n'));
    const links = await ask<vscode.LocationLink[]>(
      'executeDefinitionProvider',
      document.uri,
      new vscode.Position(3, 5),
    );
    assert.deepEqual(
      links.map(({ targetSelectionRange }) => placeOf(targetSelectionRange!)),
      ['3:7-8'],
    );
  });
});
