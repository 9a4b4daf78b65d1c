import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsOf, openTrace, until } from './support/trace';

/** Shows a trace and compares its diagnostics. */
async function check(content: string, expected: string[]): Promise<vscode.TextEditor> {
  const { editor } = await openTrace(content);
  await until('diagnostics are there', () => diagnosticsOf(editor).length >= expected.length);
  assert.deepEqual(diagnosticsOf(editor), expected);
  return editor;
}

describe('diagnostics', () => {
  afterEach(closeAll);

  it('none for a sound trace', async () => {
    await check('alloctrace 1\nalloc a 64\nfree a\n', []);
  });

  it('a problem where the text cannot be read; the rest is read', async () => {
    await check('alloctrace 1\nalocate a 64\nalloc b 8\nfree b\n', ['Error 2:1-8 unknown-verb']);
  });

  it('columns count as the editor does, not in bytes', async () => {
    await check('alloctrace 1\nalloc 😀é 1e3\n', ['Error 2:11-14 bad-number']);
  });

  it('CRLF', async () => {
    await check('alloctrace 1\r\nalloc a 64\r\nfree b\r\n', ['Warning 3:1-7 unknown-free']);
  });

  it('a double free, pointing at the first', async () => {
    const editor = await check('alloctrace 1\nalloc a 64\nfree a\nfree a\n', [
      'Warning 4:1-7 double-free',
    ]);
    const [diagnostic] = vscode.languages.getDiagnostics(editor.document.uri);
    assert.equal(diagnostic.relatedInformation?.[0].location.range.start.line, 2);
  });

  it('out of memory, and an inconsistency as such', async () => {
    await check('alloctrace 1\nheap size=1KiB\nalloc a 2000\nalloc b 8\nalloc b 8\n', [
      'Warning 3:1-13 out-of-memory',
      'Information 5:1-10 live-id',
    ]);
  });

  it('follow an edit at once, and go when the text is right', async () => {
    const editor = await check('alloctrace 1\nalloc a 64\nfree b\n', [
      'Warning 3:1-7 unknown-free',
    ]);
    await editor.edit((edit) => edit.replace(new vscode.Range(2, 5, 2, 6), 'a'));
    await until('they are gone', () => diagnosticsOf(editor).length === 0);
  });

  it('at most a thousand problems, whatever the file', async () => {
    const { editor } = await openTrace(`alloctrace 1\n${'nonsense\n'.repeat(3000)}`);
    await until('they are there', () => diagnosticsOf(editor).length > 0);
    assert.equal(diagnosticsOf(editor).length, 1000);
  });
});
