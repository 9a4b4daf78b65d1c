import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsOf, openTrace, until } from './support/trace';

/** Quick fixes of a line (from 0), as VS Code asks for them; `resolved` of them with their edits. */
async function fixesAt(
  { document }: vscode.TextEditor,
  line: number,
  kind = vscode.CodeActionKind.QuickFix,
  resolved = 0,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    document.lineAt(line).range,
    kind.value,
    resolved,
  );
}

/** Takes the preferred fix of the first diagnostic with a code; compares the text, and the code is gone. */
async function check(content: string, code: string, title: string, expected: string) {
  const { editor } = await openTrace(content);
  const has = () => diagnosticsOf(editor).some((each) => each.endsWith(` ${code}`));
  await until(`there is ${code}`, has);
  const diagnostic = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((each) => typeof each.code === 'object' && each.code.value === code);
  const fixes = await fixesAt(editor, diagnostic!.range.start.line);
  const best = fixes.find((fix) => fix.isPreferred === true && fix.title === title);
  assert(best, `${title} is not among ${fixes.map((fix) => fix.title).join(' / ')}`);
  assert(await vscode.workspace.applyEdit(best.edit!));
  assert.equal(editor.document.getText(), expected);
  await until(`${code} is gone`, () => !has());
}

describe('quick fixes', () => {
  afterEach(closeAll);

  it('add the version line', async () => {
    await check(
      'alloc a 8\nfree a\n',
      'missing-version',
      'Add the version line',
      'alloctrace 1\nalloc a 8\nfree a\n',
    );
  });

  it('keep the line ends of Windows', async () => {
    await check(
      'alloctrace 1\r\n\talloc 😀 8\r\nfree 😀\r\nfree 😀\r\n',
      'double-free',
      'Remove this second free',
      'alloctrace 1\r\n\talloc 😀 8\r\nfree 😀\r\n',
    );
    await check(
      'alloctrace 1\r\nalloc a 8\r\nalloc b 8',
      'leak',
      'Free all 2 blocks at the end of the trace',
      'alloctrace 1\r\nalloc a 8\r\nalloc b 8\r\nfree a\r\nfree b\r\n',
    );
  });

  it('rename an id that is used again', async () => {
    await check(
      'alloctrace 1\nalloc a 8\nalloc a 16\nfree a\nfree a\n',
      'live-id',
      'Rename this block to a_2 (2 lines)',
      'alloctrace 1\nalloc a 8\nalloc a_2 16\nfree a_2\nfree a\n',
    );
  });

  it('raise the heap to what suffices', async () => {
    await check(
      'alloctrace 1\nheap size=1KiB\nalloc a 3000\nfree a\n',
      'out-of-memory',
      'Raise the heap to 4KiB',
      'alloctrace 1\nheap size=4KiB\nalloc a 3000\nfree a\n',
    );
  });

  it('find that size only when it is wanted where the trace is long', async () => {
    const { editor } = await openTrace(
      `alloctrace 1\nheap size=1KiB\nalloc a 3000\nfree a\n${'mark x\n'.repeat(30_000)}`,
    );
    const title = 'Raise the heap so that nothing runs out of memory';
    const [unresolved] = await fixesAt(editor, 2);
    assert.equal(unresolved.title, title);
    assert.equal(unresolved.edit, undefined);
    const [resolved] = await fixesAt(editor, 2, vscode.CodeActionKind.QuickFix, 1);
    assert.equal(resolved.title, title);
    assert(await vscode.workspace.applyEdit(resolved.edit!));
    assert.equal(editor.document.lineAt(1).text, 'heap size=4KiB');
  });

  it('mend all problems of the text as one source action', async () => {
    const { editor } = await openTrace('aloc a 8\nalloc b 8 24\nfree a 8\nfree x\n');
    const kind = vscode.CodeActionKind.SourceFixAll.append('alloctrace');
    const [all, ...others] = await fixesAt(editor, 0, kind);
    assert.deepEqual(others, []);
    assert(await vscode.workspace.applyEdit(all.edit!));
    assert.equal(
      editor.document.getText(),
      'alloctrace 1\naloc a 8\nalloc b 8 32\nfree a # 8\nfree x\n',
    );
  });

  it('are none where nothing is wrong', async () => {
    const { editor } = await openTrace('alloctrace 1\nalloc a 8\nfree a\n');
    assert.deepEqual(await fixesAt(editor, 1), []);
  });
});
