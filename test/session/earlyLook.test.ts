import assert from 'node:assert/strict';
import type { TraceView } from '../../src/protocol/state';
import { sourceOfBytes, type TraceSource } from '../../src/session/source';
import { everything, replayed } from '../replay/replayed';
import { FakeScheduler, FakeView, bytesOf, sessionOf } from './fakes';

/** `count` events of each of so many ids, all the same but for the ids' names. */
function pairs(from: number, to: number, name = ''): string {
  let text = '';
  for (let i = from; i < to; i++) text += `a ${name}${i} ${(i % 9) + 1}\nf ${name}${i}\n`;
  return text;
}

const HEAD = 'heap size=4KiB\na x 100\n';
/** The line of the fifth event; the version line comes before. */
const LINE = 6;
/** Long enough that a point of the timeline covers many events. */
const LONG = `${HEAD}${pairs(0, 70_000)}f x\nf x\nbad line\n`;

/** How much a view says there is of the trace. */
function countsOf({ eventCount, problemCount, faultCount }: TraceView) {
  return [eventCount, problemCount, faultCount];
}

/** What a view was shown of a text that took the place of `LONG`, state by state, and the session then. */
async function shownOf(text: string, line = LINE, source = sourceOfBytes(bytesOf(text))) {
  const scheduler = new FakeScheduler();
  const { session } = await sessionOf(LONG, scheduler);
  session.seek(line - 1);
  const view = new FakeView(session).open();
  view.send('painted', { revision: 1 });
  const loading = session.load(source, { line });
  await scheduler.settle();
  assert.ok(await loading);
  const views = view.states.map(({ view: shown }) => shown as TraceView);
  return { session, view, views, before: views[0] };
}

describe('an early look at an edited text', () => {
  it('comes before the rest is read, with the counts of the text before', async () => {
    const bytes = bytesOf(`${HEAD}a y 1\n${pairs(0, 70_000)}bad line\nbad line\n`);
    let taken = 0;
    const source: TraceSource = {
      async open() {
        const opened = await sourceOfBytes(bytes).open();
        const pieces = async function* () {
          for (; taken < bytes.length; taken += 1000) {
            const { length } = view.states;
            yield bytes.subarray(taken, taken + 1000);
            if (length < view.states.length) lookedAt.push(taken);
          }
        };
        return { ...opened, pieces: pieces() };
      },
    };
    const lookedAt: number[] = [];
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(LONG, scheduler);
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1 });
    const loading = session.load(source, { line: LINE });
    await scheduler.settle();
    await loading;
    // To be sure that a text is one the reader wants some kilobytes.
    assert.ok(lookedAt.length === 1 && lookedAt[0] < 10_000, String(lookedAt));
    const [before, early, whole] = view.states.map(({ view: shown }) => shown as TraceView);
    assert.deepEqual(countsOf(early), countsOf(before));
    assert.deepEqual(countsOf(whole), [before.eventCount - 1, 2, 0]);
    assert.deepEqual([early.at, early.metrics], [whole.at, whole.metrics]);
  });

  const texts: readonly [string, string][] = [
    ['is as long', `${HEAD}a y 1\n${pairs(0, 70_000)}`],
    ['is longer, with other ids', `${HEAD}a y 1\n${pairs(0, 90_000, 'n')}f x\nf x\n`],
    ['is much shorter', `${HEAD}a y 1\n${pairs(0, 9000)}`],
    ['ends with what was looked at', `${HEAD}a y 1\n${pairs(0, 1)}`],
    [
      'says at its end that it began midway',
      `${HEAD}f q\n${pairs(0, 70_000)}meta capture=midway\n`,
    ],
  ];
  for (const [what, text] of texts) {
    it(`leaves what a fresh replay has where the rest ${what}`, async () => {
      const { session, views } = await shownOf(text);
      assert.equal(views.length, text.length > 1000 ? 3 : 2);
      assert.ok(session.replay);
      assert.equal(session.at, Math.min(5, session.eventCount));
      assert.deepEqual(everything(session.replay), everything(replayed(text)));
    });
  }

  it('goes on from the last copy before the edit, unless its timeline is too coarse', async () => {
    for (const end of [70_000, 20_010]) {
      const text = `${HEAD}${pairs(0, 20_000)}a y 1\n${pairs(20_000, end)}`;
      // oxlint-disable-next-line no-await-in-loop
      const { session, views } = await shownOf(text, 40_003);
      assert.equal(views.length, 3);
      assert.ok(session.replay);
      assert.deepEqual(everything(session.replay), everything(replayed(text)));
    }
  });

  it('is given up for a newer text', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(LONG, scheduler);
    const view = new FakeView(session).open();
    view.send('painted', { revision: 1 });
    scheduler.perLook = 1;
    const old = session.load(bytesOf(`${HEAD}a y 1\n${pairs(0, 70_000)}`), { line: LINE });
    // oxlint-disable-next-line no-await-in-loop
    for (let turn = 0; view.states.length < 2; turn++) await scheduler.turn();
    const text = `${HEAD}a y 2\n${pairs(0, 70_000)}`;
    const loading = session.load(bytesOf(text), { line: LINE });
    scheduler.perLook = 0;
    await scheduler.settle();
    assert.deepEqual(await Promise.all([old, loading]), [false, true]);
    assert.ok(session.replay);
    assert.deepEqual(everything(session.replay), everything(replayed(text)));
  });
});
