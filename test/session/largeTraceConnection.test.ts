import assert from 'node:assert/strict';
import type { LargeTraceState, LineBreakpoint } from '../../src/protocol/largeTrace';
import type { DownMessage } from '../../src/protocol/message';
import { LargeTraceConnection } from '../../src/session/largeTraceConnection';
import { FakeScheduler, sessionOf } from './fakes';

/** A view of a short trace, and what went both ways. */
async function opened(breakpoints: readonly LineBreakpoint[] = []) {
  const posted: DownMessage[] = [];
  const toggled: number[] = [];
  const connection = new LargeTraceConnection({
    session: (await sessionOf('alloc a 8\nfree a\n')).session,
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
  return { state: message.params as LargeTraceState, toggled, send };
}

describe('the line to a large trace view', () => {
  it('tells the breakpoints, but not without end', async () => {
    const one: LineBreakpoint = { line: 2, kind: 'conditional', enabled: false };
    assert.deepEqual((await opened([one])).state.breakpoints, [one]);
    const many = Array.from({ length: 2000 }, (_, i): LineBreakpoint => ({ ...one, line: i + 1 }));
    assert.equal((await opened(many)).state.breakpoints.length, 1000);
  });

  it('toggles breakpoints in lines that there are', async () => {
    const { toggled, send } = await opened();
    for (const line of [1, 3, 4, 5, 0, -1, 1.5, '2', 2 ** 31]) send('toggleBreakpoint', { line });
    assert.deepEqual(toggled, [0, 2, 3]);
  });
});
