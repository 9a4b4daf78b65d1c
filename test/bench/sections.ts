import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { JSHandle } from 'playwright-core';
import type { Findings } from '../../src/cli/bench/section';
import { percentile } from '../../src/cli/bench/statistics';
import { inRoot } from '../workbench/root.mjs';
import { goToEnd, openTrace, traceText, type Opened } from './opened';
import {
  measureDrag,
  measureEcho,
  measureFrames,
  measureSteps,
  nextLine,
  nextText,
  type Awaited,
  type StepTimes,
} from './probe';

const MIB = 2 ** 20;
const PERCENTILES = ['p50', 'p95'] as const;

function row(name: string, values: readonly number[]) {
  return { name, p50: percentile(values, 50), p95: percentile(values, 95) };
}

const TIMES = [
  { key: 'name', heading: 'milliseconds' },
  ...PERCENTILES.map((key) => ({ key, heading: key })),
];

/** What has to come over the wire before anything is seen. */
export async function size(): Promise<Findings> {
  const script = await readFile(inRoot('dist', 'webview.js'));
  const packed = gzipSync(script).length / 1024;
  return {
    title: "The inspector's script, built for the package",
    columns: [
      { key: 'raw', heading: 'KiB' },
      { key: 'packed', heading: 'gzipped' },
    ],
    rows: [{ raw: script.length / 1024, packed }],
    bars: [
      {
        name: 'inspector script',
        measured: packed,
        limit: 150,
        rule: 'at most',
        unit: 'KiB gzipped',
      },
    ],
    notes: [],
    agrees: true,
  };
}

/** A key pressed with 100,000 blocks in the heap. */
export async function steps(): Promise<Findings> {
  const opened = await openTrace(
    traceText({ events: 500_000, heapSize: 64 * MIB, live: 83_000, ids: 'running' }),
  );
  try {
    await goToEnd(opened);
    const inspector = opened.frame.locator('at-inspector');
    const blocks = await blockCount(opened);
    const frames = await inspector.evaluate(measureFrames, { count: 60 });
    const echoes = await inspector.evaluate(measureEcho, { count: 60 });
    const times: StepTimes[] = [];
    for (const key of ['ArrowLeft', 'ArrowRight']) {
      // oxlint-disable-next-line no-await-in-loop
      times.push(...(await inspector.evaluate(measureSteps, { count: 60, keys: [key] })));
    }
    // Each turn is one that nobody expects.
    const turns = await inspector.evaluate(measureSteps, {
      count: 60,
      keys: ['ArrowLeft', 'ArrowRight'],
    });
    const of = (part: keyof StepTimes, among = times) => among.map((each) => each[part]);
    return {
      title: `One step with ${blocks.toLocaleString('en')} blocks`,
      columns: TIMES,
      rows: [
        row('a digit that changes, to its paint (baseline)', frames),
        row('a question to the extension and back (baseline)', echoes),
        row("the page's own work on a step", of('worked')),
        row('key to the step on the screen', of('painted')),
        row('key to rows and map on the screen, too', of('complete')),
        row('where the direction turns, to the new state', of('arrived', turns)),
        row('where it turns, to the step on the screen', of('painted', turns)),
        row('where it turns, to rows and map, too', of('complete', turns)),
      ],
      bars: [
        atMost('step to paint, p95', percentile(of('painted'), 95), 16, 'ms'),
        atMost('first useful paint', opened.openedIn, 500, 'ms'),
      ],
      notes: [
        'Painted by the processor, in a browser without a window: the baseline is what that costs.',
        `First useful paint: ${opened.openedIn.toFixed(0)} ms after the command, ` +
          `${opened.ownTime.toFixed(0)} ms of it in the inspector's own page.`,
      ],
      agrees: true,
    };
  } finally {
    await opened.close();
  }
}

/** The slider dragged through ten million events. */
export async function drag(): Promise<Findings> {
  const opened = await openTrace(
    traceText({ events: 10_000_000, heapSize: MIB, live: 1000, ids: 'running' }),
  );
  try {
    const inspector = opened.frame.locator('at-inspector');
    const frames = await inspector.evaluate(measureFrames, { count: 60 });
    await inspector.evaluate(measureDrag, { seconds: 2 });
    const {
      seconds,
      places,
      frames: got,
      longest,
    } = await inspector.evaluate(measureDrag, {
      seconds: 8,
    });
    return {
      title: 'The slider dragged through 10,000,000 events',
      columns: [
        { key: 'places', heading: 'places/s' },
        { key: 'frames', heading: "page's frames/s" },
        { key: 'longest', heading: 'longest gap ms' },
        { key: 'baseline', heading: 'a digit to its paint, ms' },
      ],
      rows: [
        {
          places: places / seconds,
          frames: got / seconds,
          longest,
          baseline: percentile(frames, 50),
        },
      ],
      bars: [
        {
          name: 'scrub 10 M events',
          measured: places / seconds,
          limit: 30,
          rule: 'at least',
          unit: 'places/s',
        },
      ],
      notes: [],
      agrees: true,
    };
  } finally {
    await opened.close();
  }
}

