import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { temporaryFolder } from './support/files';
import { api, closeAll, openTrace, plainText, run, until } from './support/trace';

const TRACE = 'alloctrace 1\nalloc a 64\nalloc b 100\nfree a\nfree b\n';

describe('sessions', () => {
  afterEach(closeAll);

  it('an edit above the cursor keeps it on its event', async () => {
    const { editor, session } = await openTrace(TRACE);
    session.seek(3);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '# one\nalloc c 8\n'));
    await until('the edit is carried out', () => session.eventCount === 5);
    assert.equal(session.at, 4);
    assert.equal(session.line, 5);
  });

  it('an edit of the event itself is carried out at once', async () => {
    const { editor, session } = await openTrace(TRACE);
    session.seek(1);
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 8, 1, 10), '128'));
    await until('the new size counts', () => session.projections?.metrics.liveBytes === 128);
    assert.equal(session.at, 1);
  });

  it('many edits in a row end in the state of a fresh session', async () => {
    const { editor, session } = await openTrace(TRACE);
    session.seek(2);
    for (let i = 0; i < 50; i++) {
      const end = editor.document.lineCount - 1;
      await editor.edit((edit) => edit.insert(new vscode.Position(end, 0), `alloc x${i} ${i}\n`));
    }
    await until('all are carried out', () => session.eventCount === 54);
    session.seek(54);
    const fresh = await openTrace(editor.document.getText());
    fresh.session.seek(54);
    assert.deepEqual(fresh.session.replay?.heap.memory.bytes, session.replay?.heap.memory.bytes);
  });

  it('each trace has its own; the active one is that of the editor in use', async () => {
    const first = await openTrace(TRACE);
    first.session.seek(2);
    const second = await openTrace(TRACE);
    const { sessions } = await api();
    assert.equal(sessions.active, second.session);
    assert.equal(second.session.at, 0);
    await vscode.window.showTextDocument(first.editor.document);
    await until('the first is active again', () => sessions.active === first.session);
    assert.equal(first.session.at, 2);
  });

  it('leaving the trace does not end its session', async () => {
    const { session } = await openTrace(TRACE);
    const { sessions } = await api();
    const other = await plainText('other.txt', 'plain text');
    await vscode.window.showTextDocument(other);
    assert.equal(sessions.active, session);
    await run('stepForward');
    assert.equal(session.at, 1);
  });

  it('a trace that VS Code has opened as a binary text is a trace', async () => {
    const { sessions } = await api();
    const folder = await temporaryFolder();
    try {
      const document = await vscode.workspace.openTextDocument(
        await folder.write('plain.alloctrace', TRACE),
      );
      await vscode.window.showTextDocument(document);
      // As with a file that has NUL bytes at its start, after "Open Anyway".
      await vscode.languages.setTextDocumentLanguage(document, 'code-text-binary');
      await until('it has a session', () => sessions.find(document.uri)?.eventCount === 4);
      assert.equal(sessions.active?.uri, document.uri.toString());
    } finally {
      await folder.remove();
    }
  });

  it('closing the trace ends its session', async () => {
    const { sessions } = await api();
    const { session } = await openTrace(TRACE);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('it is gone', () => !sessions.all.includes(session));
  });

  it('the file that an untitled trace is saved as begins where that was', async () => {
    const { sessions } = await api();
    const folder = await temporaryFolder();
    const file = await folder.write('saved.alloctrace', '');
    await vscode.workspace.fs.delete(file);
    // With the path of a file nobody is asked where to save it.
    const document = await plainText(file.path, TRACE);
    await vscode.window.showTextDocument(document);
    await until('it is carried out', () => sessions.find(document.uri)?.eventCount === 4);
    sessions.find(document.uri)?.seek(3);
    sessions.find(document.uri)?.bookmarks.set([{ line: 2, name: 'here' }]);
    await sessions.find(document.uri)?.override({ policy: 'worst-fit' });
    await document.save();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    await until('the file is carried out', () => sessions.find(file)?.eventCount === 4);
    assert.equal(sessions.find(file)?.at, 3);
    assert.equal(sessions.find(file)?.replay?.config.policy, 'worst-fit');
    assert.deepEqual(sessions.find(file)?.bookmarks.all, [{ line: 2, name: 'here' }]);
    await closeAll();
    await folder.remove();
  });

  it('a step reveals its line in the editor', async () => {
    const { editor, session } = await openTrace(
      `alloctrace 1\n${Array.from({ length: 500 }, (_, i) => `alloc a${i} 8\n`).join('')}`,
    );
    session.seek(400);
    await until('line 401 is visible', () =>
      editor.visibleRanges.some((range) => range.contains(new vscode.Position(400, 0))),
    );
    // A line at the edge is seen in half, and what comes next is not.
    for (const edge of ['end', 'start'] as const) {
      const { line } = editor.visibleRanges[0][edge];
      session.seek(line);
      // oxlint-disable-next-line no-await-in-loop
      await until(`what is around line ${line + 1} is visible`, () => {
        const [{ start, end }] = editor.visibleRanges;
        return start.line < line - 2 && end.line > line + 2;
      });
    }
  });

  it('a language change makes a document a trace', async () => {
    const { sessions } = await api();
    // Without the version line, by which VS Code would know the language at once.
    const plain = await plainText('language.txt', 'alloc a 1\n');
    await vscode.window.showTextDocument(plain);
    assert.equal(plain.languageId, 'plaintext');
    assert.notEqual(sessions.active?.uri, plain.uri.toString());
    const trace = await vscode.languages.setTextDocumentLanguage(plain, 'alloctrace');
    await vscode.window.showTextDocument(trace);
    await until('it has a session', () => sessions.active?.uri === trace.uri.toString());
  });
});
