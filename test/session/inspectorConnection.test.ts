import assert from 'node:assert/strict';
import { MOST_UNDER_WAY, type AnswerAhead } from '../../src/protocol/windows';
import { longProgram } from '../replay/programs';
import { atOf, FakeView, sessionOf, THREE } from './fakes';

describe('the connection to an inspector', () => {
  it('sends nothing before the view is ready, and then the whole state', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session);
    view.connection.sessionChanged();
    session.seek(2);
    view.connection.setVisible(true);
    assert.deepEqual(view.posted, []);
    view.open();
    assert.equal(view.posted.length, 1);
    assert.equal(atOf(view), 2);
    assert.deepEqual(view.problems, []);
  });

  it('sends whole states and no other, whatever happens', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    assert.deepEqual(structuredClone(view.state), view.state, 'plain data');
    session.fail('gone');
    view.send('painted', { revision: 1 });
    assert.deepEqual(view.state?.view, { kind: 'error', name: 'x.alloctrace', message: 'gone' });
    view.session = undefined;
    view.connection.sessionChanged();
    view.send('painted', { revision: 2 });
    assert.deepEqual(view.state?.view, { kind: 'empty' });
  });

  it('tells what a command has said, if somebody sees it', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session);
    view.connection.tell('Nothing listens yet.');
    view.open();
    view.connection.tell('No fault follows.');
    assert.deepEqual(view.posted.slice(1), [{ type: 'said', text: 'No fault follows.' }]);
    view.connection.setVisible(false);
    view.connection.tell('Nobody looks.');
    assert.equal(view.posted.length, 2);
  });

  it('never has more than a few states under way that the view has not painted', async () => {
    const { session } = await sessionOf(longProgram(1, 500));
    const view = new FakeView(session).open();
    for (let i = 0; i < 100; i++) view.send('navigate', { to: 'forward' });
    assert.equal(view.states.length, MOST_UNDER_WAY);
    view.send('painted', { revision: 1 });
    assert.equal(view.states.length, MOST_UNDER_WAY + 1);
    assert.equal(atOf(view), 100, 'the newest, with those between left out');
    view.send('painted', { revision: MOST_UNDER_WAY + 1 });
    assert.equal(view.states.length, MOST_UNDER_WAY + 1, 'nothing new, nothing sent');
    view.send('navigate', { to: 'back' });
    assert.equal(atOf(view), 99);
  });

  it('does not take a view for faster than it can be', async () => {
    const { session } = await sessionOf(longProgram(1, 500));
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1000 });
    view.send('painted', { revision: 0 });
    for (let i = 0; i < 100; i++) view.send('navigate', { to: 'forward' });
    assert.equal(view.states.length, 1 + MOST_UNDER_WAY);
  });

  it('sends the windows of the last state along with the next one', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const map = { from: 0, to: 1024, cells: 100, coloring: 'state' };
    const windows = [
      { method: 'mapWindow', params: map },
      { method: 'fragmentationWindow', params: {} },
      // What is wrong is left out; who asks is told why.
      { method: 'blockWindow', params: { start: -1 } },
    ];
    assert.deepEqual(view.answersAhead, []);
    view.send('painted', { revision: 1, windows });
    session.seek(2);
    assert.deepEqual(
      view.answersAhead.map(({ method, params }) => ({ method, params })),
      windows.slice(0, 2),
    );
    const ahead = view.answersAhead[0] as AnswerAhead | undefined;
    const asked = view.ask('mapWindow', map);
    assert.deepEqual(asked?.type === 'answer' && asked.result, ahead?.result);
    // Of a text that was edited the same is asked; another may have nothing in common with it.
    view.send('painted', { revision: 2, windows });
    await session.override({ policy: 'best-fit' });
    assert.equal(view.answersAhead.length, 2);
    view.session = (await sessionOf(THREE)).session;
    view.connection.sessionChanged();
    assert.deepEqual(view.answersAhead, []);
  });

  it('does not let a state wait for windows that take long', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const windows = [{ method: 'fragmentationWindow', params: {} }];
    view.clockStep = 100;
    view.send('painted', { revision: 1, windows: [...windows, ...windows] });
    session.seek(2);
    assert.equal(view.answersAhead.length, 1, 'after the first the time was over');
  });

  it('refuses more windows than a view can have, and other requests', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    const find = { method: 'find', params: { query: 'a' } };
    view.send('painted', { revision: 1, windows: [find] });
    assert.match(view.problems.join('\n'), /"painted" with wrong parameters/);
  });

  it('sends nothing to a hidden view, and the whole state when it is seen again', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.connection.setVisible(false);
    session.seek(1);
    view.send('painted', { revision: 1 });
    session.seek(2);
    assert.equal(view.states.length, 1);
    view.connection.setVisible(true);
    assert.deepEqual([view.states.length, atOf(view)], [2, 2]);
    assert.equal(view.begins, 3, 'what was sent may be lost each time');
  });

  it('sends again to a view that was reloaded before it painted', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open().open();
    assert.equal(view.states.length, 2);
    assert.equal(view.begins, 2);
    session.seek(1);
    session.seek(2);
    assert.equal(view.states.length, 1 + MOST_UNDER_WAY, 'what it never painted is not waited for');
    assert.equal(atOf(view), 2);
  });

  it('numbers states upwards across sessions; generations change with the text', async () => {
    const [one, two] = await Promise.all([sessionOf(THREE), sessionOf('alloc z 8\n')]);
    const view = new FakeView(one.session).open();
    const turnTo = (session: typeof one.session | undefined) => {
      view.session = session;
      view.connection.sessionChanged();
      view.send('painted', { revision: view.state?.revision ?? 0 });
    };
    one.session.seek(1);
    view.send('painted', { revision: 1 });
    turnTo(two.session);
    turnTo(undefined);
    turnTo(one.session);
    await one.session.override({ policy: 'best-fit' });
    view.send('painted', { revision: 1 });
    assert.deepEqual(
      view.states.map(({ revision, generation }) => [revision, generation]),
      [
        [1, 1],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 4],
        [6, 5],
      ],
    );
    two.session.seek(1);
    assert.equal(view.states.length, 6, 'a session that is not shown is not listened to');
  });

  it('does what each command says', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('seek', { at: 3 });
    assert.equal(session.at, 3);
    view.send('navigate', { to: 'back' });
    assert.equal(session.at, 2);
    view.send('setSpeed', { speed: 30 });
    view.send('setPlaying', { playing: true });
    assert.deepEqual([session.speed, session.playing], [30, true]);
    view.send('setPlaying', { playing: false });
    view.send('selectBlock', { block: 64 });
    assert.equal(session.selection, 64);
    view.send('selectBlock', { block: null });
    assert.equal(session.selection, null);
    view.send('setPolicy', { policy: 'best-fit' });
    view.send('setLayout', { layout: 'reference' });
    await new Promise((resolve) => setImmediate(resolve));
    const { policy, layout } = session.replay?.heap.config ?? {};
    assert.deepEqual([policy, layout], ['best-fit', 'reference']);
    view.send('revealLine', { line: 3 });
    assert.deepEqual(view.lines, [2]);
    view.send('openSource', { line: 5 });
    assert.deepEqual(view.sources, [4]);
    const file = { name: 'timeline', kind: 'svg', content: '<svg/>' };
    view.send('exportFile', file);
    assert.deepEqual(view.files, [file]);
    view.send('runAction', { action: 'openExample' });
    assert.deepEqual(view.actions, ['openExample']);
    assert.deepEqual(view.problems, []);
  });

  it('after dispose follows its session no longer', async () => {
    const { session } = await sessionOf(THREE);
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1 });
    view.connection.dispose();
    session.seek(1);
    assert.equal(view.states.length, 1);
  });
});
