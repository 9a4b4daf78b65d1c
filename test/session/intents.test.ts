import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { COMMANDS, PROTOCOL_VERSION, REQUESTS } from '../../src/protocol/messages';
import type { InspectorState } from '../../src/protocol/state';
import { inspectorState } from '../../src/session/inspectorState';
import type { TraceSession } from '../../src/session/traceSession';
import { bytesOf, FakeScheduler, FakeView, sessionOf } from './fakes';

// What a person may do in any order: everything a view can say, with sound values, while it is
// hidden and shown, painted late, and turned to other traces, which change and end.

const TEXTS = [
  '',
  'heap size=1KiB\nalloc a 100 label=net\nalloc b 40\nfree a\nmark m\nrealloc b c 300\nalloc d 900\nfree c\nfree c\n',
  `heap size=4KiB\n${Array.from({ length: 60 }, (_, i) => `alloc b${i} ${8 + i}\n${i % 3 ? '' : `free b${i}\n`}`).join('')}`,
  'alloc a 40 addr=0x5581a2b4c2a0\nrealloc a 90 addr=0x7f0000001010\nalloc b 8 addr=0x7f0000001020\nfree a\n',
];

/** Every field that some message has, each with values of which some are right for it. */
const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  version: [PROTOCOL_VERSION],
  revision: [0, 1, 7],
  to: ['first', 'back', 'forward', 'last', 'nextFault', 'previousFault', 'restart', 512, 4096],
  at: [0, 1, 5, 40, 4096],
  playing: [true, false],
  speed: [1, 60],
  policy: ['first-fit', 'next-fit', 'best-fit', 'worst-fit'],
  layout: ['rounded', 'reference'],
  size: [1024],
  block: [null, 0, 8, 112, 4096],
  line: [1, 3, 9999],
  pinned: [true, false],
  action: ['openExample', 'showProblems', 'retry', 'cancelLoad', 'runUntil'],
  start: [0, 3, 1000],
  count: [0, 1, 50],
  sort: ['address', 'id', 'age', 'size'],
  descending: [true, false],
  filter: ['', 'live', 'b1', 'free'],
  from: [0, 8, 256, 8000],
  cells: [1, 40],
  points: [1, 100],
  coloring: ['state', 'age', 'label', 'thread'],
  against: ['', 'baseline', 'file:///y.alloctrace'],
  preview: [0, 8],
  group: [null, 'new', 'gone'],
  format: ['csv', 'markdown', 'json'],
  index: [0, 3],
  by: ['label', 'source', 'size', 'id'],
  runs: [[0, 3], []],
  name: ['x'],
  kind: ['svg', 'png', 'csv', 'address', 'file'],
  uri: ['file:///x.alloctrace', 'command:x'],
  bytes: [null, new Uint8Array(3)],
  content: ['', 'x'],
  most: [1, 3, 10],
  windows: [
    [],
    [
      { method: 'mapWindow', params: { from: 0, to: 256, cells: 40, coloring: 'age' } },
      { method: 'blockTotals', params: { runs: 'wrong' } },
      {
        method: 'changesWindow',
        params: { start: 0, count: 4, against: '', preview: 0, group: null },
      },
    ],
  ],
  query: ['3', ':4', 'b1', '0x10000010', 'id a', ''],
  which: ['simulated', 'recorded'],
  made: [null, 0, 1, 3, 9999],
};

/** Numbers below a bound, the same every time. */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

interface Seen {
  readonly view: FakeView;
  readonly sessions: TraceSession[];
  readonly scheduler: FakeScheduler;
  readonly accepted: Set<string>;
  isVisible: boolean;
}

/** Does one of the things that can happen, chosen by chance. */
async function happen(seen: Seen, random: (bound: number) => number): Promise<void> {
  const [kind, which, values] = [random(100), random(1000), random(2 ** 30)];
  const { view, sessions, scheduler } = seen;
  const session = view.session ?? sessions[0];
  if (kind < 70) return say(seen, which, values);
  if (kind < 78)
    return view.send('painted', { revision: view.state?.revision ?? 0, still: kind % 2 === 0 });
  if (kind < 83) {
    seen.isVisible = which % 2 === 0;
    return view.connection.setVisible(seen.isVisible);
  }
  if (kind < 88) return scheduler.pass(which % 400);
  if (kind < 92) return void session.load(bytesOf(TEXTS[which % TEXTS.length]));
  if (kind < 95) return scheduler.settle();
  if (kind < 96) view.session = undefined;
  else view.session = sessions[which % sessions.length];
  return view.connection.sessionChanged();
}

function say({ view, accepted }: Seen, which: number, values: number): void {
  const methods = [...Object.keys(COMMANDS), ...Object.keys(REQUESTS)];
  const method = methods[which % methods.length];
  // All fields at once: a check takes what its message has.
  const params = Object.fromEntries(
    Object.entries(FIELDS).map(([name, choices], i) => [
      name,
      choices[(values >>> (i % 13)) % choices.length],
    ]),
  );
  const table: Record<string, { check(value: unknown): unknown }> = { ...COMMANDS, ...REQUESTS };
  if (table[method].check(params) === undefined) return;
  accepted.add(method);
  if (Object.hasOwn(COMMANDS, method)) view.send(method, params);
  else view.ask(method, params);
}

/** A state without its numbers, which a view has of its own. */
function contentOf(state: InspectorState | undefined) {
  return state && { ...state, revision: 0, generation: 0, pinned: false };
}

describe('any thousand intents', () => {
  it('leave the view with what its session shows, and settle every request', async () => {
    const accepted = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = randomFrom(seed);
        const scheduler = new FakeScheduler();
        const sessions: TraceSession[] = [];
        for (const text of TEXTS) {
          const opening = sessionOf(text, scheduler);
          // oxlint-disable-next-line no-await-in-loop
          await scheduler.settle();
          // oxlint-disable-next-line no-await-in-loop
          sessions.push((await opening).session);
        }
        const view = new FakeView(sessions[1]).open();
        const seen: Seen = { view, sessions, scheduler, accepted, isVisible: true };
        // oxlint-disable-next-line no-await-in-loop
        for (let i = 0; i < 1000; i++) await happen(seen, random);
        for (const session of sessions) session.setPlaying(false);
        await scheduler.settle();
        // Shown again it gets a whole state; shown all the time it must have had it.
        if (!seen.isVisible) view.connection.setVisible(true);
        // The first of two changes is sent, the second waits until it is painted.
        view.session?.navigate('last');
        view.session?.navigate('first');
        view.send('painted', { revision: view.state?.revision ?? 0 });
        await scheduler.settle();
        const expected = inspectorState(view.session, view.showsLog);
        assert.deepEqual(
          contentOf(view.state),
          contentOf({ ...expected, pinned: false, others: [] }),
        );
        assert.deepEqual(view.problems, []);
        assert.deepEqual(view.unsettled(), []);
      }),
      { numRuns: 5 },
    );
    const missed = [...Object.keys(COMMANDS), ...Object.keys(REQUESTS)].filter(
      (method) => !accepted.has(method),
    );
    assert.deepEqual(missed, [], 'messages whose fields this test does not know');
  });
});
