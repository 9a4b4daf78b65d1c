import assert from 'node:assert/strict';
import { logView } from '../../src/projection/logView';
import { longProgram } from '../replay/programs';
import { shown } from './shown';

describe('the log view', () => {
  it('numbers the events that wrote the lines from 1, and init as 0', () => {
    const { replay } = shown('heap size=1KiB\nalloc a 8 align=8\nmark x\nfree a\nfree null\n');
    assert.deepEqual(logView(replay), {
      lines: [
        { text: 'Initializing allocator with 1024 bytes', event: 0 },
        { text: 'Allocating 8 bytes with alignment 8', event: 1 },
        { text: 'Deallocating pointer 0x10000018', event: 3 },
        { text: 'Deallocating pointer 0x0', event: 4 },
      ],
      isCut: false,
      held: 132,
      capacity: 4096,
      written: 132,
      next: 132,
    });
  });

  it('holds what the ring holds, and counts what was ever written', () => {
    const { replay } = shown(longProgram(1, 1000));
    const { held, written, lines, next, isCut } = logView(replay);
    assert.equal(held, 4096);
    assert.equal(next, written % 4096);
    // The ring is full, and begins in the middle of a line.
    assert.ok(isCut);
    assert.doesNotMatch(lines[0].text, /^(Allocating \d+ bytes with|Deallocating pointer)/);
    assert.ok(written > 20_000);
    assert.equal(lines.at(-1)?.event, 1000);
  });
});
