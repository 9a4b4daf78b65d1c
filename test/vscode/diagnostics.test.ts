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
    await check('alloctrace 1\r\nfree null\r\nfree b\r\n', ['Warning 3:1-7 unknown-free']);
  });

  it('a double free, pointing at the first and at the allocation; the code is a link', async () => {
    const editor = await check('alloctrace 1\nalloc a 64\nfree a\nfree a\n', [
      'Warning 4:1-7 double-free',
    ]);
    const [diagnostic] = vscode.languages.getDiagnostics(editor.document.uri);
    assert.deepEqual(
      diagnostic.relatedInformation?.map(
        ({ location, message }) => `${location.range.start.line + 1} ${message}`,
      ),
      ['3 First freed here.', '2 Allocated here.'],
    );
    assert.deepEqual(diagnostic.tags, [vscode.DiagnosticTag.Unnecessary]);
    assert(typeof diagnostic.code === 'object');
    assert.equal(
      diagnostic.code.target.toString(true),
      'https://github.com/alloctrace/alloctrace/blob/main/docs/problems.md#double-free',
    );
  });

  it('out of memory with its reason, an inconsistency as such, and leaks as one hint', async () => {
    const editor = await check(
      'alloctrace 1\nheap size=1KiB\nalloc a 2000\nalloc b 8\nalloc b 8\n',
      ['Warning 3:1-13 out-of-memory', 'Information 5:1-10 live-id', 'Hint 4:1-10 leak'],
    );
    const [outOfMemory, , leak] = vscode.languages.getDiagnostics(editor.document.uri);
    assert.match(outOfMemory.message, /Only 1,008 bytes are free in all; 2,008 are needed\.$/);
    assert.match(leak.message, /^2 blocks with 16 bytes are still live/);
  });

  it('follow an edit when it is quiet, and go when the text is right', async () => {
    const editor = await check('alloctrace 1\nalloc a 64\nfree b\n', [
      'Warning 3:1-7 unknown-free',
      'Hint 2:1-11 leak',
    ]);
    await editor.edit((edit) => edit.replace(new vscode.Range(2, 5, 2, 6), 'a'));
    await until('they are gone', () => diagnosticsOf(editor).length === 0);
  });

  it('are those of the newest text after many edits', async () => {
    const editor = await check('alloctrace 1\nfree x\n', ['Warning 2:1-7 unknown-free']);
    for (let i = 0; i < 30; i++) {
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'mark "m"\n'));
    }
    await until('they are there', () => diagnosticsOf(editor)[0] === 'Warning 32:1-7 unknown-free');
    await editor.edit((edit) => edit.insert(new vscode.Position(32, 0), 'nonsense\n'));
    await until('the new one, too', () => diagnosticsOf(editor).length === 2);
    assert.deepEqual(diagnosticsOf(editor).toSorted(), [
      'Error 33:1-9 unknown-verb',
      'Warning 32:1-7 unknown-free',
    ]);
  });

  it('at most a thousand problems and their number, whatever the file', async () => {
    const { editor } = await openTrace(`alloctrace 1\n${'nonsense\n'.repeat(3000)}`);
    await until('they are there', () => diagnosticsOf(editor).length > 0);
    const all = vscode.languages.getDiagnostics(editor.document.uri);
    assert.equal(all.length, 1001);
    assert.match(all[1000].message, /^1,000 of 3,000 problems shown\./);
  });
});
