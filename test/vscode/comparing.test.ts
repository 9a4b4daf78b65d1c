import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { TraceLinks } from '../../src/host/traceLinks';
import type { Inspectors } from '../../src/host/panels/inspectors';
import type { Sessions } from '../../src/host/sessions';
import { answers } from './support/answers';
import { temporaryFolder } from './support/files';
import { api, closeAll, openTrace, run, until } from './support/trace';

const TRACE = 'alloctrace 1\nheap size=4KiB\nalloc a 64\nalloc b 100\nfree a\nfree b\n';

describe('comparing and sharing', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    folder = await temporaryFolder();
  });
  afterEach(closeAll);
  after(() => folder.remove());

  async function openFile(name: string): Promise<vscode.Uri> {
    const { sessions } = await api();
    const uri = await folder.write(name, TRACE);
    await vscode.commands.executeCommand('vscode.open', uri, vscode.ViewColumn.One);
    await until('it is active', () => sessions.active?.uri === uri.toString());
    await until('it is carried out', () => sessions.active?.status.kind === 'ready');
    return uri;
  }

  it('keeps an event to compare with, through an edit, and lets go of it', async () => {
    const { editor, session } = await openTrace(TRACE);
    session.seek(2);
    await run('compareWithEvent');
    assert.equal(session.studies.baseline.at, 2);
    session.seek(4);
    const changes = await session.studies.changes.window(undefined, {
      preview: 8,
      group: null,
      start: 0,
      count: 0,
    });
    assert(typeof changes !== 'string');
    assert.deepEqual(changes.rows.gone.id, ['a', 'b']);
    const { generation } = session;
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'alloc z 8\n'));
    await until('it is carried out', () => session.generation > generation);
    assert.equal(session.studies.baseline.at, 3, 'one line further down');
    await run('stopComparing');
    assert.equal(session.studies.baseline.at, null);
  });

  it('shows the state as JSON', async () => {
    const { session } = await openTrace(TRACE);
    session.seek(2);
    await run('openInspector');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await run('exportState');
    await until('it is shown', () => {
      return vscode.window.activeTextEditor?.document.languageId === 'json';
    });
    // Not over the inspector, which has the focus.
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.One);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    const state = JSON.parse(text) as { schema: number; at: number; blocks: unknown[] };
    assert.deepEqual([state.schema, state.at, state.blocks.length], [1, 2, 2]);
  });

  it('copies a link to an event, which leads there again', async function () {
    if (!(await hasClipboard())) this.skip();
    const { sessions } = await api();
    const uri = await openFile('linked & odd.alloctrace');
    sessions.active?.seek(3);
    await run('copyLink');
    const link = await vscode.env.clipboard.readText();
    assert.match(link, /^[\w-]+:\/\/alloctrace\.alloctrace\/open\?file=.*&event=3$/);
    sessions.active?.seek(0);
    // Opened already, so nobody is asked.
    await handler(sessions).handleUri(vscode.Uri.parse(link));
    assert.equal(sessions.find(uri)?.at, 3);
  });

  it('says once that a trace has no such event any more', async () => {
    const { sessions } = await api();
    const uri = await folder.write('shorter.alloctrace', TRACE);
    const query = `file=${uri.path}&event=1234`;
    const said: string[] = [];
    const person = answers({ showWarningMessage: () => 'Open' });
    const { setStatusBarMessage } = vscode.window;
    Object.assign(vscode.window, { setStatusBarMessage: (message: string) => said.push(message) });
    const expected =
      'shorter.alloctrace has no event 1,234: it may have changed. Its last one is shown.';
    try {
      await follow(sessions, query);
      await until('it is read', () => sessions.find(uri)?.at === 4);
      assert.deepEqual(said, [expected]);
      await sessions.find(uri)?.carryOutAgain();
      assert.deepEqual(said, [expected], 'not when it is read again');
      sessions.find(uri)?.seek(0);
      await follow(sessions, query);
      assert.equal(sessions.find(uri)?.at, 4);
      assert.deepEqual(said, [expected, expected]);
      await follow(sessions, query.replace('1234', '4'));
      assert.equal(said.length, 2);
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
      person.restore();
    }
  });

  it('asks before a link goes behind a symbolic link of the workspace, once a file', async function () {
    if (process.platform === 'win32') this.skip();
    const { sessions } = await api();
    const outside = await folder.write('outside.alloctrace', TRACE);
    const { uri: top } = vscode.workspace.workspaceFolders![0];
    const inside = vscode.Uri.joinPath(top, 'linked-folder');
    await symlink(vscode.Uri.joinPath(outside, '..').fsPath, inside.fsPath);
    const uri = vscode.Uri.joinPath(inside, 'outside.alloctrace');
    let answer: string | undefined;
    const person = answers({ showWarningMessage: () => answer });
    try {
      for (const file of ['linked-folder/outside.alloctrace', uri.path]) {
        // oxlint-disable-next-line no-await-in-loop -- one answer after the other
        await follow(sessions, `file=${file}&event=1`);
        assert.equal(sessions.find(uri), undefined, file);
      }
      assert.equal(person.said.length, 2);
      answer = 'Open';
      await follow(sessions, 'file=linked-folder/outside.alloctrace&event=1');
      await until('it is there', () => sessions.find(uri)?.at === 1);
      await closeAll();
      answer = undefined;
      await follow(sessions, `file=${uri.path}&event=2`);
      await until('it is there again', () => sessions.find(uri)?.at === 2);
      assert.equal(person.said.length, 3, 'nobody is asked again');
    } finally {
      person.restore();
      await rm(inside.fsPath);
    }
  });

  it('opens nothing for a link that is not sound', async () => {
    const { sessions } = await api();
    const before = sessions.all.length;
    const said = answers({});
    for (const query of [
      'file=../../etc/passwd&event=1',
      'file=notes.txt&event=1',
      'file=no/such.alloctrace&event=1',
      `file=file://evil.example/share/x.alloctrace&event=1`,
      'file=/etc/hostname&event=1',
      'file=/[Retry](command:workbench.action.quit)&event=1',
    ]) {
      // Each answers with a message of its own.
      // oxlint-disable-next-line no-await-in-loop
      await follow(sessions, query);
    }
    said.restore();
    assert.equal(said.said.length, 6);
    assert(!said.said.some((message) => message.includes('](')), 'a message has no links');
    assert.equal(sessions.all.length, before);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0);
  });
});

/** Browsers may keep the clipboard from a page that nobody has clicked into. */
async function hasClipboard(): Promise<boolean> {
  await vscode.env.clipboard.writeText('before');
  return (await vscode.env.clipboard.readText()) === 'before';
}

/** Follows a link to open a trace. */
function follow(sessions: Sessions, query: string): Promise<void> {
  const link = vscode.Uri.from({ scheme: 'vscode', authority: 'a.b', path: '/open', query });
  return handler(sessions).handleUri(link);
}

/** The handler of links, in a window where an inspector is in sight. */
function handler(sessions: Sessions): TraceLinks {
  return new TraceLinks(sessions, { anyVisible: true } as unknown as Inspectors);
}
