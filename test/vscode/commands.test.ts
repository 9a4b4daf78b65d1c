import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND_IDS } from '../../src/host/ids';
import { answers } from './support/answers';
import { api, closeAll, openTrace, run, shownDocument, until } from './support/trace';

const TRACE = `alloctrace 1
heap size=4KiB

alloc a 64
alloc b 100
free a
free a
mark "end"
`;

describe('commands', () => {
  afterEach(closeAll);

  it('are all there', async () => {
    await api();
    const known = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(COMMAND_IDS)) assert(known.has(id), id);
  });

  it('step forward and back, byte for byte', async () => {
    const { session } = await openTrace(TRACE);
    const bytes = () => Buffer.from(session.replay?.heap.memory.bytes ?? []).toString('hex');
    const before = bytes();
    await run('stepForward');
    assert.equal(session.at, 1);
    assert.equal(session.line, 3);
    assert.notEqual(bytes(), before);
    await run('stepBack');
    assert.equal(session.at, 0);
    assert.equal(bytes(), before);
  });

  it('stay at the ends', async () => {
    const { session } = await openTrace(TRACE);
    await run('stepBack');
    assert.equal(session.at, 0);
    await run('goToLast');
    assert.equal(session.at, 5);
    await run('stepForward');
    assert.equal(session.at, 5);
    await run('goToFirst');
    assert.equal(session.at, 1);
  });

  it('run to the caret, forward and back', async () => {
    const { editor, session } = await openTrace(TRACE);
    editor.selection = new vscode.Selection(5, 0, 5, 0);
    await run('runToCursor');
    assert.equal(session.at, 3);
    editor.selection = new vscode.Selection(3, 2, 3, 2);
    await run('runToCursor');
    assert.equal(session.at, 1);
  });

  it('go to an event that is named somehow, or say that there is none', async () => {
    const { session } = await openTrace(TRACE);
    let typed = 'b';
    const person = answers({ showInputBox: () => typed });
    const { setStatusBarMessage } = vscode.window;
    let said = '';
    Object.assign(vscode.window, { setStatusBarMessage: (message: string) => (said = message) });
    try {
      await run('goToEvent');
      assert.equal(session.at, 2);
      for (typed of ['nobody', '-1', '"no such text']) {
        await run('goToEvent');
        assert.equal(said, `Nothing here is called "${typed}".`);
        assert.equal(session.at, 2);
      }
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
      person.restore();
    }
  });

  it('run to the next fault and stop there', async () => {
    const { session } = await openTrace(TRACE);
    await run('runToNextFault');
    assert.equal(session.at, 4);
    assert.equal(session.projections?.step?.outcome, 'fault');
    await run('runToNextFault');
    assert.equal(session.at, 4, 'there is no other');
  });

  it('play to the end, and pause', async () => {
    const { session } = await openTrace(TRACE);
    session.setSpeed(1000);
    await run('playPause');
    assert(session.playing);
    await until('the end is reached', () => session.at === 5 && !session.playing);
    session.setSpeed(1);
    await run('playPause');
    assert(session.playing, 'at the end, playing starts over');
    await run('playPause');
    assert(!session.playing);
  });

  it('restart with the heap that the trace names', async () => {
    const { session } = await openTrace(TRACE);
    await run('goToLast');
    await session.override({ layout: 'reference' });
    assert.equal(session.replay?.heap.config.layout, 'reference');
    assert.equal(session.at, 5, 'another layout keeps the event');
    await run('restart');
    await until('it is back', () => session.replay?.heap.config.layout === 'rounded');
    assert.equal(session.at, 0);
  });

  it('open an example with the inspector beside it', async () => {
    await run('openExample', 'fragmentation.alloctrace');
    const { document } = await shownDocument(
      'the example',
      ({ languageId }) => languageId === 'alloctrace',
    );
    assert(document.isUntitled, 'a copy that may be edited');
    await until('the inspector is open', () =>
      vscode.window.tabGroups.all.some((group) =>
        group.tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
      ),
    );
  });

  it('make a new trace', async () => {
    await run('newTrace');
    const editor = await shownDocument(
      'the trace',
      ({ languageId }) => languageId === 'alloctrace',
    );
    const { document } = editor;
    await until('it has a text', () => document.getText().startsWith('alloctrace 1\n'));
    await until('one can type', () => editor.selection.active.line === document.lineCount - 1);
  });

  it('say what is missing where there is no trace', async () => {
    const { sessions } = await api();
    await until('no trace is open', () => sessions.active === undefined);
    const commands = ['stepForward', 'stepBack', 'runToNextFault', 'playPause', 'restart'];
    const said: string[] = [];
    const { setStatusBarMessage } = vscode.window;
    Object.assign(vscode.window, { setStatusBarMessage: (message: string) => said.push(message) });
    try {
      for (const command of commands) await run(command);
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
    }
    assert.equal(said.length, commands.length);
    for (const message of said) assert.match(message, /^Open a trace first/);
  });
});
