import assert from 'node:assert/strict';
import type { UpMessage } from '../../src/protocol/message';
import { freeListWindow } from '../../src/protocol/freeList';
import {
  find,
  navigate,
  PROTOCOL_VERSION,
  selectBlock,
  STATE_CHANGED,
} from '../../src/protocol/messages';
import type { InspectorState } from '../../src/protocol/state';
import { StateSender, type Step } from '../../src/protocol/stateStream';
import { Connection } from '../../webview/connection';
import { ManualTimer } from './support/manualTimer';
import { stateOf } from './support/states';

function connect() {
  const sent: UpMessage[] = [];
  const timer = new ManualTimer();
  const connection = new Connection({ postMessage: (message) => sent.push(message) }, timer.start);
  return { connection, sent, timer };
}

/** A connection that shows revision 1, and knows what a step forward will show. */
function foreseeing() {
  const { connection, sent, timer } = connect();
  const shown: string[] = [];
  connection.onState(({ generation, revision }) => shown.push(`${generation}.${revision}`));
  const sender = new StateSender();
  const receive = (generation: number, revision: number, step?: Step) =>
    connection.receive(
      sender.pack(
        {
          type: 'notification',
          method: STATE_CHANGED,
          params: stateOf(generation, revision),
        },
        step,
      ),
    );
  const say = (text: string) => connection.receive(sender.pack({ type: 'said', text }));
  receive(1, 1);
  receive(1, 2, 'forward');
  return { connection, sent, shown, receive, say, timer };
}

function methodsOf(sent: readonly UpMessage[]): string[] {
  return sent.map(({ method }) => method);
}

