import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { answers } from './support/answers';
import { ask, openAt, placeOf } from './support/places';
import { temporaryFolder } from './support/files';
import { closeAll, openTrace, run, until } from './support/trace';

const folder = () => vscode.workspace.workspaceFolders![0].uri;
const written: vscode.Uri[] = [];

async function write(...path: string[]): Promise<void> {
  const uri = vscode.Uri.joinPath(folder(), ...path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('one\ntwo\nthree\n'));
  written.push(vscode.Uri.joinPath(folder(), path[0]));
}

/** Where the active editor is: a path in the workspace, line and column. */
function shown(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === 'untitled') return 'the trace';
  const { line, character } = editor.selection.active;
  return `${vscode.workspace.asRelativePath(editor.document.uri)}:${line + 1}:${character + 1}`;
}

/** Goes to the source that an event names; VS Code tells of the editor a moment after it is shown. */
async function leads(at: string, expected: string): Promise<void> {
  await openAt(`alloctrace 1\r\nalloc a| 64 at=${at}\r\n`);
  await run('goToSource');
  await until(`${at} leads to ${expected}`, () => shown() === expected);
}

/** Goes to the source of an event that names none in the workspace: no file is even opened. */
async function leadsNowhere(at: string): Promise<void> {
  await openAt(`alloctrace 1\r\nalloc a| 64 at=${at}\r\n`);
  const opened: string[] = [];
  const opening = vscode.workspace.onDidOpenTextDocument(({ uri }) => opened.push(uri.path));
  await run('goToSource');
  opening.dispose();
  assert.deepEqual(opened, [], at);
  assert.equal(shown(), 'the trace');
}

describe('Go to Source', () => {
  before(async () => {
    await write('gts', 'src', 'net.c');
    await write('gts', 'a b', 'é.c');
  });
  after(async () => {
    for (const uri of written) {
      // oxlint-disable-next-line no-await-in-loop -- the same folder may be there twice
      await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => {});
    }
  });
  afterEach(closeAll);

  it('opens the file in the workspace at line and column', async () => {
    await leads('gts/src/net.c:2:3', 'gts/src/net.c:2:3');
    await leads('"gts/a b/é.c:3"', 'gts/a b/é.c:3:1');
  });

  it('finds a file whose path begins elsewhere, but never leaves the workspace', async () => {
    await leads('/home/other/src/net.c:1', 'gts/src/net.c:1:1');
    await leads('C:\\w\\src\\net.c:2', 'gts/src/net.c:2:1');
    await leads('../../../src/net.c:2', 'gts/src/net.c:2:1');
    await leadsNowhere('/etc/passwd:1');
    await leadsNowhere('../../../../../../../../etc/passwd:1');
  });

  it('goes as far as the file goes', async () => {
    await leads('gts/src/net.c:99:99', 'gts/src/net.c:4:1');
  });

  it('opens nothing where no source is named', async () => {
    await leadsNowhere('nowhere');
  });

  it('takes a place as a link gives it, and nothing else', async () => {
    await openTrace('alloctrace 1\nalloc a 1\n');
    await run('goToSource', 'gts/src/net.c:1');
    await run('goToSource', { path: 'gts/src/net.c', line: -1 });
    assert.equal(shown(), 'the trace');
    await run('goToSource', { path: 'gts/src/net.c', line: 2 });
    await until('it is shown', () => shown() === 'gts/src/net.c:2:1');
  });

  it('asks which file is meant where several may be', async () => {
    await write('gts', 'other', 'net.c');
    await openAt('alloctrace 1\nalloc a| 64 at=net.c:1\n');
    const going = run('goToSource');
    await until('a list is there, and its first entry taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return shown() !== 'the trace';
    });
    await going;
    assert.match(shown(), /^gts\/(?:src|other)\/net\.c:1:1$/);
  });

  it('asks before it goes behind a symbolic link, once a file', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = await temporaryFolder();
    const file = await outside.write('secret.c', 'one\ntwo\n');
    await symlink(file.fsPath, vscode.Uri.joinPath(folder(), 'gts', 'link.c').fsPath);
    const above = vscode.Uri.joinPath(file, '..').fsPath;
    await symlink(above, vscode.Uri.joinPath(folder(), 'gts', 'links').fsPath);
    let answer: string | undefined;
    const person = answers({ showWarningMessage: () => answer });
    try {
      for (const path of ['gts/link.c', 'gts/links/secret.c']) {
        answer = undefined;
        await leads(`${path}:2`, 'the trace');
        answer = 'Open';
        await leads(`${path}:2`, `${path}:2:1`);
        answer = undefined;
        await leads(`${path}:1`, `${path}:1:1`);
      }
      assert.equal(person.said.length, 4);
      const { document, position } = await openAt('alloctrace 1\nalloc a 1 at=gts/li|nk.c:2\n');
      const links = await ask('executeDefinitionProvider', document.uri, position);
      assert.deepEqual(links, [], 'a definition is read without a question');
    } finally {
      person.restore();
      await outside.remove();
    }
  });

  it('is what the definition of an at= does', async () => {
    const text = 'alloctrace 1\nalloc 😀 1 at="gts/a b/é|.c:2:2"\n';
    const { document, position } = await openAt(text);
    const links = await ask<vscode.LocationLink[]>(
      'executeDefinitionProvider',
      document.uri,
      position,
    );
    assert.deepEqual(
      links.map(
        ({ targetUri, targetRange, originSelectionRange }) =>
          `${placeOf(originSelectionRange!)} ${vscode.workspace.asRelativePath(targetUri)} ${placeOf(targetRange)}`,
      ),
      ['2:16-31 gts/a b/é.c 2:2-2'],
    );
  });
});
