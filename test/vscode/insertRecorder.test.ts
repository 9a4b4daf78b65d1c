import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RECORDERS } from '../../src/recorders/table';
import { closeAll, run, until } from './support/trace';

const folder = () => vscode.workspace.workspaceFolders![0].uri;
const inFolder = (name: string) => vscode.Uri.joinPath(folder(), name);
const read = async (uri: vscode.Uri) =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

/** The file of the active editor. */
const shown = () => vscode.window.activeTextEditor?.document.uri.path.replace(/^.*\//, '');

/** The text that the extension comes with. */
async function original(file: string): Promise<string> {
  const { extensionUri } = vscode.extensions.getExtension('alloctrace.alloctrace')!;
  return read(vscode.Uri.joinPath(extensionUri, 'media', 'recorders', file));
}

describe('inserting a recorder', () => {
  afterEach(async () => {
    await closeAll();
    for (const name of ['alloctrace_2.rs', ...RECORDERS.map(({ file }) => file)]) {
      // One after the other: nothing waits for them.
      // oxlint-disable-next-line no-await-in-loop
      await vscode.workspace.fs.delete(inFolder(name)).then(undefined, () => {});
    }
  });

  it('copies it into the folder and opens it, and once more only opens it', async () => {
    for (let time = 0; time < 2; time++) {
      // The second time must find what the first one left.
      // oxlint-disable-next-line no-await-in-loop
      await run('insertRecorder', 'rust');
      await until('it is shown', () => shown() === 'alloctrace.rs');
    }
    assert.equal(await read(inFolder('alloctrace.rs')), await original('alloctrace.rs'));
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
  });

  it('never writes over another file, and takes another name', async () => {
    const mine = '// mine\n';
    await vscode.workspace.fs.writeFile(inFolder('alloctrace.rs'), new TextEncoder().encode(mine));
    const inserted = run('insertRecorder', 'rust');
    await until('a box is there, and the name it suggests taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return shown() !== undefined;
    });
    await inserted;
    assert.equal(shown(), 'alloctrace_2.rs');
    assert.equal(await read(inFolder('alloctrace.rs')), mine);
    assert.equal(await read(inFolder('alloctrace_2.rs')), await original('alloctrace.rs'));
  });

  it('can be chosen from a list', async () => {
    const inserted = run('insertRecorder');
    await until('the list is there, and the first one taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return shown() !== undefined;
    });
    await inserted;
    assert.equal(shown(), RECORDERS[0].file);
    assert.equal(await read(inFolder(RECORDERS[0].file)), await original(RECORDERS[0].file));
  });
});
