import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { temporaryFolder } from './support/files';
import { api, closeAll, openTrace, plainText, run, shownDocument, until } from './support/trace';

const TRACE = 'alloctrace 1\nalloc a 64\nalloc b 100\nfree a\nfree a\n';
const OLD = 'alloctrace 1\nalloc a 64\nfree a\nfree a\n';

function titles(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.renameFile(from, to);
  assert(await vscode.workspace.applyEdit(change));
}

/** Waits until a trace is the active one, at this event. */
async function wentOn(uri: vscode.Uri, at: number): Promise<void> {
  const { sessions } = await api();
  const isThere = () => sessions.active?.uri === uri.toString() && sessions.active.at === at;
  await until(`it is at event ${at}`, isThere);
}

describe('several traces', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    folder = await temporaryFolder();
  });
  afterEach(closeAll);
  after(() => folder.remove());

  async function openFile(name: string, text = TRACE): Promise<vscode.TextEditor> {
    const uri = await folder.write(name, text);
    // Not by openTextDocument, which would keep the document open for minutes.
    await vscode.commands.executeCommand('vscode.open', uri, vscode.ViewColumn.One);
    return shownDocument(name, (document) => document.uri.toString() === uri.toString());
  }

  it('can be looked at side by side: a pinned inspector keeps its trace', async () => {
    const { sessions } = await api();
    const first = await openFile('first.alloctrace');
    await until('it is active', () => sessions.active?.name === 'first.alloctrace');
    await run('openInspector');
    await until('it is shown', () => titles().join() === 'Heap: first.alloctrace');
    await run('pinInspector');
    await until('the title says so', () => titles().join() === 'Heap: first.alloctrace (pinned)');
    await openFile('second.alloctrace');
    await until('the second is active', () => sessions.active?.name === 'second.alloctrace');
    assert.equal(titles().join(), 'Heap: first.alloctrace (pinned)');
    await run('openInspector');
    await until('there is another', () => titles().includes('Heap: second.alloctrace'));
    assert.equal(titles().length, 2);
    assert(sessions.find(first.document.uri));
  });

  it('a pinned inspector that is let go goes to the trace that was worked on', async () => {
    const { sessions } = await api();
    await openFile('pinned.alloctrace');
    await run('openInspector');
    await until('it is shown', () => titles().join() === 'Heap: pinned.alloctrace');
    await run('pinInspector');
    await until('it is pinned', () => titles().join().includes('pinned)'));
    await openFile('worked.alloctrace');
    await until('the second is active', () => sessions.active?.name === 'worked.alloctrace');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await until('keys mean the pinned one', () => sessions.active?.name === 'pinned.alloctrace');
    await run('pinInspector');
    await until('it follows', () => titles().join() === 'Heap: worked.alloctrace');
  });

  it('are not covered by an inspector that is a tab of the same group', async () => {
    await openFile('beside.alloctrace');
    await run('openInspector');
    await until('it is shown', () => titles().join() === 'Heap: beside.alloctrace');
    // As a click in the explorer does after one in the inspector.
    await vscode.commands.executeCommand(
      'vscode.open',
      await folder.write('covering.alloctrace', TRACE),
      vscode.ViewColumn.Two,
    );
    await until('it is in front', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.fileName.endsWith('covering.alloctrace') === true;
    });
    await run('openInspector');
    await until('the inspector is beside it', () => {
      const group = vscode.window.tabGroups.all.find(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
      );
      return group?.viewColumn === vscode.ViewColumn.Three && group.tabs.length === 1;
    });
    assert(
      vscode.window.visibleTextEditors.some(({ document }) =>
        document.fileName.endsWith('covering.alloctrace'),
      ),
    );
  });

  it('stay as active as they are when a document is opened that nobody sees', async () => {
    const { sessions } = await api();
    const first = await openFile('chosen.alloctrace');
    await vscode.commands.executeCommand(
      'vscode.open',
      await folder.write('front.alloctrace', TRACE),
      vscode.ViewColumn.Two,
    );
    await until('the second is active', () => sessions.active?.name === 'front.alloctrace');
    // As a link in a hover does.
    await run('goToEvent', { uri: first.document.uri.toString(), at: 2 });
    assert.equal(sessions.active?.name, 'chosen.alloctrace');
    await plainText('unseen.txt', 'x');
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(sessions.active?.name, 'chosen.alloctrace');
  });

  it('a pinned trace stays open when its editor is closed, until it is let go', async () => {
    const { sessions } = await api();
    const { document } = await openFile('kept.alloctrace');
    await until('it is read', () => sessions.find(document.uri)?.status.kind === 'ready');
    const session = sessions.find(document.uri);
    await run('openInspector');
    await until('it is shown', () => titles().length === 1);
    await run('pinInspector');
    await until('it is pinned', () => titles().join().includes('pinned'));
    const tab = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(
        ({ input }) =>
          input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
      );
    assert(tab);
    assert(await vscode.window.tabGroups.close(tab), 'its tab is closed');
    await until('the document is closed', () => document.isClosed, 30);
    assert.equal(sessions.find(document.uri), session);
    await run('pinInspector');
    await until('it is let go', () => sessions.find(document.uri) === undefined);
  });

  it('a trace that is closed and opened again goes on where it was', async () => {
    const { sessions } = await api();
    const { document } = await openFile('again.alloctrace');
    await until('it is read', () => sessions.active?.status.kind === 'ready');
    sessions.active?.seek(3);
    sessions.active?.studies.baseline.set(1, 4);
    await sessions.active?.override({ policy: 'best-fit' });
    await closeAll();
    await until('it is closed', () => sessions.find(document.uri) === undefined);
    await openFile('again.alloctrace');
    await until('it is read again', () => sessions.active?.status.kind === 'ready');
    assert.equal(sessions.active?.at, 3);
    assert.equal(sessions.active.studies.baseline.at, 1);
    assert.equal(sessions.active.replay?.config.policy, 'best-fit');
  });

  it('a trace whose file or folder is renamed goes on where it was', async () => {
    const { sessions } = await api();
    const { uri } = (await openFile('before.alloctrace')).document;
    await until('it is read', () => sessions.active?.status.kind === 'ready');
    sessions.active?.seek(3);
    await sessions.active?.override({ policy: 'best-fit' });
    const beside = (name: string) => vscode.Uri.joinPath(uri, '..', name);
    await rename(uri, beside('old/after.alloctrace'));
    await wentOn(beside('old/after.alloctrace'), 3);
    await rename(beside('old'), beside('new'));
    await wentOn(beside('new/after.alloctrace'), 3);
    assert.equal(sessions.active?.replay?.config.policy, 'best-fit');
  });

  it('a pinned inspector keeps its trace when that is renamed', async () => {
    const { sessions } = await api();
    const { uri } = (await openFile('pinned-before.alloctrace')).document;
    await until('it is read', () => sessions.active?.status.kind === 'ready');
    sessions.active?.seek(2);
    await run('openInspector');
    await until('it is shown', () => titles().length === 1);
    await run('pinInspector');
    await until('it is pinned', () => titles().join().includes('pinned)'));
    const after = vscode.Uri.joinPath(uri, '../pinned-after.alloctrace');
    await rename(uri, after);
    await until('it has the new name', () => titles().join().includes('pinned-after.alloctrace ('));
    await wentOn(after, 2);
    assert.equal(sessions.find(uri), undefined, 'nobody holds what there is no file of');
  });

  it('the old side of a comparison is not what one works on, unless one asks', async () => {
    const { sessions } = await api();
    const provider = vscode.workspace.registerTextDocumentContentProvider('older', {
      provideTextDocumentContent: () => OLD,
    });
    try {
      const { document } = await openFile('compared.alloctrace');
      const old = document.uri.with({ scheme: 'older' });
      await vscode.commands.executeCommand('vscode.diff', old, document.uri, 'Compared');
      await until('both are there', () => {
        const { visibleTextEditors } = vscode.window;
        return visibleTextEditors.some((editor) => editor.document.uri.scheme === 'older');
      });
      await until('both have sessions', () => sessions.find(old)?.status.kind === 'ready');
      await vscode.commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
      await shownDocument('the old side', ({ uri }) => uri.scheme === 'older');
      assert.equal(sessions.active?.uri, document.uri.toString());
      await until(
        'the new side has a double free and a leak',
        () => vscode.languages.getDiagnostics(document.uri).length === 2,
      );
      assert.deepEqual(vscode.languages.getDiagnostics(old), [], 'nobody can mend the past');
      await run('runToCursor');
      assert.equal(sessions.active?.uri, old.toString(), 'somebody has asked');
    } finally {
      provider.dispose();
    }
  });

  it('two editors of one trace share its session', async () => {
    const { editor, session } = await openTrace(TRACE);
    const { sessions } = await api();
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Two);
    session.seek(2);
    assert.equal(sessions.active, session);
    assert.equal(sessions.all.filter(({ uri }) => uri === session.uri).length, 1);
  });

  it('a trace that another extension makes up has a session', async () => {
    const { sessions } = await api();
    const provider = vscode.workspace.registerTextDocumentContentProvider('made-up', {
      provideTextDocumentContent: () => TRACE,
    });
    try {
      const uri = vscode.Uri.parse('made-up:/some.alloctrace');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      await until('it is active', () => sessions.active?.uri === uri.toString());
      await until('it is read', () => sessions.active?.status.kind === 'ready');
      assert.equal(sessions.active?.notice, undefined);
      assert(sessions.active && !sessions.isFile(sessions.active), 'there is no file to follow');
      await run('runToNextFault');
      assert.equal(sessions.active?.at, 4);
    } finally {
      provider.dispose();
    }
  });
});