describe('Connection', () => {
  it('says that it is ready, with the version of the messages', () => {
    const { connection, sent } = connect();
    connection.open();
    const params = { version: PROTOCOL_VERSION };
    assert.deepEqual(sent, [{ type: 'command', method: 'ready', params }]);
  });

  it('asks for the whole state when it cannot make one of the differences it got', () => {
    const { connection, sent } = connect();
    const shown: InspectorState[] = [];
    connection.onState((state) => shown.push(state));
    const sender = new StateSender();
    const packed = (revision: number) =>
      sender.pack({ type: 'notification', method: STATE_CHANGED, params: stateOf(1, revision) });
    packed(1);
    connection.receive(packed(2));
    const ready = {
      type: 'command' as const,
      method: 'ready',
      params: { version: PROTOCOL_VERSION },
    };
    assert.deepEqual(sent, [ready]);
    sender.forget();
    connection.receive(packed(3));
    connection.receive(packed(4));
    assert.deepEqual(
      shown.map(({ revision }) => revision),
      [3, 4],
    );
    assert.deepEqual(sent, [ready], 'once is enough');
  });

  describe('shows a step that was foreseen', () => {
    it('when the key is pressed, and not once more when it comes', () => {
      const { connection, sent, shown, receive } = foreseeing();
      assert.deepEqual(shown, ['1.1']);
      connection.navigate('forward');
      assert.deepEqual(shown, ['1.1', '1.2']);
      connection.reportPainted(2);
      assert.deepEqual(methodsOf(sent), ['navigate', 'painted']);
      receive(1, 2);
      assert.deepEqual(shown, ['1.1', '1.2']);
      receive(1, 3);
      assert.deepEqual(shown, ['1.1', '1.2', '1.3']);
    });

    it('and tells of it when it is painted, before it says anything else, or after a while', () => {
      const ends: readonly [string, (foreseen: ReturnType<typeof foreseeing>) => void][] = [
        ['navigate', ({ connection }) => connection.sendHeldStep()],
        ['navigate selectBlock', ({ connection }) => connection.send(selectBlock, { block: 0 })],
        ['navigate find', ({ connection }) => void connection.request(find, { query: '' })],
        ['navigate navigate', ({ connection }) => connection.navigate('back')],
        ['navigate', ({ timer }) => timer.advance(100)],
        ['navigate', ({ connection }) => connection.dispose()],
      ];
      for (const [said, end] of ends) {
        const foreseen = foreseeing();
        const { connection, sent, timer } = foreseen;
        connection.navigate('forward');
        assert.deepEqual([sent, connection.holdsStep], [[], true]);
        end(foreseen);
        assert.deepEqual([methodsOf(sent).join(' '), connection.holdsStep], [said, false]);
        assert.deepEqual(sent[0], {
          type: 'command',
          method: 'navigate',
          params: { to: 'forward' },
        });
        timer.advance(1000);
        const steps = methodsOf(sent).filter((method) => method === navigate.method);
        assert.equal(steps.length, said === 'navigate navigate' ? 2 : 1, 'once');
      }
    });

    it('also after a command has said something', () => {
      const { connection, shown, say } = foreseeing();
      const said: string[] = [];
      connection.onSaid((text) => said.push(text));
      say('No fault follows.');
      connection.navigate('forward');
      assert.deepEqual([said, shown], [['No fault follows.'], ['1.1', '1.2']]);
    });

    it('and none of a state that came before the host knew of it', () => {
      const { connection, sent, shown, receive } = foreseeing();
      connection.navigate('forward');
      receive(2, 2);
      receive(2, 3, 'forward');
      connection.navigate('forward');
      assert.deepEqual(shown, ['1.1', '1.2', '2.2']);
      assert.deepEqual(methodsOf(sent), ['navigate', 'navigate']);
    });

    it('and then whatever came instead', () => {
      const { connection, shown, receive } = foreseeing();
      connection.navigate('forward');
      receive(2, 2);
      assert.deepEqual(shown, ['1.1', '1.2', '2.2']);
    });

    it('only once, and only in its direction', () => {
      const { connection, shown } = foreseeing();
      connection.navigate('back');
      connection.navigate('forward');
      assert.deepEqual(
        shown,
        ['1.1'],
        'the way back was not foreseen, and forward leads elsewhere',
      );
      const another = foreseeing();
      another.connection.navigate('forward');
      another.connection.navigate('forward');
      assert.deepEqual(another.shown, ['1.1', '1.2']);
    });

    it('not where the state has changed since, or will', () => {
      const other = foreseeing();
      other.receive(1, 3);
      other.connection.navigate('forward');
      assert.deepEqual(other.shown, ['1.1', '1.3']);
      const changing = foreseeing();
      changing.connection.send(selectBlock, { block: 0 });
      // On its way when the block was selected.
      changing.receive(1, 3, 'forward');
      changing.connection.navigate('forward');
      assert.deepEqual(changing.shown, ['1.1']);
    });

    it('in either direction, where both were foreseen', () => {
      for (const [step, revision] of [
        ['forward', 2],
        ['back', 3],
      ] as const) {
        const { connection, shown, receive } = foreseeing();
        receive(1, 3, 'back');
        connection.navigate(step);
        receive(1, revision);
        receive(1, 4);
        assert.deepEqual(shown, ['1.1', `1.${revision}`, '1.4'], step);
      }
    });

    it('also after it said what is painted', () => {
      const { connection, shown } = foreseeing();
      connection.reportPainted(1);
      connection.navigate('forward');
      assert.deepEqual(shown, ['1.1', '1.2']);
    });
  });

  it('sends commands that their own checks accept', () => {
    const { connection, sent } = connect();
    connection.send(navigate, { to: 'forward' });
    connection.reportPainted(7);
    assert.deepEqual(sent, [
      { type: 'command', method: 'navigate', params: { to: 'forward' } },
      { type: 'command', method: 'painted', params: { revision: 7, windows: [], still: false } },
    ]);
  });

  it('says once that nothing has changed for a while', () => {
    const { connection, sent, timer } = connect();
    const stills = () =>
      sent.filter(({ params }) => (params as { still?: boolean }).still === true).length;
    connection.reportPainted(7);
    timer.advance(400);
    connection.reportPainted(8);
    timer.advance(400);
    assert.equal(stills(), 0);
    timer.advance(200);
    const params = { revision: 8, windows: [], still: true };
    assert.deepEqual(sent.at(-1), { type: 'command', method: 'painted', params });
    timer.advance(1000);
    assert.equal(stills(), 1);
    connection.reportPainted(9);
    connection.send(navigate, { to: 'forward' });
    timer.advance(1000);
    assert.equal(stills(), 1, 'something will change');
  });

  it('settles each request with its own answer, in any order', async () => {
    const { connection, timer } = connect();
    const first = connection.request(find, { query: 'a' });
    const second = connection.request(find, { query: 'b' });
    connection.receive({ type: 'answer', id: 2, result: { found: true, message: 'b' } });
    connection.receive({ type: 'answer', id: 1, result: { found: true, message: 'a' } });
    assert.equal((await first).message, 'a');
    assert.equal((await second).message, 'b');
    assert.equal(timer.count, 0);
  });

  it('settles a request with a failure', async () => {
    const { connection } = connect();
    const request = connection.request(find, { query: 'a' });
    connection.receive({ type: 'failure', id: 1, message: 'No trace is open.' });
    await assert.rejects(request, /No trace is open/);
  });

  it('settles a request that nobody answers', async () => {
    const { connection, timer } = connect();
    const request = connection.request(find, { query: 'a' });
    timer.advance(60_000);
    await assert.rejects(request, /did not answer \(find\)/);
    connection.receive({ type: 'answer', id: 1, result: {} });
  });

  it('settles everything when it is disposed, and sends nothing any more', async () => {
    const { connection, sent, timer } = connect();
    const request = connection.request(find, { query: 'a' });
    connection.dispose();
    await assert.rejects(request, /closed/);
    await assert.rejects(connection.request(find, { query: 'b' }), /closed/);
    connection.send(navigate, { to: 'back' });
    assert.equal(sent.length, 1);
    assert.equal(timer.count, 0);
  });

  it('takes a window from what came with the state, and says what it wanted', () => {
    const { connection, sent } = connect();
    const asked = { start: 0, count: 5 };
    const state = (revision: number, ...params: object[]) =>
      connection.receive({
        type: 'notification',
        method: STATE_CHANGED,
        params: stateOf(revision, 1),
        answers: params.map((each) => ({
          method: freeListWindow.method,
          params: each,
          result: { revision },
        })),
      });
    state(1);
    assert.equal(connection.atHand(freeListWindow, asked), undefined);
    connection.reportPainted(1);
    const windows = [{ method: 'freeListWindow', params: asked }];
    assert.deepEqual(sent.at(-1), {
      type: 'command',
      method: 'painted',
      params: { revision: 1, windows, still: false },
    });
    state(2, asked);
    const count = sent.length;
    assert.equal(connection.atHand(freeListWindow, asked)?.revision, 2);
    assert.equal(sent.length, count, 'nothing was asked');
    // It stays standing though the answer was there, until a state comes for which nobody asks.
    connection.reportPainted(2);
    assert.deepEqual((sent.at(-1) as { params: object }).params, {
      revision: 2,
      windows,
      still: false,
    });
    state(3);
    connection.reportPainted(3);
    assert.deepEqual((sent.at(-1) as { params: object }).params, {
      revision: 3,
      windows: [],
      still: false,
    });
    assert.equal(connection.atHand(freeListWindow, asked), undefined);
  });

  it('passes states on, and ignores what is no message', () => {
    const { connection } = connect();
    const states: InspectorState[] = [];
    connection.onState((state) => states.push(state));
    const state = stateOf(1, 1);
    connection.receive({ type: 'notification', method: STATE_CHANGED, params: state });
    for (const other of [null, 7, 'x', {}, { type: 'other' }, { type: 'answer', id: 99 }]) {
      connection.receive(other);
    }
    connection.receive({ type: 'notification', method: 'other', params: state });
    assert.deepEqual(states, [state]);
  });
});
