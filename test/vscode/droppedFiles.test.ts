import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DroppedFiles } from '../../src/host/importing/openDropped';
import type { Recording } from '../../src/host/importing/recording';
import { importing, MTRACE } from './support/imports';

describe('Import Trace', () => {
  const { folder, answer, answering } = importing();

  it('opens what was dropped one after the other, and says how many it leaves', async () => {
    answer();
    const done: string[] = [];
    const imports = {
      import: async ({ name }: Recording) => {
        done.push(`${name}:`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        done.push(name);
        if (name === 'a') throw new Error('a cannot be imported');
      },
    };
    const warned: string[] = [];
    const files = new DroppedFiles(imports, { warn: (text) => warned.push(text) });
    const bytes = new Uint8Array(1);
    await Promise.all([
      files.open({ kind: 'file', name: 'a', size: 1, bytes }),
      files.open({ kind: 'file', name: 'b', size: 1, bytes }),
      files.open({ kind: 'more', count: 2 }),
    ]);
    assert.deepEqual(done, ['a:', 'a', 'b:', 'b']);
    assert.match(warned.join(), /a cannot be imported/);
    assert.match(answering.said.join(), /the first 10 files are opened, and 2 more are not/);
  });

  it('of what is dropped asks before it leaves the workspace, and goes nowhere else', async () => {
    const imported: Recording[] = [];
    const imports = { import: async (each: Recording) => void imported.push(each) };
    const files = new DroppedFiles(imports, { warn: assert.fail });
    const drop = (uri: string) => files.open({ kind: 'address', uri });
    const uri = await folder.write('dropped.mtrace', MTRACE);
    answer();
    for (const wrong of ['', 'a.mtrace', 'http://x/a', 'file://server/share/a', 'command:x', '%']) {
      await drop(wrong);
    }
    assert.equal(answering.said.length, 6, answering.said.join('\n'));
    await drop(uri.toString());
    assert.match(answering.said[6], /outside this workspace/);
    const inWorkspace = vscode.workspace.workspaceFolders?.at(0)?.uri ?? assert.fail();
    const up = '/..'.repeat(inWorkspace.path.split('/').length);
    await drop(`${inWorkspace.toString()}${up}${uri.path}`);
    assert.match(answering.said[7] ?? '', /outside this workspace/);
    assert.equal(imported.length, 0);
    answer({ showWarningMessage: (_message, _options, open) => open });
    await drop(uri.toString());
    // As a window says it that is connected to the machine on which this runs.
    await drop(uri.with({ scheme: 'vscode-remote', authority: 'machine' }).toString());
    const isRemote = vscode.env.remoteName !== undefined;
    assert.deepEqual(
      imported.map((each) => each.uri?.toString()),
      isRemote ? [uri.toString(), uri.toString()] : [uri.toString()],
    );
  });
});
