import assert from 'node:assert/strict';
import type { RemediesView } from '../../src/protocol/fragmentation';
import { Outcome } from '../../src/replay/outcome';
import type { TraceSession } from '../../src/session/traceSession';
import { replayed, traceOf } from '../replay/replayed';
import { bytesOf, sessionOf } from './fakes';

/** 200 bytes fail though 480 are free: small blocks lie between. */
const APART = `heap size=768 align=8
a l1 152
a s1 56
a l2 152
a s2 56
a l3 152
a s3 56
f l1
f l2
f l3
a wanted 200
`;

/** Asked for anew each time: it changes without an assignment that the compiler could see. */
function remediesOf({ studies }: TraceSession): RemediesView | null {
  return studies.remedies.view;
}

/** Whether the last event succeeds on another heap. */
function succeeds(text: string, overrides: object): boolean {
  const { journal, eventCount } = replayed(traceOf(text), overrides);
  return journal.outcome[eventCount - 1] !== (Outcome.OutOfMemory as number);
}

describe('what would have helped', () => {
  it('is what really does, for every other heap', async () => {
    const { session } = await sessionOf(APART);
    session.seek(10);
    session.studies.findRemedies(session.replay);
    const view = remediesOf(session);
    assert(view);
    assert.deepEqual([view.at, view.fraction, view.heaps.length], [10, null, 7]);
    for (const remedy of view.heaps) {
      const { layout, policy } = remedy;
      assert.equal(remedy.succeeds, succeeds(APART, { layout, policy }), `${policy}, ${layout}`);
    }
    const size = view.larger?.heapSize ?? 0;
    assert(size > 768);
    assert(succeeds(APART, { size }));
    assert(!succeeds(APART, { size: size - 64 }));
  });

  it('is found in slices and forgotten with another text or heap', async () => {
    const { session, scheduler } = await sessionOf(APART);
    session.seek(10);
    scheduler.perLook = 20;
    session.studies.findRemedies(session.replay);
    assert.notEqual(remediesOf(session)?.fraction, null);
    await scheduler.settle();
    assert.equal(remediesOf(session)?.fraction, null);
    const loaded = session.load(bytesOf('a b 8\n'));
    await scheduler.settle();
    await loaded;
    assert.equal(remediesOf(session), null);
  });

  it('is a larger heap up to the last that is possible', async () => {
    // Three steps of 64 bytes fit below 2^53, four do not.
    const { session } = await sessionOf(`heap size=1KiB base=${2 ** 53 - 1224}\na x 1100\n`);
    session.seek(1);
    session.studies.findRemedies(session.replay);
    assert.equal(remediesOf(session)?.larger?.heapSize, 1024 + 2 * 64);
    await session.load(bytesOf(`heap size=1KiB base=${2 ** 53 - 1224}\na x 1180\n`));
    session.seek(1);
    session.studies.findRemedies(session.replay);
    assert.equal(remediesOf(session)?.larger?.heapSize, 1024 + 3 * 64);
  });

  it('is nothing before the first event', async () => {
    const { session } = await sessionOf(APART);
    session.studies.findRemedies(session.replay);
    assert.equal(remediesOf(session), null);
  });
});
