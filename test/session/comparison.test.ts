import assert from 'node:assert/strict';
import { measure } from '../../src/engine/metrics';
import type { ComparisonView } from '../../src/protocol/comparison';
import type { TraceSession } from '../../src/session/traceSession';
import { longProgram } from '../replay/programs';
import { replayed, traceOf } from '../replay/replayed';
import { bytesOf, sessionOf } from './fakes';

const TEXT = longProgram(4, 3000);

/** Asked anew each time: it changes without an assignment that the compiler could see. */
function viewOf({ studies }: TraceSession): ComparisonView | null {
  return studies.comparison.view;
}

describe('a comparison of policies', () => {
  it('has a row for every policy and layout, each what a replay comes to', async () => {
    const { session } = await sessionOf(TEXT);
    assert.equal(viewOf(session), null);
    session.studies.compare(session.replay);
    const view = viewOf(session);
    assert.equal(view?.fraction, null);
    assert.equal(view.rows.length, 8);
    for (const { layout, policy, ...row } of view.rows) {
      const expected = measure(replayed(traceOf(TEXT), { layout, policy }).heap);
      assert.deepEqual(
        [row.failures, row.highWater, row.lostBytes, row.visitedMean, row.visitedMax],
        [
          expected.failures,
          expected.highWater,
          expected.lostBytes,
          expected.visitedMean,
          expected.visitedMax,
        ],
        `${policy}, ${layout}`,
      );
    }
  });

  it('is worked out in slices, tells how far it is, and can be given up', async () => {
    const { session, scheduler } = await sessionOf(TEXT);
    scheduler.perLook = 10;
    const fractions: (number | null | undefined)[] = [];
    session.onChange(() => fractions.push(viewOf(session)?.fraction));
    session.studies.compare(session.replay);
    assert.equal(fractions.length, 1);
    assert(fractions[0] !== null && fractions[0] !== undefined && fractions[0] < 0.1);
    session.studies.comparison.cancel();
    await scheduler.settle();
    assert.equal(viewOf(session), null);
    session.studies.compare(session.replay);
    await scheduler.settle();
    assert.equal(viewOf(session)?.rows.length, 8);
  });

  it('stays when a row is chosen, and goes with another text', async () => {
    const { session, scheduler } = await sessionOf(TEXT);
    session.studies.compare(session.replay);
    session.seek(500);
    const changed = session.override({ policy: 'best-fit', layout: 'reference' });
    await scheduler.settle();
    await changed;
    assert.deepEqual([session.at, session.replay?.heap.config.policy], [500, 'best-fit']);
    assert.equal(viewOf(session)?.rows.length, 8);
    await session.load(bytesOf('alloc a 8\n'));
    assert.equal(viewOf(session), null);
  });
});
