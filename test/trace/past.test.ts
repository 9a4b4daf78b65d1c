import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readTrace, TraceReader } from '../../src/trace/reader';
import { HEAD_LENGTH } from '../../src/trace/sniff';
import { traceText } from './arbitrary';
import { everything } from './describe';

/** Lines of all kinds, and enough of each that what they fill has pages that are full, and not. */
const mixed = [
  'alloctrace 1',
  '# a remark',
  'heap size=65536',
  'meta program="x" build=7',
  ...Array.from({ length: 300 }, (_, i) =>
    [
      `a ${i} ${i * 8}`,
      `alloc 0x${(4096 + i * 16).toString(16)} 24 32`,
      `a name-${i} 5000000000 # large`,
      `f ${i}`,
      i % 7 === 0 ? 'mark "phase"' : '',
      `realloc name-${i} other-${i} 12 at=a.c:${i + 1}`,
      i % 5 === 0 ? 'nonsense here' : `free other-${i}`,
    ].join('\n'),
  ),
].join('\n');

function pushed(reader: TraceReader, bytes: Uint8Array, piece: number): TraceReader {
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
  return reader;
}

/** Reads a text, and then another as far as it differs from a line on; and that against all of it. */
function check(before: string, after: string, sameLines: number, piece: number): number {
  const options = { milestoneBytes: 1 };
  const old = pushed(new TraceReader(options), Buffer.from(before), piece);
  const oldSaid = everything(old.finish());
  const milestone = old.past?.milestoneWithin(sameLines);
  if (old.past === undefined || milestone === undefined) return 0;
  const bytes = Buffer.from(after);
  const reader = new TraceReader(options, { past: old.past, milestone });
  pushed(reader, bytes.subarray(milestone.bytes), piece);
  assert.equal(everything(reader.finish()), everything(readTrace(bytes)));
  assert.equal(everything(old.finish()), oldSaid, 'what was read before has changed');

  // The one that has gone on can be gone on with itself, where it has read and where it has not.
  assert.deepEqual(reader.past?.milestoneWithin(milestone.lines.total), milestone);
  const own = reader.past?.milestoneWithin(sameLines) ?? milestone;
  const again = new TraceReader(options, { past: reader.past, milestone: own });
  again.push(Buffer.from(before).subarray(own.bytes));
  assert.equal(everything(again.finish()), oldSaid);
  return milestone.bytes;
}

describe('a reading that goes on with what another has read', () => {
  const lines = mixed.split('\n');

  it('reads the same as one from the beginning, wherever the first line is that differs', () => {
    let resumed = 0;
    for (let line = 1; line < lines.length; line += 211) {
      const changed = lines.with(line, 'c 77 123456').join('\n');
      const longer = lines.toSpliced(line, 0, 'a new 1', 'f new', 'a 5 8').join('\n');
      const shorter = `${lines.slice(0, line).join('\n')}\n`;
      for (const after of [changed, longer, shorter]) resumed += check(mixed, after, line, 1000);
    }
    assert.ok(resumed > 0);
  });

  it('reads the same of any text', () => {
    let resumed = 0;
    fc.assert(
      fc.property(traceText, traceText, fc.nat(900), fc.nat(), (text, other, piece, cut) => {
        const all = `alloctrace 1\n${`${text}\nbad\na 1 8\nf 0x1f\n`.repeat(80)}`.split('\n');
        const from = cut % all.length;
        const after = [...all.slice(0, from), other].join('\n');
        resumed += check(all.join('\n'), after, from, piece + 100);
      }),
      { numRuns: 60 },
    );
    assert.ok(resumed > 0);
  });

  it('begins behind what tells text from other files', () => {
    const reader = pushed(new TraceReader({ milestoneBytes: 1 }), Buffer.from(mixed), 100);
    assert.equal(reader.past?.milestoneWithin(3), undefined);
    const { bytes } = reader.past?.milestoneWithin(Infinity) ?? { bytes: 0 };
    assert.ok(bytes > HEAD_LENGTH && bytes <= mixed.length);
  });

  it('is not begun amid a line that is too long to be kept', () => {
    const long = `${mixed}\na 1 8 "${'x'.repeat(2 ** 21)}"\nf 1\n`;
    const sameLines = lines.length;
    assert.ok(check(long, `${mixed}\nf 1\n`, sameLines, 2 ** 16) > 0);
  });

  it('takes a part at a time where there is much to take over', () => {
    const many = `alloctrace 1\n${Array.from({ length: 100_000 }, (_, i) => `a ${i} 8\n`).join('')}`;
    const old = pushed(new TraceReader(), Buffer.from(many), 2 ** 16);
    const milestone = old.past?.milestoneWithin(90_000);
    assert.ok(milestone !== undefined && milestone.lines.total > 70_000);
    const reader = new TraceReader({}, { past: old.past!, milestone });
    let parts = 1;
    while (!reader.catchUp()) parts++;
    assert.ok(parts > 4, `${parts}`);
    reader.push(Buffer.from(many).subarray(milestone.bytes));
    const [trace, whole] = [reader.finish(), old.finish()];
    assert.deepEqual(trace.id, whole.id);
    assert.deepEqual(trace.size, whole.size);
  });
});
