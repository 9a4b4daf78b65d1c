import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LARGE_TRACE_IDS } from '../../src/host/ids';
import type { TraceSession } from '../../src/session/traceSession';
import { answers } from './support/answers';
import { temporaryFolder } from './support/files';
import { fakePicks } from './support/quickPick';
import { api, closeAll, openTrace, run, until } from './support/trace';

/** Events 1 to 4 are in the lines 2, 4, 5 and 6, from 0. */
const TRACE = `alloctrace 1
heap size=1KiB
alloc a 40
# between
alloc b 100
mark "one"
free a
`;

const linesOf = ({ bookmarks }: TraceSession) => bookmarks.all.map(({ line }) => line);

async function edit(uri: vscode.Uri, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, range, text);
  assert(await vscode.workspace.applyEdit(change));
}

/** Waits until a file is the active trace and is read. */
async function shown(uri: vscode.Uri): Promise<TraceSession> {
  const { sessions } = await api();
  const isShown = () =>
    sessions.active?.uri === uri.toString() && sessions.active.status.kind === 'ready';
  await until('it is shown', isShown);
  return sessions.active!;
}

async function open(uri: vscode.Uri): Promise<TraceSession> {
  await vscode.commands.executeCommand('vscode.open', uri);
  return shown(uri);
}

