import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { printTrace } from './printTrace';
import { readTrace } from '../../src/trace/reader';
import { eventLine, heapLine, isId, metaLine, quoted, VERSION_LINE } from '../../src/trace/write';
import { event, heap, meta, traceText } from './arbitrary';
import { describeMeaning } from './describe';
import { assertWellFormed } from './wellFormed';

function read(...lines: string[]) {
  return readTrace(Buffer.from([VERSION_LINE, ...lines, ''].join('\n')));
}

describe('trace printer', () => {
  it('prints one canonical form', () => {
    const trace = read(
      '  meta  a=1   b="x y" # gone',
      'heap policy=best-fit size=1024K base=268435456',
      '',
      'a 1 0x40 32 "l" zone=5 t=1us at="a.c:3"',
      'r null 2 8',
      'f   1',
      'm plain words',
    );
    assert.equal(
      printTrace(trace),
      `alloctrace 1
meta a=1
meta b="x y"
heap size=1MiB base=0x10000000 policy=best-fit
alloc 1 64 align=32 at=a.c:3 t=1000 zone=5 "l"
realloc null 2 8
free 1
mark "plain words"
`,
    );
  });

  it('reads back what it printed, and prints it the same', () => {
    fc.assert(
      fc.property(traceText, (text) => {
        const trace = readTrace(Buffer.from(text));
        assert.deepEqual(trace.problems, []);
        assertWellFormed(trace);
        const printed = printTrace(trace);
        const again = readTrace(Buffer.from(printed));
        assert.deepEqual(describeMeaning(again), describeMeaning(trace));
        for (const column of ['kind', 'id', 'size', 'align'] as const) {
          assert.deepEqual(again[column], trace[column]);
        }
        assert.equal(printTrace(again), printed);
      }),
      { numRuns: 300 },
    );
  });

  it('writes events that are read as they were meant', () => {
    fc.assert(
      fc.property(event, (written) => {
        const trace = read(eventLine(written));
        assert.deepEqual(trace.problems, []);
        const { unknown, ...known } = trace.attributesOf(0);
        const { unknown: meantUnknown = [], ...meant } = written.attributes ?? {};
        assert.deepEqual(known, meant);
        assert.deepEqual([...unknown], [...meantUnknown]);
        if (written.verb === 'mark') assert.equal(trace.markText(0), written.text);
        else assert.equal(trace.idText(trace.id[0]), written.id);
        if (written.verb !== 'mark' && written.verb !== 'free') {
          assert.equal(trace.sizeOf(0), written.size);
          assert.equal(trace.alignOf(0), written.align);
        }
        if (written.verb === 'realloc') {
          assert.equal(trace.idText(trace.newIdOf(0)), written.newId ?? written.id);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('writes directives that are read as they were meant', () => {
    fc.assert(
      fc.property(heap, meta, (directive, entries) => {
        const trace = read(metaLine(entries), heapLine(directive));
        assert.deepEqual(trace.problems, []);
        assert.deepEqual(trace.heap, { ...directive, line: 2 });
        assert.deepEqual(trace.meta, entries);
      }),
    );
  });

  it('replaces half a surrogate pair', () => {
    assert.equal(quoted('a\ud800b'), '"a\ufffdb"');
    assert.equal(read(`mark ${quoted('\udc00')}`).markText(0), '\ufffd');
  });

  it('knows what an id is', () => {
    for (const id of ['1', 'node_7', '0x55d0c8', '__proto__', '€']) assert.ok(isId(id), id);
    for (const id of ['', 'a b', 'a#', '"a"', 'a=b', 'a\n', 'a\0']) assert.ok(!isId(id), id);
  });
});
