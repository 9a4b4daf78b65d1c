import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { LonePage, type Inside } from '../support/lonePage';
import { waitForText, waitUntil } from '../support/wait';

/** Free blocks of nineteen sizes. */
const SIZES = [
  'heap size=16MiB',
  ...Array.from({ length: 19 }, (_, i) => [`a s${i} ${2 ** i + 40}`, `a k${i} 8`]).flat(),
  ...Array.from({ length: 19 }, (_, i) => `f s${i}`),
  '',
].join('\n');

/** Blocks so old that the numbers of both ages are long. */
const AGES = `a old 8\n${'m "x"\n'.repeat(90_000)}a new 8\n${'m "x"\n'.repeat(11_000)}`;

/** Every column of the comparison has something to say. */
const FAILING = [
  'heap size=24KiB',
  ...Array.from({ length: 120 }, (_, i) => `a b${i} ${60 + (i % 7) * 40}`),
  ...Array.from({ length: 60 }, (_, i) => `f b${i * 2}`),
  ...Array.from({ length: 200 }, (_, i) => `a c${i} 4099`),
  '',
].join('\n');

/** Pixels above the curves of the timeline: a row of flags, and one of the ticks of failures. */
const FLAGS_AND_TICKS = 22;

const WIDTHS = [290, 320, 345, 380, 420, 460, 500, 530, 600, 650, 700, 760, 1000, 1600];

/** By how much something is wider than its place, in pixels. */
const excess = (element: Locator) =>
  element.evaluate((each) => {
    const { scrollWidth, clientWidth } = each as unknown as {
      scrollWidth: number;
      clientWidth: number;
    };
    return scrollWidth - clientWidth;
  });

interface Boxed {
  readonly children: ArrayLike<Boxed>;
  getBoundingClientRect(): { left: number; top: number; right: number; bottom: number };
}

interface Matching {
  matches(selector: string): boolean;
}

const scrollTop = (element: unknown) => (element as { scrollTop: number }).scrollTop;

/** The height of a section of which only the heading is left. */
function isHeading(tall: number): boolean {
  return tall > 24 && tall < 40;
}