/** What the page keeps of half a million blocks. */
export async function memory(): Promise<Findings> {
  const opened = await openTrace(
    // Below 20 MiB of text, above which VS Code's editor is another one.
    traceText({ events: 1_100_000, heapSize: 256 * MIB, live: 400_000, ids: 'running' }),
  );
  try {
    const inspector = opened.frame.locator('at-inspector');
    // The inspector's own frame is in that of the workbench's page for webviews.
    const session = await opened.page
      .context()
      .newCDPSession(opened.frame.parentFrame() ?? opened.frame);
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize, embedderHeapUsedSize, backingStorageSize } =
        await session.send('Runtime.getHeapUsage');
      return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
    };
    const before = await used();
    await goToEnd(opened);
    await inspector.evaluate(measureSteps, { count: 20, keys: ['ArrowLeft'] });
    const after = await used();
    const blocks = await blockCount(opened);
    return {
      title: `Memory with ${blocks.toLocaleString('en')} blocks`,
      columns: [
        { key: 'before', heading: 'MB at the start of the trace' },
        { key: 'after', heading: 'MB at its end' },
      ],
      rows: [{ before, after }],
      bars: [atMost("memory of the inspector's page", after, 150, 'MB')],
      notes: ['Objects, elements and buffers of the page, after a garbage collection.'],
      agrees: true,
    };
  } finally {
    await opened.close();
  }
}

/** A digit typed into a trace of 100,000 lines. */
export async function edits(): Promise<Findings> {
  const opened = await openTrace(
    traceText({ events: 100_000, heapSize: MIB, live: 400, ids: 'running' }),
    // The heap that is shown is that at the line that is edited.
    { 'alloctrace.followCursor': true },
  );
  try {
    const { page, frame } = opened;
    const inspector = frame.locator('at-inspector');
    await page
      .locator('.monaco-editor .view-lines')
      .first()
      .click({ position: { x: 30, y: 60 } });
    await page.keyboard.press('Control+Home');
    for (let line = 0; line < 3; line++) {
      // oxlint-disable-next-line no-await-in-loop
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('End');
    const toEditor: number[] = [];
    const toHeap: number[] = [];
    const toAll: number[] = [];
    for (let edit = 0; edit < 12; edit++) {
      /* oxlint-disable no-await-in-loop */
      await page.waitForTimeout(1200);
      // All must be waited for before the key is pressed.
      const [step, all, typed] = await Promise.all([
        inspector.evaluateHandle(nextText, 'step' as const),
        inspector.evaluateHandle(nextText, 'all' as const),
        page.locator('.monaco-editor .view-lines').first().evaluateHandle(nextLine),
      ]);
      const begin = Date.now();
      await page.keyboard.press(edit % 2 === 0 ? '1' : 'Backspace');
      toEditor.push((await paintedAt(typed)) - begin);
      toHeap.push((await paintedAt(step)) - begin);
      toAll.push((await paintedAt(all)) - begin);
      /* oxlint-enable no-await-in-loop */
    }
    return {
      title: 'A digit typed near the start of 100,000 lines',
      columns: TIMES,
      rows: [
        row('key to the digit in the editor (baseline)', toEditor),
        row('key to the new heap at its line in the inspector', toHeap),
        row('key to all that follows from it', toAll),
      ],
      bars: [],
      notes: [],
      agrees: true,
    };
  } finally {
    await opened.close();
  }
}

function paintedAt(awaited: JSHandle<Awaited>): Promise<number> {
  return awaited.evaluate(({ painted }) => painted);
}

function atMost(name: string, measured: number, limit: number, unit: string) {
  return { name, measured, limit, unit, rule: 'at most' } as const;
}

async function blockCount({ frame }: Opened): Promise<number> {
  return frame
    .locator('at-toolbar')
    .evaluate(
      (bar) =>
        (bar as unknown as { trace: { heap: { blockCount: number } } }).trace.heap.blockCount,
    );
}
