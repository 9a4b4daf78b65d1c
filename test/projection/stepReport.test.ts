import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import { stepReport } from '../../src/projection/stepReport';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { plain, shown } from './shown';

describe('a step report', () => {
  it('is null before the first event', () => {
    const { replay } = shown('alloc a 8\n', 0);
    assert.equal(stepReport(replay, replay.explainLast()), null);
  });

  it('quotes the line as written, without the blanks around it', () => {
    const { replay } = shown('   alloc a 8 "x"  # why  \n');
    assert.equal(stepReport(replay, [])?.source, 'alloc a 8 "x"  # why');
  });

  it('of a realloc in place says so', () => {
    // No trace asks for this option of the engine; the explanation is given by hand.
    const { replay } = shown('heap align=8\nalloc a 40\n');
    const inPlace = {
      kind: 'inPlace',
      block: 0,
      user: 24,
      oldRequested: 16,
      oldSize: 24,
      size: 40,
      consumed: 48,
      joined: 40,
    } as const;
    const report = stepReport(replay, [inPlace]);
    assert.equal(
      plain(report?.sections[0].sentences[0] ?? []),
      'The block 0x10000000 grew where it stands, from 16 bytes to 40, taking from the free block 0x10000028 after it.',
    );
    assert.deepEqual(report?.touched, [{ block: 0, extent: 64, role: 'allocated' }]);
  });

  it('links to blocks that are there, or were until this step', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        replay.seek(0);
        let before = new BlockList(replay.heap);
        while (replay.step()) {
          const report = stepReport(replay, replay.explainLast());
          const after = new BlockList(replay.heap);
          const spans = [
            report?.headline ?? [],
            ...(report?.sections ?? []).flatMap((s) => s.sentences),
          ];
          for (const span of spans.flat()) {
            if (typeof span === 'string') continue;
            assert.ok(before.has(span.block) || after.has(span.block), span.text);
          }
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});
