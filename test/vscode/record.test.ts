import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { outputOf } from '../../src/host/record/recordTask';
import { api, closeAll, run, until } from './support/trace';

/** Allocates at once, then waits until it is told to go on, and allocates more. */
const PROGRAM = `sh -c 'x=$(printf %04000d 1); until [ -e "$0" ]; do sleep 0.05; done; y=$(printf %09000d 1)' go-on`;

function canRecord(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('cc', ['--version']);
    return true;
  } catch {
    return false;
  }
}

function inFolder(name: string): string {
  return path.join(vscode.workspace.workspaceFolders?.at(0)?.uri.fsPath ?? '', name);
}

describe('recording a program', function () {
  this.timeout(100_000);

  before(function () {
    // It is built with the machine's compiler, and for Linux.
    if (!canRecord()) this.skip();
  });

  afterEach(async () => {
    await closeAll();
    for (const name of ['sh.alloctrace', 'sh-2.alloctrace', 'named.alloctrace', 'go-on']) {
      await rm(inFolder(name), { force: true });
    }
  });

  it('shows the trace while the program runs, and all of it at the end', async () => {
    const { sessions } = await api();
    const uri = vscode.Uri.file(inFolder('sh.alloctrace'));
    await run('recordProgram', PROGRAM);
    await until('the first events are shown', () => (sessions.find(uri)?.eventCount ?? 0) > 0, 30);
    const session = sessions.find(uri);
    assert(session);
    await until('it is followed', () => sessions.isFollowing(session));
    const early = session.eventCount;
    await vscode.workspace.fs.writeFile(vscode.Uri.file(inFolder('go-on')), new Uint8Array(0));
    await until('the program has ended', () => !sessions.isFollowing(session), 20);
    assert(session.eventCount > early, `${session.eventCount} events after ${early}`);
    assert.equal(session.at, session.eventCount, 'the cursor stayed at the end');
    assert.equal(session.trace?.problemCount, 0);
    const text = readFileSync(uri.fsPath, 'utf8');
    assert.match(text, /\n$/, 'nothing is left behind the last line');
    assert.equal(session.eventCount, text.match(/^[acrfm] /gm)?.length);
  });

  it('takes a name that is free', async () => {
    const first = vscode.Uri.file(inFolder('sh.alloctrace'));
    await vscode.workspace.fs.writeFile(first, new TextEncoder().encode('mine'));
    await run('recordProgram', "sh -c 'exit 3'");
    await until('there is another trace', () => existsSync(inFolder('sh-2.alloctrace')), 20);
    const { sessions } = await api();
    const uri = vscode.Uri.file(inFolder('sh-2.alloctrace'));
    await until('it is shown', () => (sessions.find(uri)?.eventCount ?? 0) > 0, 20);
    assert.equal(readFileSync(first.fsPath, 'utf8'), 'mine');
  });

  it('knows its file in a folder of any name', () => {
    const definition = { program: 'sh', args: [], cwd: '', children: false, callers: false };
    const output = '${workspaceFolder}/named.alloctrace';
    const file = outputOf({ ...definition, output }, '/home/$$/$&');
    assert.equal(file, '/home/$$/$&/named.alloctrace');
  });

  it('is a type of task', async () => {
    const { sessions } = await api();
    const scope = vscode.workspace.workspaceFolders?.at(0);
    assert(scope);
    const file = path.join('.vscode', 'tasks.json');
    const task = {
      label: 'named',
      type: 'alloctrace',
      program: 'sh',
      args: ['-c', 'exit 0'],
      output: '${workspaceFolder}/named.alloctrace',
    };
    const tasks = JSON.stringify({ version: '2.0.0', tasks: [task] });
    const uri = vscode.Uri.file(inFolder(file));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(tasks));
    try {
      let found: vscode.Task | undefined;
      for (const end = Date.now() + 30_000; found === undefined && Date.now() < end;) {
        // Asked again and again: nothing says when VS Code has read the file.
        // oxlint-disable-next-line no-await-in-loop
        const all = await vscode.tasks.fetchTasks({ type: 'alloctrace' });
        found = all.find(({ name }) => name.includes('named'));
      }
      assert(found, 'VS Code knows the task');
      await vscode.tasks.executeTask(found);
      const trace = vscode.Uri.file(inFolder('named.alloctrace'));
      await until('it is shown', () => (sessions.find(trace)?.eventCount ?? 0) > 0, 20);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
