import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, openTrace, run, until } from './support/trace';

const TRACE = `alloctrace 1
heap size=1KiB
alloc a 40
alloc b 100
# between
free a
free a
mark "one"
alloc c 4KiB
mark "two"
`;

/** Sets breakpoints in lines (from 0) and waits until the session knows them. */
async function set(
  editor: vscode.TextEditor,
  ...breakpoints: {
    line: number;
    condition?: string;
    hit?: string;
    enabled?: boolean;
    log?: string;
  }[]
): Promise<void> {
  const uri = editor.document.uri;
  vscode.debug.addBreakpoints(
    breakpoints.map(
      ({ line, condition, hit, enabled, log }) =>
        new vscode.SourceBreakpoint(
          new vscode.Location(uri, new vscode.Position(line, 0)),
          enabled,
          condition,
          hit,
          log,
        ),
    ),
  );
  const session = (await api()).sessions.find(uri);
  assert(session);
  const isKnown = () => !session.breakpoints.isEmpty;
  if (breakpoints.some(({ enabled }) => enabled !== false)) await until('they are known', isKnown);
}

/**
 * VS Code moves what it shows in the gutter, and it shows nothing at once: waits until it had the time
 * for that, also where it is busy.
 */
async function shownInGutter(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    // oxlint-disable no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 100));
    // It answers when it is through with what came before.
    await vscode.commands.executeCommand('setContext', 'alloctrace.test', i);
    // oxlint-enable no-await-in-loop
  }
}

/** The breakpoints as VS Code has them: line, condition and hit count. */
function shown(): string {
  return vscode.debug.breakpoints
    .map((each) => each as vscode.SourceBreakpoint)
    .map(({ location, condition, hitCondition }) =>
      [location.range.start.line, condition, hitCondition].join(' '),
    )
    .toSorted()
    .join();
}

describe('breakpoints', () => {
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await closeAll();
  });

  it('stop runs, playing, and the run to the next fault', async () => {
    const { editor, session } = await openTrace(TRACE);
    await set(editor, { line: 3 }, { line: 7 });
    for (const at of [2, 5]) {
      await run('runToBreakpoint');
      assert.equal(session.at, at);
    }
    await run('runToBreakpoint');
    assert.equal(session.at, 5, 'there is no other, so the cursor stays');
    session.seek(0);
    for (const at of [2, 4]) {
      await run('runToNextFault');
      assert.equal(session.at, at);
    }
    session.seek(0);
    session.setSpeed(500);
    for (const at of [2, 5]) {
      await run('playPause');
      await until('it stops', () => !session.playing);
      assert.equal(session.at, at);
    }
  });

  it('in a line without an event count for the next one', async () => {
    const { editor, session } = await openTrace(TRACE);
    await set(editor, { line: 4 });
    await run('runToBreakpoint');
    assert.equal(session.line, 5);
  });

  it('mind conditions and whether they are enabled', async () => {
    const { editor, session } = await openTrace(TRACE);
    await set(
      editor,
      { line: 2, enabled: false },
      { line: 3, condition: 'size > 100' },
      { line: 8, condition: 'size > 4096 - 1 && failures == 1' },
    );
    await run('runToBreakpoint');
    assert.equal(session.line, 8);
  });

  it('with a broken condition stop, and the inspector says why', async () => {
    const { editor, session } = await openTrace(TRACE);
    await set(editor, { line: 3, condition: 'sise > 100' });
    await run('runToBreakpoint');
    assert.equal(session.line, 3);
    assert.match(session.breakpoints.problems.join(), /line 4 .* column 1: There is no sise/);
  });

  it('move along with edits', async () => {
    const { editor, session } = await openTrace(TRACE);
    await set(editor, { line: 7 });
    await shownInGutter();
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'alloc x 8\nalloc y 8\n'));
    await until('the edit is carried out', () => session.eventCount === 9);
    await until('the breakpoint has moved', () => {
      const [breakpoint] = vscode.debug.breakpoints;
      return (
        breakpoint instanceof vscode.SourceBreakpoint && breakpoint.location.range.start.line === 9
      );
    });
    await run('runToBreakpoint');
    assert.equal(session.line, 9);
    assert.equal(session.at, 7);
  });

  it('stay in their lines where a long text is formatted, and where that is undone', async () => {
    const lines = Array.from({ length: 600 }, (_, i) => ` alloc   x${i}   8\n  free  x${i}\n`);
    const { editor } = await openTrace(`alloctrace 1\n${lines.join('')}`);
    await set(editor, { line: 10 }, { line: 600, condition: 'size > 4', hit: '>= 2' });
    await shownInGutter();
    const before = shown();
    for (const command of ['editor.action.formatDocument', 'undo']) {
      const { version } = editor.document;
      await vscode.commands.executeCommand(command);
      await until('the text has changed', () => editor.document.version !== version);
      // They have moved by then, or never will.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.equal(shown(), before, command);
    }
  });

  it('of another trace do not matter', async () => {
    const first = await openTrace(TRACE);
    await set(first.editor, { line: 3 });
    const { session } = await openTrace(TRACE);
    await run('runToBreakpoint');
    assert.equal(session.at, 0);
  });

  it('offer names in the input of a condition, and only there', async () => {
    const { editor } = await openTrace(TRACE);
    const labelsAt = async (line: number, character: number) => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        new vscode.Position(line, character),
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const namesAt = async (line: number, character: number) =>
      (await labelsAt(line, character)).includes('largestFree');
    editor.selection = new vscode.Selection(2, 5, 2, 5);
    assert(await namesAt(3, 0), 'the caret is elsewhere: this is the input');
    assert(!(await labelsAt(3, 0)).includes('alloc'), 'a condition has no verbs');
    assert(!(await namesAt(2, 5)), 'this is the text');
    editor.selection = new vscode.Selection(10, 0, 10, 0);
    assert(!(await namesAt(10, 0)), 'a line that is being begun');
  });
});

