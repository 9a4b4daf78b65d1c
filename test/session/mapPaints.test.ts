import assert from 'node:assert/strict';
import type { Coloring, PaintScale } from '../../src/protocol/heapMap';
import type { TraceSession } from '../../src/session/traceSession';
import { bytesOf, FakeScheduler, sessionOf } from './fakes';

const LABELS = `${Array.from({ length: 3000 }, (_, i) => `alloc x${i} 8 "L${i % 3}"`).join('\n')}\n`;

async function scaleOf(session: TraceSession): Promise<PaintScale | undefined> {
  const window = await session.projections?.mapWindow(0, 2 ** 20, 500, 'label');
  return window?.paint?.scale;
}

const namesIn = (scale: PaintScale | undefined) =>
  scale?.kind === 'classes'
    ? scale.classes.filter(({ blocks }) => blocks > 0).map(({ name }) => name)
    : undefined;

describe('the paints of a session', () => {
  it('are read in slices where labels are many, and then kept', async () => {
    const { session, scheduler } = await sessionOf(LABELS);
    session.navigate('last');
    scheduler.perLook = 10;
    const window = session.projections?.mapWindow(0, 2 ** 20, 500, 'label');
    assert.ok(window instanceof Promise);
    await scheduler.settle();
    assert.deepEqual(namesIn((await window).paint?.scale), ['L0', 'L1', 'L2']);
    const again = session.projections?.mapWindow(0, 4096, 500, 'label');
    assert.ok(!(again instanceof Promise));
    // A step reads one event, not 3,000.
    session.seek(2999);
    assert.ok(!(session.projections?.mapWindow(0, 4096, 500, 'label') instanceof Promise));
  });

  it('give up when the heap moves on, and go on where they were', async () => {
    const { session, scheduler } = await sessionOf(LABELS);
    session.navigate('last');
    scheduler.perLook = 10;
    const overtaken = session.projections?.mapWindow(0, 2 ** 20, 500, 'label');
    assert.ok(overtaken instanceof Promise);
    const failure = assert.rejects(overtaken, /overtaken/);
    session.seek(2000);
    await scheduler.settle();
    await failure;
    scheduler.perLook = 0;
    assert.deepEqual(namesIn(await scaleOf(session)), ['L0', 'L1', 'L2']);
  });

  it('are made in slices where blocks are many, and so are the sums that they colour', async () => {
    const blocks = Array.from({ length: 140_000 }, (_, i) => `a ${i} ${8 + (i % 40)}`).join('\n');
    const { session, scheduler } = await sessionOf(`heap size=16MiB\n${blocks}\n`);
    session.navigate('last');
    await scheduler.settle();
    const window = (coloring: Coloring) =>
      session.projections?.mapWindow(0, 2 ** 24, 500, coloring);
    for (const coloring of ['state', 'age', 'size', 'id'] as const) {
      session.seek(139_999);
      session.seek(140_000);
      const atOnce = window(coloring);
      assert(!(atOnce instanceof Promise));
      // Elsewhere and back, so that nothing is known.
      session.seek(100_000);
      assert(session.projections?.blocks);
      session.seek(140_000);
      scheduler.perLook = 10;
      const before = scheduler.pauses;
      const later = window(coloring);
      assert(later instanceof Promise);
      // A second view asks for the same meanwhile.
      const second = window(coloring);
      await scheduler.settle();
      assert.deepEqual(await later, { ...atOnce, revision: session.revision });
      assert.deepEqual(await second, await later);
      const pauses = (scheduler.pauses - before) / 2;
      assert(pauses >= 140_000 / 2 ** 14 - 1, `${coloring}: ${pauses} pauses`);
      const overtaken = window(coloring);
      scheduler.perLook = 0;
      session.seek(139_999);
      const failure = overtaken instanceof Promise && assert.rejects(overtaken, /overtaken/);
      await scheduler.settle();
      await failure;
    }
  });

  it('take the new words of a trace that otherwise says the same', async () => {
    const { session } = await sessionOf('alloc a 8 "old"\n', new FakeScheduler());
    session.navigate('last');
    assert.deepEqual(namesIn(await scaleOf(session)), ['old']);
    await session.load(bytesOf('alloc a 8 "new"\n'), { at: 1 });
    assert.deepEqual(namesIn(await scaleOf(session)), ['new']);
  });

  it('tell threads apart, those without one as such', async () => {
    const { session } = await sessionOf('alloc a 8 tid=7\nalloc b 24\nalloc c 8 tid=0\n');
    session.navigate('last');
    const window = await session.projections?.mapWindow(0, 1024, 500, 'thread');
    assert.deepEqual(window?.paint?.scale, {
      kind: 'classes',
      of: 'thread',
      classes: [
        { name: '7', kind: 'named', blocks: 1, bytes: 8 },
        { name: '0', kind: 'named', blocks: 1, bytes: 8 },
        { name: '', kind: 'others', blocks: 0, bytes: 0 },
        { name: '', kind: 'none', blocks: 1, bytes: 24 },
      ],
    });
  });
});