describe('the layout of the inspector', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1200 });
    await lone.show('sizes.alloctrace', SIZES);
    await lone.seek(57);
  });
  after(() => lone.close());

  const resize = (width: number, height = 1200) => lone.resize(width, height);

  const section = (name: string) => lone.part(`at-section[name=${name}]`);
  const toggle = async (name: string) => section(name).locator('h2 button').first().click();
  const height = async (name: string) => (await section(name).boundingBox())?.height ?? 0;
  const breakIf = (condition: string) =>
    lone.page.evaluate((text) => {
      const { session } = (globalThis as unknown as Inside).lone;
      session?.breakpoints.set([
        { id: '1', line: 3, condition: text, hitCount: '', logMessage: '' },
      ]);
    }, condition);
  const row = async () => (await lone.part('.lower').boundingBox())?.y ?? 0;

  it('a notice stands beside its sign, however long it is', async () => {
    const sign = lone.part('at-notice at-icon');
    const words = lone.part('at-notice .foreign');
    await breakIf('sise > 1');
    await words.waitFor();
    for (const width of [290, 600, 1000]) {
      await resize(width);
      const [left, right] = [await sign.boundingBox(), await words.boundingBox()];
      assert(left && right);
      assert(left.x + left.width < right.x, `side by side at ${width} pixels`);
      assert(
        Math.abs(left.y + left.height / 2 - (right.y + 10)) < 4,
        `in the first line at ${width}`,
      );
    }
    await breakIf('size > 1');
    await words.waitFor({ state: 'detached' });
  });

  it('no heading of a section is cut, however narrow it is', async () => {
    for (const width of [180, 200, 220, 240, 260, 290]) {
      await resize(width);
      for (const actions of await lone.part('at-section [slot=actions]').all()) {
        if (await actions.isVisible()) assert.equal(await excess(actions), 0, `at ${width} pixels`);
      }
    }
  });

  it('the heading of the heap map is never cut', async () => {
    const detail = lone.part('at-heap-map [slot=detail]');
    for (const isZoomed of [false, true]) {
      const button = isZoomed ? 'Zoom In (+)' : 'all';
      await lone.part('at-heap-map').getByRole('button', { name: button, exact: true }).click();
      for (const width of WIDTHS) {
        await resize(width);
        await waitUntil(
          `all is there at ${width} pixels, zoomed: ${isZoomed}`,
          async () => (await excess(detail.first())) === 0,
        );
      }
    }
    await resize(1000);
    await lone.part('at-heap-map').getByRole('button', { name: 'all', exact: true }).click();
  });

  it('the heading of the free list says what it has room for, and is never cut', async () => {
    const detail = lone.part('at-section[name=freeList] > [slot=detail]');
    for (const width of WIDTHS) {
      await resize(width);
      await waitUntil(`all is there at ${width} pixels`, async () => (await excess(detail)) === 0);
    }
    for (const [width, expected] of [
      [290, '20 blocks'],
      [420, '20 blocks · 16 MiB'],
      [600, '20 blocks · 16 MiB · mean 1.0 visited'],
      [1600, '20 blocks · 16 MiB · mean 1.0 visited'],
    ] as const) {
      await resize(width);
      assert.equal((await detail.innerText()).replaceAll(/\s+/g, ' ').trim(), expected);
    }
    await resize(1000);
  });

  it('the sizes of free blocks stay in their place', async () => {
    for (const width of WIDTHS) {
      await resize(width);
      await waitUntil(
        `the list has room at ${width} pixels`,
        async () => (await excess(lone.part('at-free-list'))) === 0,
      );
      const bars = lone.part('at-histogram li');
      assert.equal(await bars.count(), 15);
      const place = await lone.part('at-histogram').boundingBox();
      const last = await bars.last().boundingBox();
      assert(place && last && last.x + last.width <= place.x + place.width + 1, `${width} pixels`);
    }
    await resize(1000);
  });

  it('closed sections leave their room to the others', async () => {
    await resize(1000, 900);
    const open = await row();
    await toggle('what');
    await waitUntil('it is closed', async () => isHeading(await height('what')));
    // The other one has all the width, and its room.
    assert((await height('freeList')) > 200);
    const box = await section('freeList').boundingBox();
    assert(box && box.width > 950);
    await toggle('freeList');
    await waitUntil('both are closed', async () => (await row()) < open - 100);
    assert(isHeading(await height('what')) && isHeading(await height('freeList')));
    await toggle('what');
    await waitUntil('one is open', async () => (await height('what')) > 200);
    assert(isHeading(await height('freeList')));
    await toggle('freeList');
    await waitUntil('all is as it was', async () => (await row()) === open);
  });

  it('a low panel shows what happened and the heap, and the rest below', async () => {
    await resize(1000, 250);
    for (const tag of ['at-step-report', 'at-heap-map .area']) {
      const box = await lone.part(tag).first().boundingBox();
      assert(box && box.y < 140, `${tag}: ${JSON.stringify(box)}`);
    }
    const timeline = await lone.part('at-timeline').boundingBox();
    const footer = await lone.part('at-footer').boundingBox();
    assert(timeline && footer && timeline.y >= footer.y, JSON.stringify(timeline));
    await resize(1000, 900);
    const above = await lone.part('at-timeline').boundingBox();
    const map = await lone.part('at-heap-map').boundingBox();
    assert(above && map && above.y < map.y);
  });

  it('the cursor of the timeline hides no failure', async () => {
    const plot = await lone.part('at-timeline-plot .plot').boundingBox();
    const cursor = await lone.part('at-timeline-plot .here').boundingBox();
    assert(plot && cursor);
    assert.equal(cursor.y - plot.y, FLAGS_AND_TICKS);
  });

  it('no section lies over another, however narrow and low the view is', async () => {
    const sizes = [
      [230, 380],
      [300, 520],
      [500, 300],
      [759, 480],
      [1000, 240],
      [760, 480],
      [1000, 240],
    ];
    for (const [width, tall] of sizes) {
      await resize(width, tall);
      const at = `at ${width} by ${tall}`;
      const boxes = await lone.part('at-section').evaluateAll((sections) =>
        sections.map((each) => {
          const boxed = each as unknown as Boxed;
          const { left, top, right, bottom } = boxed.getBoundingClientRect();
          const ends = Array.from(boxed.children, (child) => child.getBoundingClientRect().bottom);
          const name = each.getAttribute('name');
          return { name, left, top, right, bottom, end: Math.max(...ends) };
        }),
      );
      for (const [i, one] of boxes.entries()) {
        assert(one.end <= one.bottom + 1, `${one.name} has room for what is in it, ${at}`);
        for (const other of boxes.slice(i + 1)) {
          const isBeside = one.right <= other.left + 1 || other.right <= one.left + 1;
          const isBelow = one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
          assert(isBeside || isBelow, `${one.name} does not lie over ${other.name}, ${at}`);
        }
      }
    }
    await resize(1000);
  });

  it('Tab goes through the parts as they are seen, in a low panel too', async () => {
    const parts = lone.part('.content > *');
    const withFocus = () =>
      parts.evaluateAll((all) =>
        all.findIndex((each) => (each as unknown as Matching).matches(':focus-within')),
      );
    /** The parts in the order in which the focus comes to them, each with where it begins. */
    const visited = async () => {
      const seen = new Map<number, { x: number; y: number }>();
      const count = await parts.count();
      await lone.part('at-timeline h2 button').first().scrollIntoViewIfNeeded();
      await lone.part('at-scrubber input').focus();
      for (let i = 0; i < 200 && seen.size < count; i++) {
        await lone.page.keyboard.press('Tab');
        const part = await withFocus();
        if (part < 0 || seen.has(part)) continue;
        const { x, y } = (await parts.nth(part).boundingBox()) ?? { x: 0, y: 0 };
        const scrolled = await lone.part('.content').evaluate(scrollTop);
        seen.set(part, { x, y: y + scrolled });
      }
      assert.equal(seen.size, count);
      return [...seen.values()];
    };
    for (const tall of [250, 1000]) {
      await resize(1000, tall);
      const places = await visited();
      const inOrder = places.toSorted((a, b) => a.y - b.y || a.x - b.x);
      assert.deepEqual(places, inOrder, `${tall} pixels`);
    }
    await resize(1000, 900);
  });

  it('numbers of a usual heap are not cut in a narrow table', async () => {
    await lone.show('ages.alloctrace', AGES);
    await lone.seek(101_002);
    await resize(420);
    const cells = lone.part('at-block-table [role=gridcell]');
    await waitForText(lone.part('at-block-table'), '1,048,4');
    assert(await cells.count());
    for (const cell of await cells.all()) {
      assert.equal(await excess(cell), 0, (await cell.textContent()) ?? '');
    }
    await lone.show('sizes.alloctrace', SIZES);
    await lone.seek(57);
  });

  it('long names leave room for what else is known of the selected block', async () => {
    await lone.show('names.alloctrace', `a ${'x'.repeat(300)} 8 "${'y'.repeat(300)}"\n`);
    await lone.seek(1);
    await lone.part('at-block-table').getByRole('grid').focus();
    await lone.page.keyboard.press('Home');
    const block = lone.part('at-selected-block');
    await waitForText(block, '(300 characters)');
    const size = await block.locator('dt', { hasText: 'Size' }).boundingBox();
    const room = await section('block').locator('.block').boundingBox();
    assert(size && room && size.y + size.height < room.y + room.height);
  });

  it('the toolbar of a wide panel is one line', async () => {
    for (const width of [900, 960, 1000, 1050, 1100, 1400]) {
      await resize(width, 210);
      const bar = await lone.part('at-toolbar .bar').boundingBox();
      assert.equal(bar?.height, 36, `at ${width} pixels`);
    }
    await resize(1000);
  });

  it('nothing of the toolbar is cut', async () => {
    const controls = lone.part('at-toolbar').locator(':is(button, select, input):visible');
    await lone.show('ages.alloctrace', AGES);
    await lone.seek(101_002);
    for (const width of [240, 260, 300, 335, 420]) {
      await resize(width);
      for (const control of await controls.all()) {
        const box = await control.boundingBox();
        const isIn = box && box.x >= 0 && box.x + box.width <= width;
        assert(isIn, `${JSON.stringify(box)} at ${width} pixels`);
      }
    }
  });

  it('tables of what was asked for fit into the side bar', async () => {
    await resize(260, 2400);
    const press = async (tag: string, name: string | RegExp) => {
      const button = lone.part(tag).getByRole('button', { name });
      if (!(await button.isVisible())) await toggle(tag.replace('at-', ''));
      await button.click();
    };
    await press('at-changes', 'Compare with this event');
    await press('at-leaks', 'Find leaks');
    await press('at-comparison', /^Run this trace/);
    await lone.seek(1);
    for (const tag of ['at-changes', 'at-leaks', 'at-comparison']) {
      await lone.part(tag).getByText('Copy as Markdown').waitFor();
      for (const table of await lone.part(tag).locator('.scrolls:has(table), table').all()) {
        assert.equal(await excess(table), 0, tag);
      }
    }
    for (const name of await lone.part('at-changes tbody th').all()) {
      assert.equal(await excess(name), 0, (await name.textContent()) ?? '');
    }
  });

  it('the comparison of the policies is never cut', async () => {
    for (const [name, text] of [
      ['failing.alloctrace', FAILING],
      ['sizes.alloctrace', SIZES],
    ] as const) {
      await lone.show(name, text);
      const comparison = lone.part('at-comparison');
      await comparison.getByRole('button', { name: /^(Run this trace|Compare again)/ }).click();
      await comparison.getByText('Copy as Markdown').waitFor();
      for (const width of [260, 280, 300, 310, 355, 374, 440, 474, 584, 664, ...WIDTHS]) {
        await resize(width);
        const table = comparison.getByRole('group', { name: 'Comparison' });
        assert.equal(await excess(table), 0, `${name}, ${width} pixels`);
      }
    }
    await lone.show('ages.alloctrace', AGES);
  });

  it('the columns of the comparison stay where they are when another row is chosen', async () => {
    await resize(760);
    await lone.show('sizes.alloctrace', SIZES);
    const comparison = lone.part('at-comparison');
    const peaks = comparison.getByText('Peak');
    const place = async () => (await peaks.boundingBox())?.x;
    const before = await place();
    await comparison.getByRole('button', { name: 'worst fit, reference' }).click();
    await comparison.locator('[aria-current]', { hasText: 'worst fit, reference' }).waitFor();
    assert.equal(await place(), before);
    await comparison.getByRole('button', { name: 'first fit, rounded' }).click();
    await comparison.locator('[aria-current]', { hasText: 'first fit, rounded' }).waitFor();
    await lone.show('ages.alloctrace', AGES);
  });

  it('the ends of a scale of colors are never cut', async () => {
    const legend = lone.part('at-map-legend');
    await lone.seek(101_002);
    await legend.locator('select').selectOption('age');
    await legend.getByText('101,001 events').waitFor();
    for (const width of WIDTHS) {
      await resize(width);
      for (const end of await legend.locator('.end').all()) {
        assert.equal(await excess(end), 0, `${width} pixels`);
      }
      assert.equal(await excess(legend), 0, `${width} pixels`);
    }
  });
});