describe('the condition of a breakpoint', () => {
  const { createQuickPick } = vscode.window;
  /** The boxes that were shown, to be typed into. */
  const boxes: vscode.QuickPick<vscode.QuickPickItem>[] = [];

  const kept = () => {
    const box = createQuickPick();
    boxes.push(box);
    return box;
  };

  before(() => void Object.assign(vscode.window, { createQuickPick: kept }));
  after(() => void Object.assign(vscode.window, { createQuickPick }));
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await closeAll();
  });

  /** Asks for a condition, as the menu of a line number does where that is said, and types one. */
  async function edit(condition: string, ...place: unknown[]): Promise<string> {
    const { length } = boxes;
    const done = run('editCondition', ...place);
    await until('it is asked for', () => boxes.length > length);
    const asked = boxes[length];
    await until('the box knows what it offers', () => asked.activeItems.length > 0);
    const before = asked.value;
    asked.value = condition;
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    return before;
  }

  it('is set, changed and taken in the line of the caret', async () => {
    const { editor } = await openTrace(TRACE);
    editor.selection = new vscode.Selection(3, 5, 3, 5);
    assert.equal(await edit(''), '');
    assert.equal(shown(), '3  ');
    assert.equal(await edit('size > 64'), '');
    assert.equal(shown(), '3 size > 64 ');
    assert.equal(await edit('size > 32'), 'size > 64');
    assert.equal(shown(), '3 size > 32 ');
    await edit('');
    assert.equal(shown(), '3  ');
  });

  it('is set in the line whose menu it is, and keeps all else', async () => {
    const { editor } = await openTrace(TRACE);
    await set(editor, { line: 5, hit: '>= 2' });
    await edit('fault', { uri: editor.document.uri, lineNumber: 6 });
    assert.equal(shown(), '5 fault >= 2');
  });
});

describe('run until', () => {
  afterEach(closeAll);

  it('runs to what was chosen, and stays where there is nothing', async () => {
    const { session } = await openTrace(TRACE);
    await run('runUntil', { kind: 'mark', value: 'two' });
    assert.equal(session.line, 9);
    session.seek(0);
    await run('runUntil', { kind: 'size', value: '100' });
    assert.equal(session.line, 3);
    await run('runUntil', { kind: 'failure', value: '' });
    assert.equal(session.line, 8);
    await run('runUntil', { kind: 'id', value: 'nobody' });
    assert.equal(session.line, 8, 'it stays');
    session.seek(0);
    await run('runUntil', { kind: 'condition', value: 'liveBlocks == 2 && largestFree < 1KiB' });
    assert.equal(session.line, 3);
  });
});

describe('marks', () => {
  afterEach(closeAll);

  it('are gone to, forward and back', async () => {
    const { session } = await openTrace(TRACE);
    const lines: (number | undefined)[] = [];
    for (const command of ['nextMark', 'nextMark', 'nextMark', 'previousMark', 'previousMark']) {
      await run(command);
      lines.push(session.line);
    }
    assert.deepEqual(lines, [7, 9, 9, 7, 7]);
  });
});
