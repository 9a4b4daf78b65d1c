import assert from 'node:assert/strict';
import { Indexes } from '../../src/language/indexes';
import { bytesOf, FakeScheduler, sessionOf } from '../session/fakes';
import { traceOf } from './told';

describe('uses of ids', () => {
  it('are all events that name an id, each once', () => {
    const { trace, named } = traceOf('a x 1\na y 1\nr x z 2\nr z z 3\nm x\nf y\nf null\nf x');
    const lines = (id: string) =>
      Array.from(named.uses.of(trace.findId(id)), (event) => trace.lineOf(event) + 1);
    assert.deepEqual(lines('x'), [1, 3, 8]);
    assert.deepEqual(lines('y'), [2, 6]);
    assert.deepEqual(lines('z'), [3, 4]);
  });
});

describe('ends of lives', () => {
  it('agree with the journal, and leaks go through every move', () => {
    const { trace, journal, ends } = traceOf(
      'heap size=1KiB\na x 1\na y 1\nr x z 2\nr y 9999\nf z\nf z\nr y 3\nr y w 4\na q 1\nr q 0',
    );
    for (let event = 0; event < trace.eventCount; event++) {
      assert.equal(ends.end[event], journal.endOf(event), `event ${event}`);
    }
    const leaked = Array.from(ends.leaked, (is, event) => (is ? trace.lineOf(event) + 1 : 0));
    assert.deepEqual(
      leaked.filter((line) => line > 0),
      [3, 8, 9],
    );
  });
});

describe('indexes of a session', () => {
  it('are made once for each text', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf('alloc a 1\nfree a\n', scheduler);
    const indexes = new Indexes(scheduler);
    const uses = await indexes.usesOf(session);
    assert.equal(await indexes.usesOf(session), uses);
    assert.equal(uses?.of(0).length, 2);
    await session.load(bytesOf('alloc a 1\n'));
    assert.equal((await indexes.usesOf(session))?.of(0).length, 1);
    assert.equal((await indexes.endsOf(session))?.leaked[0], 1);
  });

  it('are given up when the text changes while they are made', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf('alloc a 1\nfree a\n'.repeat(2000), scheduler);
    const indexes = new Indexes(scheduler);
    scheduler.perLook = 20;
    const asked = indexes.usesOf(session);
    const loaded = session.load(bytesOf('alloc b 1\n'));
    await scheduler.settle();
    await loaded;
    assert.equal(await asked, undefined);
    scheduler.perLook = 0;
    assert.notEqual(await indexes.usesOf(session), undefined);
  });
});
