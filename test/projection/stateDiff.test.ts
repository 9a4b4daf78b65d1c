import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList, FREE } from '../../src/projection/blockList';
import { changeRows, findEnds } from '../../src/projection/changeRows';
import { heapStateOf, type HeapState } from '../../src/projection/heapState';
import { diffMoments, diffTraces, type StateDiff } from '../../src/projection/stateDiff';
import { CHANGE_GROUPS } from '../../src/protocol/changes';
import { NO_EVENT } from '../../src/replay/journal';
import type { Replay } from '../../src/replay/replay';
import { EventKind } from '../../src/trace/trace';
import { longProgram, program } from '../replay/programs';
import { replayed } from '../replay/replayed';

function stateAt(replay: Replay, at: number): HeapState {
  replay.seek(at);
  return heapStateOf(replay, new BlockList(replay.heap));
}

function done<T>(work: Generator<undefined, T, undefined>): T {
  for (;;) {
    const { done: isDone, value } = work.next();
    if (isDone === true) return value;
  }
}

interface Live {
  readonly offset: number;
  readonly requested: number;
  readonly size: number;
  /** Grows with every block that is made, however often `realloc` moves it. */
  readonly block: number;
}

/** All live blocks after each event, told apart without looking at what the diff looks at. */
function livesOf(replay: Replay): Map<number, Live>[] {
  const { trace, journal, eventCount } = replay;
  const moments: Map<number, Live>[] = [];
  const blockAt = new Map<number, number>();
  let made = 0;
  for (let at = 0; at <= eventCount; at++) {
    const before = moments.at(-1) ?? new Map<number, Live>();
    const state = stateAt(replay, at);
    const rows = [...state.blocks.keys()].filter((row) => state.requested[row] !== FREE);
    const here = new Set(rows.map((row) => state.blocks[row]));
    // A realloc that succeeds takes the block of its old place along.
    const event = at - 1;
    const kind: EventKind | undefined = at === 0 ? undefined : trace.kind[event];
    const origin = kind === EventKind.Realloc ? journal.originOf(event) : NO_EVENT;
    const place = at === 0 ? -1 : journal.blockOf(event);
    const carried = origin === NO_EVENT ? undefined : blockAt.get(journal.blockOf(origin));
    for (const [offset] of before) if (!here.has(offset)) blockAt.delete(offset);
    if (place >= 0) blockAt.set(place, carried ?? ++made);
    const lives = new Map<number, Live>();
    for (const row of rows) {
      const offset = state.blocks[row];
      const block = blockAt.get(offset) ?? assert.fail(`no block at ${offset} after ${at}`);
      lives.set(offset, {
        offset,
        requested: state.requested[row],
        size: state.size[row],
        block,
      });
    }
    moments.push(lives);
  }
  return moments;
}

/** The difference as text, made by asking for each block of one moment where it is in the other. */
function naively(was: Map<number, Live>, now: Map<number, Live>): string[] {
  const lines: string[] = [];
  for (const live of now.values()) {
    const old = [...was.values()].find(({ block }) => block === live.block);
    if (old === undefined) lines.push(`new ${live.offset}`);
    else if (old.offset !== live.offset) lines.push(`moved ${old.offset} ${live.offset}`);
    else if (old.requested !== live.requested || old.size !== live.size) {
      lines.push(`resized ${live.offset}`);
    } else lines.push(`same ${live.offset}`);
  }
  for (const old of was.values()) {
    if (![...now.values()].some(({ block }) => block === old.block)) {
      lines.push(`gone ${old.offset}`);
    }
  }
  return lines.toSorted();
}

function toldLive(was: HeapState, now: HeapState, diff: StateDiff): string[] {
  const lines: string[] = [];
  const { groups } = diff;
  for (const row of groups.new.now) lines.push(`new ${now.blocks[row]}`);
  for (const row of groups.gone.was) lines.push(`gone ${was.blocks[row]}`);
  for (const [i, row] of groups.moved.now.entries()) {
    lines.push(`moved ${was.blocks[groups.moved.was[i]]} ${now.blocks[row]}`);
  }
  for (const [i, row] of groups.resized.now.entries()) {
    assert.equal(was.blocks[groups.resized.was[i]], now.blocks[row]);
    lines.push(`resized ${now.blocks[row]}`);
  }
  return lines.toSorted();
}

