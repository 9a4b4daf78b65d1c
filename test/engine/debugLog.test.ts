import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Address } from '../../src/base/units';
import { Allocator } from '../../src/engine/allocator';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { clearLog, readLog, writeLog } from '../../src/engine/debugLog';
import { Quantity } from '../../src/engine/counters';
import { createMemory, LOG_CAPACITY } from '../../src/engine/memory';

function textOf(allocator: Allocator): string {
  return Buffer.from(allocator.getDebugLogs()).toString('latin1');
}

function started(debugLog = true): Allocator {
  const allocator = new Allocator({ debugLog });
  allocator.init();
  return allocator;
}

describe('the debug log', () => {
  it('says what was asked for, in the words of the reference', () => {
    const allocator = started();
    const pointer = allocator.alloc({ size: 100, align: 16 });
    allocator.allocZeroed({ size: 0, align: 1 });
    allocator.dealloc(pointer);
    allocator.dealloc(null);
    assert.equal(
      textOf(allocator),
      'Initializing allocator with 1048576 bytes\n' +
        'Allocating 100 bytes with alignment 16\n' +
        'Allocating 0 bytes with alignment 1\n' +
        'Deallocating pointer 0x10000020\n' +
        'Deallocating pointer 0x0\n',
    );
  });

  it('tells a realloc as the two operations that it is', () => {
    const allocator = started();
    const pointer = allocator.alloc({ size: 8, align: 8 });
    allocator.realloc(pointer, { size: 8, align: 8 }, 24);
    assert.match(
      textOf(allocator),
      /Allocating 24 bytes with alignment 8\nDeallocating pointer 0x10000018\n$/,
    );
  });

  it('holds what failed and what was refused too', () => {
    const allocator = started();
    allocator.clearDebugLogs();
    assert.equal(allocator.alloc({ size: 2 ** 53 - 1, align: 8 }), null);
    assert.equal(allocator.alloc({ size: 8, align: 3 }), null);
    assert.equal(allocator.dealloc(0xabcdef12 as Address), false);
    assert.equal(allocator.dealloc(0x18 as Address), false);
    assert.equal(
      textOf(allocator),
      'Allocating 9007199254740991 bytes with alignment 8\n' +
        'Allocating 8 bytes with alignment 3\n' +
        'Deallocating pointer 0xabcdef12\n' +
        'Deallocating pointer 0x18\n',
    );
  });

  it('keeps the newest 4096 bytes of all that was said', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 2 ** 21 }), {
      minLength: 180,
      maxLength: 300,
    });
    fc.assert(
      fc.property(sizes, (requests) => {
        const allocator = started();
        let said = 'Initializing allocator with 1048576 bytes\n';
        for (const size of requests) {
          allocator.alloc({ size, align: 8 });
          said += `Allocating ${size} bytes with alignment 8\n`;
          assert.equal(textOf(allocator), said.slice(-4096));
        }
        assert(said.length > 4096);
        assert.equal(allocator.heap.quantity(Quantity.LogWritten), said.length);
      }),
      { numRuns: 20 },
    );
  });

  it('gives up its oldest byte with the 4097th, not before', () => {
    const memory = createMemory(DEFAULT_CONFIG);
    const text = () => Buffer.from(readLog(memory)).toString('latin1');
    writeLog(memory, `>${'x'.repeat(LOG_CAPACITY - 2)}`);
    assert.equal(text().length, 4095);
    writeLog(memory, 'y');
    assert.equal(text(), `>${'x'.repeat(4094)}y`);
    writeLog(memory, 'z');
    assert.equal(text(), `${'x'.repeat(4094)}yz`);
    clearLog(memory);
    assert.equal(text(), '');
    writeLog(memory, 'again');
    assert.equal(text(), 'again');
  });

  it('is empty after clearing, and goes on', () => {
    const allocator = started();
    for (let i = 0; i < 300; i++) allocator.dealloc(null);
    allocator.clearDebugLogs();
    assert.equal(textOf(allocator), '');
    allocator.dealloc(null);
    assert.equal(textOf(allocator), 'Deallocating pointer 0x0\n');
    allocator.init();
    assert.equal(textOf(allocator), 'Initializing allocator with 1048576 bytes\n');
  });

  it('gives a copy', () => {
    const allocator = started();
    const taken = allocator.getDebugLogs();
    taken.fill(0);
    assert.match(textOf(allocator), /^Initializing/);
  });

  it('stays silent when it is off', () => {
    const allocator = started(false);
    const pointer = allocator.alloc({ size: 8, align: 8 });
    allocator.dealloc(pointer);
    assert.equal(textOf(allocator), '');
    assert.equal(allocator.heap.quantity(Quantity.LogWritten), 0);
    assert(allocator.heap.memory.log.every((byte) => byte === 0));
  });
});
