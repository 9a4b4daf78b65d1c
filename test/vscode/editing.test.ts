import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TraceSession } from '../../src/session/traceSession';
import { closeAll, openTrace, until } from './support/trace';

const LINES = 100_000;

/** Numbers below a bound, the same every time. */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** A trace of so many lines in which some hundred blocks are live at a time. */
function longTrace(lines: number): string {
  const random = randomFrom(5);
  const text = ['alloctrace 1', 'heap size=1MiB'];
  const live = new Set<number>();
  while (text.length < lines) {
    const id = random(400);
    text.push(live.has(id) ? `free b${id}` : `alloc b${id} ${8 + random(400)}`);
    if (!live.delete(id)) live.add(id);
  }
  return `${text.join('\n')}\n`;
}

/** Everything a heap is, in one piece: an assertion that shows two of them would take for ever. */
function heapOf({ replay }: TraceSession): Buffer {
  assert(replay);
  return Buffer.from(replay.heap.memory.cells.slice().buffer);
}

describe('editing a long trace', function editing() {
  this.timeout(120_000);
  afterEach(closeAll);

  it('while it plays, a thousand times, ends where a fresh session is', async () => {
    const { editor, session } = await openTrace(longTrace(5000));
    const { document } = editor;
    // Slow enough that the workbench is not busy with showing every step.
    session.setSpeed(2);
    session.setPlaying(true);
    const random = randomFrom(9);
    // Many edits in one turn: the loads of most of them are overtaken by the next.
    for (let round = 0; round < 25; round++) {
      await editor.edit(
        (edit) => {
          const place = random(document.lineCount - 130) + 2;
          for (let i = 0; i < 40; i++) {
            const line = place + 3 * i;
            const what = random(4);
            if (what === 0) edit.delete(new vscode.Range(line, 0, line + 1, 0));
            else if (what === 1)
              edit.insert(new vscode.Position(line, 0), 'alloc new 64 "é \u{1F600}"\n');
            else if (what === 2) edit.insert(new vscode.Position(line, 0), 'free \t new\n# why\n');
            else edit.insert(document.lineAt(line).range.end, ' # a comment');
          }
        },
        { undoStopBefore: false, undoStopAfter: false },
      );
    }
    await until('the last edit is carried out', () => session.textVersion === document.version);
    session.setPlaying(false);
    const fresh = await openTrace(document.getText());
    for (const at of [0, session.eventCount >> 1, session.eventCount]) {
      session.seek(at);
      fresh.session.seek(at);
      await until('both are there', () => session.at === at && fresh.session.at === at);
      assert(heapOf(session).equals(heapOf(fresh.session)), `the heap after ${at} events`);
    }
    assert.deepEqual(session.replay?.journal.faults, fresh.session.replay?.journal.faults);
    assert.deepEqual(session.trace?.lines, fresh.session.trace?.lines);
  });

  it('of 100,000 lines goes on from a copy of the heap before the edit, or from where it is', async () => {
    const { editor, session } = await openTrace(longTrace(LINES));
    const { document } = editor;
    for (const [line, text] of [
      [50_000, '# why\n'],
      [99_000, 'alloc x 8\n'],
      [100, 'alloc z 8\n'],
    ] as const) {
      const before = session.replay;
      await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), text));
      await until('it is carried out', () => session.textVersion === document.version);
      assert.equal(session.replay === before, text.startsWith('#'));
    }
  });

  it('notices other line ends, which change nothing', async () => {
    const { editor, session } = await openTrace('alloctrace 1\nalloc a 8\nfree a\n');
    session.seek(2);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await until('it is read', () => session.textVersion === editor.document.version);
    assert.deepEqual([session.at, session.eventCount, session.line], [2, 2, 2]);
  });
});