function freesOf(state: HeapState): Map<number, number> {
  const rows = [...state.blocks.keys()].filter((row) => state.requested[row] === FREE);
  return new Map(rows.map((row) => [state.blocks[row], state.size[row]]));
}

function inOrder(offsets: number[]): string {
  return offsets.toSorted((a, b) => a - b).join();
}

function offsetsOf(state: HeapState, rows: Uint32Array): string {
  return Array.from(rows, (row) => state.blocks[row]).join();
}

function checkFree(was: HeapState, now: HeapState, { groups, freeUnchanged }: StateDiff): void {
  const [before, after] = [freesOf(was), freesOf(now)];
  const both = [...after.keys()].filter((offset) => before.has(offset));
  const by = (sign: number) =>
    both.filter((each) => Math.sign((after.get(each) ?? 0) - (before.get(each) ?? 0)) === sign);
  assert.equal(
    offsetsOf(now, groups.freeNew.now),
    inOrder([...after.keys()].filter((each) => !before.has(each))),
  );
  assert.equal(
    offsetsOf(was, groups.freeGone.was),
    inOrder([...before.keys()].filter((each) => !after.has(each))),
  );
  assert.equal(offsetsOf(now, groups.freeGrown.now), inOrder(by(1)));
  assert.equal(offsetsOf(now, groups.freeShrunk.now), inOrder(by(-1)));
  assert.equal(freeUnchanged, by(0).length);
}

