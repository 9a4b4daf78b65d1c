import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openTrace, run, until } from './support/trace';

/** The Markdown of the hover at a place. */
async function hoverAt(
  { document }: vscode.TextEditor,
  line: number,
  column: number,
): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, column),
  );
  return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
}

describe('hover', () => {
  afterEach(closeAll);

  it('tells what an event did, in the layout that is carried out; the cursor stays', async () => {
    const { editor, session } = await openTrace(
      'alloctrace 1\r\n\talloc 😀 5 align=8 "net"\r\nalloc b 8 align=8\r\nfree 😀\r\n',
    );
    const [told, ...others] = await hoverAt(editor, 2, 7);
    assert.deepEqual(others, []);
    assert.match(told.value, /^\*\*Allocated 8 bytes at 0x10000038\\\.\*\*/);
    assert.match(told.value, /\*\*Block b\*\*\\: allocated by event 2 on line 3/);
    assert.equal(session.at, 0);
    await session.override({ layout: 'reference' });
    const [lost] = await hoverAt(editor, 1, 9);
    assert.match(
      lost.value,
      /3 bytes \\\(0x1000001d to 0x1000001f\\\) between the two belong to neither block/,
    );
  });

  it('has links that go to events, and to nothing else', async () => {
    const { editor, session } = await openTrace('alloctrace 1\nalloc a 8\nfree a\n');
    const [{ value, isTrusted, supportHtml, supportThemeIcons }] = await hoverAt(editor, 2, 5);
    assert.deepEqual(isTrusted, { enabledCommands: ['alloctrace.goToEvent'] });
    assert(supportHtml !== true && supportThemeIcons !== true);
    const links = [...value.matchAll(/(?<!\\)\]\(command:alloctrace\.goToEvent\?([^)]*)\)/g)];
    assert.equal(links.length, 2);
    const [toThis, toAllocation] = links.map(
      ([, query]) => JSON.parse(decodeURIComponent(query)) as unknown[],
    );
    await run('goToEvent', ...toThis);
    assert.equal(session.at, 2);
    await run('goToEvent', ...toAllocation);
    assert.equal(session.at, 1);
  });

  it('goes nowhere for an argument that is none of ours', async () => {
    const { session } = await openTrace('alloctrace 1\nalloc a 8\nfree a\n');
    await run('goToEvent', { uri: 'file:///elsewhere.alloctrace', at: 2 });
    assert.equal(session.at, 0);
    const bad = [
      { uri: session.uri, at: -1 },
      { uri: session.uri, at: 1.5 },
      { uri: 7, at: 1 },
    ];
    for (const argument of bad) {
      let isClosed = false;
      void run('goToEvent', argument).then(() => (isClosed = true));
      // oxlint-disable-next-line no-await-in-loop
      await until('it has asked for an event, and got no answer', () => {
        void vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return isClosed;
      });
      assert.equal(session.at, 0);
    }
  });

  it('shows hostile labels as they are', async () => {
    const { editor } = await openTrace(
      'alloctrace 1\nalloc a 8 at="](command:x)<img src=x>:1" "`$(bug) [x](command:alloctrace.restart)"\n',
    );
    const [{ value }] = await hoverAt(editor, 1, 6);
    assert(
      value.includes(String.raw`"\`\$\(bug\) \[x\]\(command\:alloctrace\.restart\)\"`.slice(1)),
    );
    assert(value.includes(String.raw`\]\(command\:x\)\<img src\=x\>\:1`));
    assert.equal([...value.matchAll(/(?<!\\)\]\(/g)].length, 1, 'the one link is ours');
  });

  it('explains words of the format', async () => {
    const { editor } = await openTrace('alloctrace 1\nheap policy=best-fit\nalloc a 8 tid=1\n');
    assert.match((await hoverAt(editor, 1, 8))[0].value, /^`policy=POLICY`/);
    assert.match((await hoverAt(editor, 2, 12))[0].value, /^`tid=N`/);
    assert.deepEqual(await hoverAt(editor, 3, 0), []);
  });

  it('is about the newest text', async () => {
    const { editor } = await openTrace('alloctrace 1\nalloc a 8 align=8\nalloc b 8 align=8\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'alloc c 8 align=8\n'));
    const [told] = await hoverAt(editor, 3, 6);
    assert.match(told.value, /^\*\*Allocated 8 bytes at 0x10000058/);
  });
});
