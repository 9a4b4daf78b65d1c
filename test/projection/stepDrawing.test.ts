import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import { regionsOf, type BlockState } from '../../src/projection/drawing/regions';
import { stepDrawing } from '../../src/projection/drawing/stepDrawing';
import { stepReport } from '../../src/projection/stepReport';
import type { DrawnBlock } from '../../src/protocol/drawing';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import type { Replay } from '../../src/replay/replay';

/** Every block of a heap, as columns of numbers. */
function blocksOf({ heap }: Replay): BlockState[] {
  const { blocks, size, requested, user, tag } = new BlockList(heap);
  return Array.from(blocks, (block, row) => ({
    block,
    size: size[row],
    requested: requested[row],
    user: user[row],
    tag: tag[row],
  }));
}

function links(which: readonly { from: number; to: number }[]): string {
  return which.map(({ from, to }) => `${from}>${to}`).join(' ');
}

function within(blocks: readonly BlockState[], from: number, to: number): BlockState[] {
  return blocks.filter(({ block }) => block >= from && block < to);
}

/** The drawing of the last event of a trace, given as lines; one line a row. */
function check(lines: readonly string[], expected: readonly string[]): void {
  const replay = replayed(`${lines.join('\n')}\n`);
  const explanations = replay.explainLast();
  const list = new BlockList(replay.heap);
  const regions = regionsOf(list, explanations, replay.journal.originOf(replay.at - 1));
  const { touched } = stepReport(replay, explanations) ?? { touched: [] };
  const drawing = stepDrawing(list, regions, explanations, replay.trace, touched);
  assert.deepEqual(
    drawing === null
      ? []
      : [
          ...drawing.regions.flatMap(({ from, to, before, after }) => [
            `${from}..${to}`,
            before.map(print).join(' | '),
            after.map(print).join(' | '),
          ]),
          ...(drawing.oldLinks.length > 0 ? [`old ${links(drawing.oldLinks)}`] : []),
          ...(drawing.newLinks.length > 0 ? [`new ${links(drawing.newLinks)}`] : []),
          ...(drawing.lack
            ? [`lacks: ${drawing.lack.size} of ${drawing.lack.needed} at ${drawing.lack.block}`]
            : []),
        ],
    expected,
  );
}

/** `id` or `free`, role or `*`, and the parts. */
function print({ id, live, changed, role, parts }: DrawnBlock): string {
  const mark = role === null ? (changed ? '*' : '') : ` ${role}:`;
  return `${live ? id : 'free'}${mark} ${parts.map(({ kind, size }) => `${kind} ${size}`).join(' ')}`;
}

const HEAP = 'heap size=1KiB align=8';

describe('the drawing of a step', () => {
  it('shows a split, with the padding and the tail', () =>
    check(
      ['heap size=1KiB', 'alloc a 100'],
      [
        '0..1024',
        'free* freeHeader 16 free 1008',
        'a allocated: header 16 padding 8 backPointer 8 user 100 tail 4 | free remainder: freeHeader 16 free 872',
        'old -1>0 0>-1',
        'new -1>136 136>-1',
      ],
    ));

  it('shows lost bytes of the reference layout', () =>
    check(
      ['heap size=1KiB align=8 layout=reference', 'alloc a 99', 'free a'],
      [
        '0..1024',
        'a* header 16 backPointer 8 user 99 lost 5 | free freeHeader 16 free 880',
        'free freed: freeHeader 16 free 107 lost 5 | free freeHeader 16 free 880',
        'old -1>128',
        'new -1>0 0>128',
      ],
    ));

  it('shows a merge, with the neighbours that stay', () =>
    check(
      [HEAP, 'alloc a 8', 'alloc b 8', 'alloc c 8', 'free b', 'free c'],
      [
        '0..1024',
        'a header 16 backPointer 8 user 8 | free* freeHeader 16 free 16 | c* header 16 backPointer 8 user 8 | free* freeHeader 16 free 912',
        'a header 16 backPointer 8 user 8 | free merged: freeHeader 16 free 976',
        'old 32>96 96>-1',
        'new 32>-1',
      ],
    ));

  it('shows both ends of a realloc that moves', () =>
    check(
      [
        HEAP,
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `alloc ${id} 8`),
        'realloc b 40',
        'mark x',
      ].slice(0, -1),
      [
        '0..96',
        'a header 16 backPointer 8 user 8 | b* header 16 backPointer 8 user 8 | c header 16 backPointer 8 user 8',
        'a header 16 backPointer 8 user 8 | free freed: freeHeader 16 free 16 | c header 16 backPointer 8 user 8',
        '160..1024',
        'f header 16 backPointer 8 user 8 | free* freeHeader 16 free 816',
        'f header 16 backPointer 8 user 8 | b allocated: header 16 backPointer 8 user 40 | free remainder: freeHeader 16 free 752',
        'old -1>192 192>-1',
        'new -1>32 32>256 256>-1',
      ],
    ));

  it('shows what was lacking', () =>
    check(['heap size=256 align=8', 'alloc a 999'], ['lacks: 240 of 1008 at 0']));

  it('of an event that touches nothing is nothing', () => check([HEAP, 'free null'], []));

  it('shows exactly what was there before and what is there now', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        replay.seek(0);
        let before = blocksOf(replay);
        while (replay.step()) {
          const explanations = replay.explainLast();
          const list = new BlockList(replay.heap);
          const origin = replay.journal.originOf(replay.at - 1);
          const regions = regionsOf(list, explanations, origin);
          const now = blocksOf(replay);
          const outside = (blocks: BlockState[]) =>
            blocks.filter(({ block }) => !regions.some((r) => block >= r.from && block < r.to));
          for (const { from, to, ...region } of regions) {
            assert.deepEqual(region.before, within(before, from, to), `event ${replay.at}`);
            assert.deepEqual(region.after, within(now, from, to), `event ${replay.at}`);
          }
          assert.deepEqual(outside(now), outside(before), `event ${replay.at}`);
          before = now;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cuts every block into parts that fill its bytes', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        replay.seek(0);
        while (replay.step()) {
          const explanations = replay.explainLast();
          const list = new BlockList(replay.heap);
          const regions = regionsOf(list, explanations, 0);
          const drawing = stepDrawing(list, regions, explanations, replay.trace, []);
          for (const { from, to, before, after } of drawing?.regions ?? []) {
            for (const row of [before, after]) {
              const bytes = row.flatMap(({ parts }) => parts.map(({ size }) => size));
              assert.equal(
                bytes.reduce((a, b) => a + b),
                to - from,
              );
              assert.ok(bytes.every((size) => size > 0));
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
