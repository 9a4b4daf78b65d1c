import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readTrace } from '../../src/trace/reader';

/** Reads allocations under these ids, and compares the ids with what a Map makes of them. */
function check(names: readonly string[]): void {
  const trace = readTrace(
    Buffer.from(`alloctrace 1\n${names.map((name) => `a ${name} 8\n`).join('')}`),
  );
  const expected = new Map<string, number>();
  for (const name of names) if (!expected.has(name)) expected.set(name, expected.size);
  assert.equal(trace.problemCount, 0);
  assert.deepEqual(
    Array.from(trace.id),
    names.map((name) => expected.get(name)),
  );
  assert.equal(trace.idCount, expected.size);
  for (const [name, id] of expected) {
    assert.equal(trace.idText(id), name);
    if (id % 97 === 0) assert.equal(trace.findId(name), id);
  }
}

const hex = (value: number) => `0x${value.toString(16)}`;

describe('ids', () => {
  it('are told apart by their text, whatever it is', () => {
    const awkward = ['0', '00', '7', '007', '0x7', '0x07', '0X7', '999999999', '1000000000'];
    const names = fc.oneof(
      fc.nat(3000).map(String),
      fc.nat(999_999_999).map(String),
      fc.maxSafeNat().map(String),
      fc.maxSafeNat().map(hex),
      fc.nat(3000).map((n) => hex(0x55d0_c8a3_f2b0 + 16 * n)),
      fc.constantFrom(...awkward, ...awkward.map((name) => `${name}a`), '__proto__', 'é', 'null7'),
      fc.string({ unit: fc.constantFrom('x', 'y', '0', '€'), minLength: 1, maxLength: 12 }),
    );
    fc.assert(fc.property(fc.array(names, { maxLength: 400 }), check), { numRuns: 200 });
  });

  it('are found among many of each kind', () => {
    const names: string[] = [];
    for (let i = 0; i < 40_000; i++) {
      names.push(
        String(i),
        hex(0x7f00_0000_0000 + 4096 * i),
        `t${i}`,
        String((i * 7919 * 16) % 1e9),
      );
    }
    check([...names, ...names]);
  });

  it('that differ only in the upper half of an address are two', () => {
    check(['0x100000010', '0x200000010', '0x10', '16', '0x80000010', '0x180000010']);
  });

  it('are not found where there are none', () => {
    const trace = readTrace(Buffer.from('alloctrace 1\na 7 8\na x 8\na 0x10 8\nf null\nm "y"\n'));
    for (const text of ['', 'null', '8', '07', 'X', 'xx', '0x1', '0x010', '16', 'y', '\ud800']) {
      assert.equal(trace.findId(text), -1, text);
    }
    assert.deepEqual(
      ['7', 'x', '0x10'].map((text) => trace.findId(text)),
      [0, 1, 2],
    );
  });
});