describe('bookmarks', () => {
  afterEach(closeAll);

  it('are toggled at the event that is shown, wherever the caret is', async () => {
    const { editor, session } = await openTrace(TRACE);
    editor.selection = new vscode.Selection(6, 0, 6, 0);
    await run('toggleBookmark');
    assert.deepEqual(linesOf(session), [], 'nothing has happened yet');
    session.seek(2);
    await run('toggleBookmark');
    assert.deepEqual(linesOf(session), [4]);
    await run('toggleBookmark');
    assert.deepEqual(linesOf(session), []);
  });

  it('are toggled at the line whose number was clicked on, or the last event before it', async () => {
    const { editor, session } = await openTrace(TRACE);
    const { uri } = editor.document;
    await openTrace('alloctrace 1\nalloc other 8\n');
    await run('toggleBookmark', { uri, lineNumber: 7 });
    await run('toggleBookmark', { uri, lineNumber: 4 });
    await run('toggleBookmark', { uri, lineNumber: 1 });
    assert.deepEqual(linesOf(session), [2, 6]);
    assert.equal(session.at, 0);
  });

  it('are visited on the way from mark to mark', async () => {
    const { session } = await openTrace(TRACE);
    session.bookmarks.set([2, 6].map((line) => ({ line, name: '' })));
    for (const at of [1, 3, 4, 4]) {
      await run('nextMark');
      assert.equal(session.at, at);
    }
    for (const at of [3, 1, 1]) {
      await run('previousMark');
      assert.equal(session.at, at);
    }
  });

  it('move along with edits, and go with their line', async () => {
    const { editor, session } = await openTrace(TRACE);
    const { uri } = editor.document;
    session.bookmarks.set([2, 4, 6].map((line) => ({ line, name: '' })));
    await edit(uri, new vscode.Range(1, 0, 1, 0), '# a\n# b\n');
    assert.deepEqual(linesOf(session), [4, 6, 8]);
    // Before the edit is carried out it is asked for a line of the new text.
    await edit(uri, new vscode.Range(6, 0, 7, 0), '');
    await run('toggleBookmark', { uri, lineNumber: 7 });
    assert.deepEqual(linesOf(session), [4, 6, 7]);
    assert.deepEqual([...session.bookmarks.namesOf(session.trace!).keys()], [0, 1, 2]);
  });

  it('come back with their line when its deletion is undone, and go when it is redone', async () => {
    const { editor, session } = await openTrace(TRACE);
    session.bookmarks.set([
      { line: 2, name: '' },
      { line: 4, name: 'b' },
      { line: 5, name: '' },
    ]);
    const before = session.bookmarks.all;
    // Two lines that do not touch, at once; then one above them.
    editor.selections = [4, 6].map((line) => new vscode.Selection(line, 0, line, 0));
    await vscode.commands.executeCommand('editor.action.deleteLines');
    assert.deepEqual(linesOf(session), [2, 4]);
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('editor.action.deleteLines');
    assert.deepEqual(linesOf(session), [3]);
    await vscode.commands.executeCommand('undo');
    await until('the last is back', () => linesOf(session).length === 2);
    assert.deepEqual(linesOf(session), [2, 4]);
    await vscode.commands.executeCommand('undo');
    await until('all are back', () => linesOf(session).length === 3);
    assert.deepEqual(session.bookmarks.all, before);
    await vscode.commands.executeCommand('redo');
    await until('one is gone', () => linesOf(session).length === 2);
    await vscode.commands.executeCommand('undo');
    await until('all are back again', () => linesOf(session).length === 3);
    assert.deepEqual(session.bookmarks.all, before);
  });

  it('do not come back with other lines', async () => {
    const { editor, session } = await openTrace('alloctrace 1\nalloc a 40\nalloc b 50\nfree b\n');
    session.bookmarks.set([{ line: 1, name: '' }]);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand('editor.action.deleteLines');
    // This one is as long, and has moved up into the place of the first.
    await vscode.commands.executeCommand('editor.action.deleteLines');
    await vscode.commands.executeCommand('undo');
    await until('the second is back', () => editor.document.lineAt(1).text === 'alloc b 50');
    assert.deepEqual(linesOf(session), []);
    await vscode.commands.executeCommand('undo');
    await until('the first is back', () => linesOf(session).length > 0);
    assert.deepEqual(linesOf(session), [1]);
  });

  it('are listed, gone to, named and removed', async () => {
    const { session } = await openTrace(`${TRACE}mark "$(trash) x"\n`);
    session.bookmarks.set([2, 4, 7].map((line) => ({ line, name: '' })));
    session.seek(3);
    const picks = fakePicks();
    const person = answers({ showInputBox: () => ' [b](command:x) ' });
    try {
      await run('listBookmarks');
      const described = () =>
        picks.last.items.map(({ label, description }) => `${label}: ${description}`);
      assert.deepEqual(described(), [
        'alloc a 40: event 1 · line 3',
        'alloc b 100: event 2 · line 5',
        'mark "$\u200b(trash) x": event 5 · line 8',
      ]);
      assert.deepEqual(picks.last.activeItems, [picks.last.items[1]]);
      const first = picks.last;
      first.press('Name', 1);
      await until('the list is shown again', () => picks.last !== first);
      assert.equal(picks.last.items[1].label, '[b](command:x)');
      assert.equal(picks.last.items[1].detail, 'alloc b 100');
      picks.last.press('Remove', 0);
      assert.equal(picks.last.items.length, 2);
      picks.last.accept(1);
      assert.equal(session.at, 5);
      assert(!picks.last.isShown);
    } finally {
      person.restore();
      picks.restore();
    }
  });

  it('that were all removed can be had again', async () => {
    const { session } = await openTrace(TRACE);
    session.bookmarks.set([{ line: 2, name: 'x' }]);
    const before = session.bookmarks.all;
    const picks = fakePicks();
    let isUndone = false;
    const person = answers({
      showInformationMessage: (_, undo) => {
        assert.deepEqual(linesOf(session), []);
        isUndone = true;
        return undo;
      },
    });
    try {
      await run('listBookmarks');
      picks.last.press('Remove All');
      await until('it is taken back', () => isUndone && session.bookmarks.all.length > 0);
      assert.deepEqual(session.bookmarks.all, before);
    } finally {
      person.restore();
      picks.restore();
    }
  });

  it('of an untitled trace are gone with it', async () => {
    const { editor, session } = await openTrace(TRACE);
    const { uri } = editor.document;
    session.seek(1);
    await run('toggleBookmark');
    await closeAll();
    const { sessions } = await api();
    await until('it is closed', () => sessions.find(uri) === undefined);
    const again = await openTrace(TRACE);
    assert.deepEqual(linesOf(again.session), []);
  });

  describe('of a file', () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    before(async () => {
      folder = await temporaryFolder();
    });
    after(() => folder.remove());

    it('are there when it is opened again, also under another name', async () => {
      const uri = await folder.write('kept.alloctrace', TRACE);
      (await open(uri)).seek(2);
      await run('toggleBookmark');
      await closeAll();
      assert.deepEqual(linesOf(await open(uri)), [4]);
      const renamed = vscode.Uri.joinPath(uri, '..', 'renamed.alloctrace');
      const change = new vscode.WorkspaceEdit();
      change.renameFile(uri, renamed);
      assert(await vscode.workspace.applyEdit(change));
      const session = await shown(renamed);
      await until('they have come along', () => linesOf(session).length > 0);
      assert.deepEqual(linesOf(session), [4]);
    });

    it('are set in the large trace view, which cannot be edited', async () => {
      const uri = await folder.write('large.alloctrace', TRACE);
      await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_TRACE_IDS[0]);
      const session = await shown(uri);
      session.seek(1);
      await run('toggleBookmark');
      await run('toggleBookmark', { webview: LARGE_TRACE_IDS[0], lineNumber: 6 });
      assert.deepEqual(linesOf(session), [2, 5]);
    });
  });
});
