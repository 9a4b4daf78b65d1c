import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inRoot } from '../../workbench/root.mjs';
import { axNodes, type AxNode } from '../support/axTree';
import { LonePage } from '../support/lonePage';
import { waitUntil } from '../support/wait';

// What a screen reader is told: the tree that the browser makes of the page.

const FRAGMENTATION = readFileSync(inRoot('media', 'examples', 'fragmentation.alloctrace'), 'utf8');
const RECORDED = Array.from(
  { length: 8 },
  (_, i) => `a b${i} 32 addr=0x5000${i}000 at=src/net.c:${i + 1} "label ${i}"\n`,
).join('');

/** What can be pressed, typed into or moved. */
const CONTROLS = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'textbox',
]);
/** Codicons are letters of a range that no language has. */
const PRIVATE = /[\uE000-\uF8FF]/;

describe('what the inspector says to a screen reader', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 2400 });
  });
  after(() => lone.close());

  const isIn = (node: AxNode, role: string): boolean =>
    node.parent !== undefined && (node.parent.role === role || isIn(node.parent, role));

  for (const [name, text, at, regions] of [
    [
      'fragmentation.alloctrace',
      FRAGMENTATION.replace('alloctrace 1\n', ''),
      19,
      [
        'Timeline',
        'Heap',
        'What happened',
        'Free list',
        'Blocks',
        'Selected block',
        'Bytes',
      ].concat(['Fragmentation', 'Changes', 'Debug log', 'Metrics', 'Leaks', 'Compare policies']),
    ],
    [
      'recorded.alloctrace',
      RECORDED,
      4,
      [
        'Timeline',
        'Heap',
        'What happened',
        'Metrics',
        'Blocks',
        'Selected block',
        'Regions',
      ].concat(['Not in a recording']),
    ],
  ] as const) {
    describe(name, () => {
      let nodes: readonly AxNode[];

      before(async () => {
        await lone.show(name, text);
        await lone.seek(at);
        if (name.startsWith('recorded')) {
          await lone.part('at-heap-choice').getByRole('radio', { name: 'As recorded' }).click();
          await lone.part('at-recorded-table .row[aria-selected]').first().waitFor();
        }
        await waitUntil('the step was said', async () => {
          nodes = await axNodes(lone.page);
          return nodes.some(
            ({ role, text: said }) => role === 'status' && said.includes(`Event ${at} of`),
          );
        });
      });

      it('each section is a region with a heading of its name, in the order of the page', () => {
        const found = nodes.filter(({ role }) => role === 'region');
        assert.deepEqual(
          found.map((node) => node.name),
          regions,
        );
        for (const region of found) {
          const heading = nodes.find((node) => node.role === 'heading' && node.isIn(region));
          assert.equal(heading?.name.toLowerCase(), region.name.toLowerCase());
        }
      });

      it('one heading above them says what is shown', () => {
        const first = nodes.find(({ role }) => role === 'heading');
        assert.deepEqual([first?.name, first?.level], [`Heap of ${name}`, 1]);
        let last = 1;
        for (const { role, level, name: heading } of nodes) {
          if (role !== 'heading') continue;
          assert(level <= last + 1, `${heading} follows one of level ${last}`);
          last = level;
        }
      });

      it('each control, picture and grid has a name, and no icon is spelled out', () => {
        const nameless = nodes.filter(
          ({ role, name: own }) =>
            (CONTROLS.has(role) || ['image', 'grid', 'application', 'toolbar'].includes(role)) &&
            own.trim() === '',
        );
        assert.deepEqual(nameless, []);
        assert.deepEqual(
          nodes.filter((node) => PRIVATE.test(node.name)).map((node) => node.name),
          [],
        );
      });

      it('what can be focused has a role', () => {
        const silent = nodes.filter(
          ({ role, isFocusable, name: own }) =>
            isFocusable && ['generic', 'none', ''].includes(role) && own === '',
        );
        // The terms of a list of metrics are read as what is in them.
        assert.deepEqual(
          silent.filter((node) => !isIn(node, 'DescriptionList')).map((node) => node.text),
          [],
        );
      });

      it('no picture has a control in it', () => {
        const controls = nodes.filter((node) => CONTROLS.has(node.role) && isIn(node, 'image'));
        assert.deepEqual(
          controls.map((node) => node.name),
          [],
        );
      });

      it('a grid begins with the row of its headings', () => {
        const grids = nodes.filter(
          (node) => node.role === 'grid' && node.name !== 'Bytes of the heap',
        );
        assert(grids.length > 0);
        for (const grid of grids) {
          const row = nodes.find((node) => node.role === 'row' && node.isIn(grid));
          const head = nodes.find((node) => node.role === 'columnheader' && node.isIn(grid));
          assert(row && head?.isIn(row), grid.name);
        }
      });

      it('only one place says what happens, and nothing says it twice', async () => {
        const live = nodes.filter(({ isLive, text: said }) => isLive && said !== '');
        assert.equal(live.length, 1, live.map((node) => node.text).join('\n'));
      });
    });
  }

  it('says each step once nothing moves', async () => {
    const said = () => lone.part('at-inspector > [role=status]').textContent();
    await lone.show('said.alloctrace', 'heap size=1KiB\na first 100\nf first\na second 5000\n');
    for (const [at, expected] of [
      [1, 'Event 1 of 3: a first 100. Allocated 100 bytes at 0x10000020.'],
      [2, 'Event 2 of 3: f first. Freed 0x10000020.'],
      [
        3,
        'Event 3 of 3: a second 5000. Out of memory: no free block holds 5,000 bytes. The result is null.',
      ],
    ] as const) {
      await lone.seek(at);
      await waitUntil('it is said', async () => (await said()) === expected);
    }
  });

  it('the table of the free list says where the keyboard is', async () => {
    await lone.show('fragmentation.alloctrace', FRAGMENTATION.replace('alloctrace 1\n', ''));
    await lone.seek(19);
    await lone
      .part('at-section[name=freeList]')
      .getByRole('button', { name: 'Show as Table' })
      .click();
    const grid = lone.part('at-chain-table').getByRole('grid');
    await grid.focus();
    await lone.page.keyboard.press('ArrowDown');
    await waitUntil('it is on the next row', async () => {
      const active = await grid.getAttribute('aria-activedescendant');
      const row = lone.part(`at-chain-table #${active}`);
      return (await row.getAttribute('aria-rowindex', { timeout: 1000 })) === '3';
    });
    await lone
      .part('at-section[name=freeList]')
      .getByRole('button', { name: 'Show as Chain' })
      .click();
  });

  it('a byte says the field that it belongs to', async () => {
    await lone.show('fragmentation.alloctrace', FRAGMENTATION.replace('alloctrace 1\n', ''));
    await lone.seek(19);
    const grid = lone.part('at-bytes').getByRole('grid');
    await grid.focus();
    await lone.page.keyboard.press('Control+Home');
    await waitUntil('it is described', async () => {
      const nodes = await axNodes(lone.page);
      return nodes.some(
        ({ role, description }) =>
          role === 'gridcell' && description.startsWith('size 160 of the free block'),
      );
    });
  });
});
