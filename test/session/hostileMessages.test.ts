import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { COMMANDS, REQUESTS } from '../../src/protocol/messages';
import { atOf, FakeView, sessionOf, THREE } from './fakes';

describe('hostile messages', () => {
  const cyclic: Record<string, unknown> = { type: 'command', method: 'seek' };
  cyclic['params'] = cyclic;
  const methods = [...Object.keys(COMMANDS), ...Object.keys(REQUESTS), '__proto__', 'valueOf'];
  const params = fc.oneof(
    fc.object({
      key: fc.constantFrom('at', 'to', 'block', 'line', 'speed', 'policy', 'query', '__proto__'),
      values: [fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.boolean()],
      maxDepth: 2,
    }),
    fc.anything(),
  );
  const message = fc.oneof(
    fc.record({
      type: fc.constantFrom('command', 'request', 'answer'),
      id: fc.oneof(fc.nat(), fc.double(), fc.constant('1')),
      method: fc.constantFrom(...methods),
      params,
    }),
    fc.anything(),
    fc.constant(cyclic),
  );

  it('throw nothing, break nothing, and are reported once', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    fc.assert(
      fc.property(message, (each) => {
        view.connection.receive(each);
      }),
      { numRuns: 10_000 },
    );
    assert.equal(view.problems.length, 1);
    await new Promise((resolve) => setImmediate(resolve));
    session.setPlaying(false);
    view.send('seek', { at: 2 });
    view.open();
    assert.equal(atOf(view), 2);
  });

  it('each of an unknown form are ignored', async () => {
    const { session } = await sessionOf(THREE);
    const far = { at: 2 ** 53 };
    for (const each of [
      undefined,
      null,
      5,
      'seek',
      [],
      {},
      cyclic,
      { type: 'command' },
      { type: 'command', method: 'seek' },
      { type: 'command', method: 'seek', params: { at: Number.NaN } },
      { type: 'command', method: 'seek', params: { at: -1 } },
      { type: 'command', method: 'seek', params: far },
      { type: 'command', method: 'seek', params: Object.create({ at: 2 }) as object },
      { type: 'command', method: 'constructor', params: {} },
      { type: 'command', method: 'x'.repeat(1e6), params: {} },
      { type: 'request', method: 'find', id: 'one', params: { query: 'a' } },
      { type: 'request', method: 'find', id: -1, params: { query: 'a' } },
    ]) {
      const view = new FakeView(session);
      view.connection.receive(each);
      assert.equal(session.at, 0);
      assert.equal(view.problems.length, 1, JSON.stringify(view.problems));
      assert.ok(view.problems[0].length < 200);
      assert.deepEqual(view.posted, []);
    }
  });

  it('of another version are told as such', () => {
    const view = new FakeView(undefined);
    view.send('ready', { version: 99 });
    assert.match(view.problems[0], /version 99 of the messages/);
  });
});