describe('the difference of two moments', () => {
  it('is what asking for every block gives, in both layouts, forward and back', () => {
    const moment = fc.nat({ max: 200 });
    fc.assert(
      fc.property(program, fc.array(fc.tuple(moment, moment), { maxLength: 6 }), (text, pairs) => {
        const replay = replayed(text);
        const lives = livesOf(replay);
        for (const [from, to] of pairs) {
          const [a, b] = [from % lives.length, to % lives.length];
          const was = stateAt(replay, a);
          const now = stateAt(replay, b);
          const diff = done(diffMoments(was, now));
          const expected = naively(lives[a], lives[b]);
          assert.deepEqual(
            toldLive(was, now, diff),
            expected.filter((line) => !line.startsWith('same')),
          );
          assert.equal(diff.unchanged, expected.filter((line) => line.startsWith('same')).length);
          checkFree(was, now, diff);
        }
      }),
    );
  });

  it('is the same with then and now exchanged', () => {
    const replay = replayed(longProgram(5, 4000));
    const [a, b] = [stateAt(replay, 25), stateAt(replay, 80)];
    const [forth, back] = [done(diffMoments(a, b)), done(diffMoments(b, a))];
    assert(forth.groups.new.now.length > 5 && forth.groups.moved.now.length > 0);
    assert.deepEqual(forth.groups.new.now, back.groups.gone.was);
    assert.deepEqual(forth.groups.gone.was, back.groups.new.now);
    assert.deepEqual(forth.groups.moved.now.toSorted(), back.groups.moved.was.toSorted());
    assert.deepEqual(forth.groups.freeGrown.now, back.groups.freeShrunk.was);
    assert.equal(forth.unchanged, back.unchanged);
  });

  it('follows a block through several reallocs, under whichever ids', () => {
    const replay = replayed('heap size=4KiB\nalloc a 40\nalloc b 8\nr a 90\nr a c 200\nfree b\n');
    const was = stateAt(replay, 2);
    const now = stateAt(replay, 5);
    const diff = done(diffMoments(was, now));
    assert.deepEqual([diff.groups.new.now.length, diff.groups.gone.was.length], [0, 1]);
    const compared = { was, now, isOneTrace: true };
    const ends = new Map<number, number>();
    done(findEnds(compared, [1], ends));
    const moved = changeRows(compared, 'moved', diff.groups.moved, 0, 9, ends);
    assert.deepEqual([moved.id, [...moved.event]], [['c'], [4]]);
    assert.deepEqual([[...moved.sizeWas], [...moved.sizeNow]], [[40], [200]]);
    const gone = changeRows(compared, 'gone', diff.groups.gone, 0, 9, ends);
    assert.deepEqual([gone.id, [...gone.event], [...gone.now]], [['b'], [5], [-1]]);
  });

  it('names the event that freed each block, and back in time the one that made it', () => {
    const lines = ['heap size=64KiB', ...Array.from({ length: 40 }, (_, i) => `alloc a${i} 40`)];
    for (let i = 0; i < 40; i++) {
      if (i % 4 > 1) lines.push(`r a${i} 300`);
      if (i % 2 === 0) lines.push(`free a${i}`);
      lines.push(`alloc n${i} 24`);
    }
    const replay = replayed(`${lines.join('\n')}\n`);
    const { trace, eventCount } = replay;
    const [early, late] = [stateAt(replay, 40), stateAt(replay, eventCount)];
    for (const [was, now] of [
      [early, late],
      [late, early],
    ]) {
      const compared = { was, now, isOneTrace: true };
      const { groups } = done(diffMoments(was, now));
      const [ended, begun] = now === late ? (['gone', 'new'] as const) : (['new', 'gone'] as const);
      const ends = new Map<number, number>();
      const tags = Array.from(
        groups[ended][ended === 'gone' ? 'was' : 'now'],
        (row) => early.tag[row],
      );
      done(findEnds(compared, tags, ends));
      const told = (group: 'new' | 'gone') => {
        const rows = changeRows(compared, group, groups[group], 0, 100, ends);
        return Array.from(rows.event, (event, i) => `${rows.id[i]}: ${trace.lineText(event - 1)}`);
      };
      const even = Array.from({ length: 20 }, (_, i) => `a${2 * i}: free a${2 * i}`);
      const all = Array.from({ length: 40 }, (_, i) => `n${i}: alloc n${i} 24`);
      assert.deepEqual(told(ended).toSorted(), even.toSorted());
      assert.deepEqual(told(begun).toSorted(), all.toSorted());
    }
  });
});

describe('the difference of two traces', () => {
  it('takes blocks of the same id for the same one, those at the same place first', () => {
    const ours = replayed('heap size=2KiB\nalloc a 40\nalloc a 40\nalloc b 8\nalloc only 8\n');
    const theirs = replayed(
      'heap size=4KiB base=64\nalloc x 40\nalloc a 40\nalloc b 16\nalloc a 8\n',
    );
    const now = heapStateOf(ours, new BlockList(ours.heap));
    const was = heapStateOf(theirs, new BlockList(theirs.heap));
    const { groups, unchanged } = done(diffTraces(was, now));
    const compared = { was, now, isOneTrace: false };
    const ids = (group: (typeof CHANGE_GROUPS)[number]) =>
      changeRows(compared, group, groups[group], 0, 9, new Map()).id.join();
    assert.equal(unchanged, 1, 'the second a');
    assert.equal(ids('moved'), 'a');
    assert.equal(ids('resized'), 'b');
    assert.equal(ids('new'), 'only');
    assert.equal(ids('gone'), 'x');
  });

  it('is nothing for a trace and itself, at any two heaps that are alike', () => {
    fc.assert(
      fc.property(program, (text) => {
        const [a, b] = [replayed(text), replayed(text)];
        const was = heapStateOf(a, new BlockList(a.heap));
        const now = heapStateOf(b, new BlockList(b.heap));
        const { groups } = done(diffTraces(was, now));
        for (const group of CHANGE_GROUPS) {
          assert.equal(groups[group].now.length + groups[group].was.length, 0, group);
        }
      }),
    );
  });
});
