import assert from 'node:assert/strict';
import type { TimelineFlag } from '../../src/protocol/timeline';
import { flagAt, placeFlags } from '../../webview/painting/timelineFlags';
import { flagSign, timelineLayout, timelineShapes } from '../../webview/painting/timelineShapes';

const mark = (event: number, text = `m${event}`) => ({ event, kind: 'mark', text }) as const;
const fault = (event: number) => ({ event, kind: 'fault', text: 'double free' }) as const;
const inconsistency = (event: number) =>
  ({ event, kind: 'inconsistency', text: 'live id' }) as const;
const these = (flags: TimelineFlag[]) => ({ flags, isAll: true });

describe('the flags of the timeline', () => {
  it('are where their events are, with as much of their text as fits', () => {
    const flags = [mark(10, 'begin'), mark(50, 'a text that is too long for its room'), mark(90)];
    const placed = placeFlags(these(flags), { from: 0, to: 100 }, 200);
    assert.deepEqual(
      placed.map(({ x, label }) => [x, label]),
      [
        [20, 'begin'],
        [100, 'a text t…'],
        [180, ''],
      ],
    );
  });

  it('are thinned out where they are close; a fault is not hidden by a mark', () => {
    const placed = placeFlags(
      these([mark(50), fault(51), mark(52), mark(80)]),
      { from: 0, to: 100 },
      100,
    );
    assert.deepEqual(
      placed.map(({ flag, x, count: stands }) => [flag.event, x, stands]),
      [
        [51, 51, 3],
        [80, 80, 1],
      ],
    );
    assert.equal(flagAt(placed, 52)?.flag.event, 51);
    assert.equal(flagAt(placed, 60), undefined);
  });

  it('an inconsistency is hidden by a fault and hides a mark', () => {
    const whole = { from: 0, to: 100 };
    const shown = (...flags: TimelineFlag[]) =>
      placeFlags(these(flags), whole, 100).map(({ flag }) => flag.kind);
    assert.deepEqual(shown(mark(50), inconsistency(51)), ['inconsistency']);
    assert.deepEqual(shown(inconsistency(50), fault(51)), ['fault']);
    assert.deepEqual(shown(fault(50), inconsistency(51)), ['fault']);
  });

  it('differ in colour and in shape by their kind', () => {
    const kinds = ['mark', 'fault', 'inconsistency', 'bookmark'] as const;
    const signs = kinds.map((kind) => flagSign(kind, 0, 0));
    const colors = signs.map((sign) => (sign.kind === 'line' ? sign.stroke : sign.fill));
    const paths = signs.map((sign) => (sign.kind === 'text' ? '' : sign.path));
    assert.equal(new Set(colors).size, kinds.length);
    assert.equal(new Set(paths).size, kinds.length);
  });

  it('of a person are hidden by none, and have a shape of their own', () => {
    const bookmark = { event: 50, kind: 'bookmark', text: '' } as const;
    const whole = { from: 0, to: 100 };
    const [placed] = placeFlags(these([fault(49), bookmark, mark(51)]), whole, 100);
    assert.equal(placed?.flag, bookmark);
    assert.equal(placed.label, '+2');
    const shapesOf = (flag: TimelineFlag) =>
      timelineShapes({
        layout: timelineLayout(400, 160),
        range: whole,
        windows: [],
        flags: placeFlags(these([flag]), whole, 334),
        hidden: [],
        heapSize: 1024,
        fit: false,
        scale: 1,
      })
        .map((shape) => (shape.kind === 'area' ? shape.path.replaceAll(/[\d.]+ /g, '') : ''))
        .join('');
    assert.notEqual(shapesOf(bookmark), shapesOf(mark(50, '')));
  });

  it('of a person are labelled with their name and what else is there', () => {
    const flag = { event: 1, kind: 'bookmark', under: fault(1) } as const;
    const range = { from: 0, to: 100 };
    const labelOf = (text: string) => placeFlags(these([{ ...flag, text }]), range, 400)[0]?.label;
    assert.deepEqual([labelOf('here'), labelOf('')], ['here · double free', 'double free']);
  });

  it('say how many they stand for only where that is known', () => {
    const known = these([mark(1, 'x'), mark(2)]);
    const range = { from: 0, to: 1000 };
    assert.equal(placeFlags(known, range, 500)[0]?.label, 'x +1');
    assert.equal(placeFlags({ ...known, isAll: false }, range, 500)[0]?.label, 'x');
  });

  it('are under the pointer with their texts in their own row', () => {
    const placed = placeFlags(these([mark(10, 'begin')]), { from: 0, to: 100 }, 200);
    assert.equal(flagAt(placed, 40), undefined);
    assert.equal(flagAt(placed, 40, true)?.flag.event, 10);
    assert.equal(flagAt(placed, 90, true), undefined);
    assert.equal(flagAt(placed, 5, true), undefined);
  });

  it('the last one has its text before it where it has no room behind it', () => {
    const whole = { from: 0, to: 100 };
    const [early, late] = placeFlags(these([mark(10, 'begin'), mark(98, 'the end')]), whole, 300);
    assert.deepEqual([early?.label, early?.isBefore], ['begin', false]);
    assert.deepEqual([late?.label, late?.isBefore], ['the end', true]);
    // Never over the text of the flag before it.
    const close = placeFlags(these([mark(80, 'begin'), mark(98, 'the end of it all')]), whole, 300);
    assert.deepEqual(
      close.map(({ label, isBefore }) => [label, isBefore]),
      [
        ['begin', false],
        ['', false],
      ],
    );
    const placed = placeFlags(these([mark(98, 'the end')]), whole, 300);
    assert.equal(flagAt(placed, 270, true)?.flag.event, 98);
    assert.equal(flagAt(placed, 299, true), undefined);
  });

  it('near the right edge each have their text before them where more of it fits there', () => {
    const whole = { from: 0, to: 100 };
    const marks = these([mark(10, 'begin'), mark(94, 'the last but one'), mark(98, 'the end')]);
    assert.deepEqual(
      placeFlags(marks, whole, 300).map(({ label, isBefore }) => [label, isBefore]),
      [
        ['begin', false],
        ['the last but one', true],
        ['', false],
      ],
    );
    // The one before it leaves its room behind free.
    const both = these([mark(10, 'begin'), mark(70, 'the last but one'), mark(98, 'the end')]);
    assert.deepEqual(
      placeFlags(both, whole, 300).map(({ label, isBefore }) => [label, isBefore]),
      [
        ['begin', false],
        ['the last but one', true],
        ['the end', true],
      ],
    );
    // Elsewhere texts stand behind their flags, cut or not.
    const [, cut] = placeFlags(
      these([mark(10, ''), mark(40, 'a long text'), mark(52)]),
      whole,
      300,
    );
    assert.deepEqual([cut?.label, cut?.isBefore], ['', false]);
  });

  it('hide what would reorder or fill the picture', () => {
    const [placed] = placeFlags(these([mark(1, '\u202eevil\n你好')]), { from: 0, to: 10 }, 1000);
    assert.equal(placed?.label, '\\u202eevil\\n你好');
    const [cut] = placeFlags(these([mark(1, '你'.repeat(40))]), { from: 0, to: 10 }, 1000);
    assert((cut?.label.length ?? 99) < 14);
  });

  it('out of the range are left out', () => {
    assert.deepEqual(placeFlags(these([mark(3), mark(30)]), { from: 10, to: 20 }, 100), []);
  });
});
