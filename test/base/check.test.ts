import assert from 'node:assert/strict';
import {
  boolean,
  integer,
  nothing,
  nullable,
  object,
  oneOf,
  text,
  optional,
} from '../../src/base/check';

const ANYTHING = [undefined, null, 0, 1, -1, 0.5, NaN, Infinity, '', 'a', true, {}, [], () => 1];

/** The values of a list that a check lets through. */
function passed(check: (value: unknown) => unknown, values: readonly unknown[] = ANYTHING) {
  return values.filter((value) => check(value) !== undefined);
}

describe('checks of values from outside', () => {
  it('let through only their own', () => {
    assert.deepEqual(passed(integer(0, 5)), [0, 1]);
    assert.deepEqual(passed(integer(-1, 0)), [0, -1]);
    assert.deepEqual(passed(boolean), [true]);
    assert.deepEqual(passed(text(0)), ['']);
    assert.deepEqual(passed(text(1)), ['', 'a']);
    assert.deepEqual(passed(oneOf('a', 'b')), ['a']);
    assert.deepEqual(passed(nullable(boolean)), [null, true]);
    assert.deepEqual(passed(nothing), [undefined, null]);
  });

  it('take an object apart by its own properties, and drop the others', () => {
    const point = object({ x: integer(0, 9), y: nullable(integer(0, 9)) });
    assert.deepEqual(point({ x: 1, y: null, z: 5 }), { x: 1, y: null });
    assert.deepEqual(
      [point(null), point(5), point([]), point({ x: 1 }), point({ x: 1, y: 10 })],
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it('give what came later a value where it is missing, and only there', () => {
    const point = object({ x: integer(0, 9), y: optional(integer(0, 9), 5) });
    assert.deepEqual(point({ x: 1 }), { x: 1, y: 5 });
    assert.deepEqual(point({ x: 1, y: 2 }), { x: 1, y: 2 });
    assert.equal(point({ x: 1, y: null }), undefined);
    assert.equal(point({ x: 1, y: 10 }), undefined);
    assert.equal(point({ y: 2 }), undefined);
  });

  it('take nothing from a prototype', () => {
    const point = object({ x: integer(0, 9) });
    assert.equal(point(Object.create({ x: 1 })), undefined);
    assert.equal(object({ constructor: boolean })({}), undefined);
    assert.deepEqual(point(JSON.parse('{"x": 1, "__proto__": {"y": 2}}')), { x: 1 });
  });

  it('follow no cycle', () => {
    const loop: Record<string, unknown> = { x: 1 };
    loop['self'] = loop;
    assert.deepEqual(object({ x: integer(0, 9) })(loop), { x: 1 });
  });
});
