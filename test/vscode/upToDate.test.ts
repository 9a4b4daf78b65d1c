import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LARGE_TRACE_IDS } from '../../src/host/ids';
import { upToDate } from '../../src/host/language/upToDate';
import { temporaryFolder } from './support/files';
import { api, closeAll, openTrace, shownDocument, until } from './support/trace';

const TRACE = 'alloctrace 1\nheap size=4KiB\nalloc a 64\nfree a\n';

/** What comes of a promise, or `late` where nothing does for a while. */
async function inTime<T>(answer: Thenable<T>): Promise<T | 'late'> {
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), 20_000));
  return Promise.race([answer, late]);
}

/** A question that nobody withdraws. */
const { token } = new vscode.CancellationTokenSource();

describe('what is asked of a document', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());
  afterEach(closeAll);

  it('is answered with nothing when the document is closed before it is read', async () => {
    const { editor } = await openTrace(TRACE);
    const { sessions } = await api();
    const { uri, version } = editor.document;
    // A text that is never read.
    const ahead = { uri, version: version + 1000 } as vscode.TextDocument;
    const answer = upToDate(sessions, ahead, token);
    await closeAll();
    assert.equal(await inTime(answer), undefined);
  });

  it('is answered where a view shows the same file', async () => {
    const { sessions } = await api();
    const uri = await folder.write('both.alloctrace', TRACE);
    await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_TRACE_IDS[0]);
    await until('the view is read', () => sessions.find(uri)?.status.kind === 'ready');
    sessions.find(uri)?.seek(1);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    const answer = await inTime(upToDate(sessions, document, token));
    assert(answer !== undefined && answer !== 'late', 'the document is read');
    assert.equal(answer.session, sessions.find(uri));
    assert.equal(answer.session.at, 1, 'the cursor stays');
  });

  it('is answered where an inspector is pinned to it and its text comes back', async () => {
    const { sessions } = await api();
    const uri = await folder.write('pinned.alloctrace', TRACE);
    sessions.openView(uri);
    try {
      const open = async () => {
        // VS Code keeps a document for minutes that an extension has opened.
        await vscode.commands.executeCommand('vscode.open', uri);
        const { document } = await shownDocument('it', (each) => each.uri.path === uri.path);
        return inTime(upToDate(sessions, document, token));
      };
      assert.notEqual(await open(), 'late');
      await closeAll();
      await until('the document is gone', () => {
        const session = sessions.find(uri);
        return session !== undefined && !sessions.isDocument(session);
      });
      assert.notEqual(await open(), 'late', 'the document is read again');
    } finally {
      sessions.closeView(uri);
    }
  });
});
