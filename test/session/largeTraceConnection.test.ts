import assert from 'node:assert/strict';
import {
  MARK_SEVERITIES,
  type LargeTraceState,
  type LineBreakpoint,
} from '../../src/protocol/largeTrace';
import type { DownMessage } from '../../src/protocol/message';
import { LargeTraceConnection } from '../../src/session/largeTraceConnection';
import { FakeScheduler, sessionOf } from './fakes';

/** A view of a short trace, and what went both ways. */
async function opened(breakpoints: readonly LineBreakpoint[] = [], text = 'alloc a 8\nfree a\n') {
  const posted: DownMessage[] = [];
  const toggled: number[] = [];
  const { session } = await sessionOf(text);
  session.bookmarks.set([{ line: 2, name: 'x' }]);
  const connection = new LargeTraceConnection({
    session,
    following: false,
    lineHeight: 0,
    breakpoints,
    scheduler: new FakeScheduler(),
    post: (message) => posted.push(message),
    toggleBreakpoint: (line) => toggled.push(line),
    runAction: () => {},
    report: () => {},
  });
  const send = (method: string, params: unknown) =>
    connection.receive({ type: 'command', method, params });
  send('ready', { version: 1 });
  const [message] = posted;
  assert(message?.type === 'notification');
  const ask = async (method: string, params: unknown): Promise<unknown> => {
    connection.receive({ type: 'request', id: 1, method, params });
    await new Promise((resolve) => setImmediate(resolve));
    const answer = posted.at(-1);
    assert(answer?.type === 'answer');
    return answer.result;
  };
  return { state: message.params as LargeTraceState, toggled, send, ask };
}

describe('the line to a large trace view', () => {
  it('tells the breakpoints, but not without end', async () => {
    const one: LineBreakpoint = { line: 2, kind: 'conditional', enabled: false };
    assert.deepEqual((await opened([one])).state.breakpoints, [one]);
    const many = Array.from({ length: 2000 }, (_, i): LineBreakpoint => ({ ...one, line: i + 1 }));
    assert.equal((await opened(many)).state.breakpoints.length, 1000);
  });

  it('tells the lines with bookmarks, as people count them', async () => {
    assert.deepEqual((await opened()).state.bookmarks, [3]);
  });

  it('marks each part of the text by the worst that is in it', async () => {
    // An id that is still live in line 3, and from line 5 on double frees.
    const text = 'alloc a 8\nalloc a 8\nfree a\nfree a\nfree a\nmark x\n';
    const { ask } = await opened([], text);
    const marksIn = async (rows: number) => {
      const { marks } = (await ask('overview', { rows })) as { marks: Uint8Array };
      return Array.from(marks, (mark) => MARK_SEVERITIES[mark]);
    };
    assert.deepEqual(await marksIn(1), ['warning']);
    assert.deepEqual(await marksIn(2), ['info', 'warning']);
    const [none, info, warning] = MARK_SEVERITIES;
    assert.deepEqual(await marksIn(8), [none, none, info, none, warning, warning, none, none]);
  });

  it('toggles breakpoints in lines that there are', async () => {
    const { toggled, send } = await opened();
    for (const line of [1, 3, 4, 5, 0, -1, 1.5, '2', 2 ** 31]) send('toggleBreakpoint', { line });
    assert.deepEqual(toggled, [0, 2, 3]);
  });
});
