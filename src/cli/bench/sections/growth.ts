import { formatCount } from '../../../base/format';
import type { Bench } from '../bench';
import { compare } from '../comparison';
import { EngineRun } from '../engineRun';
import type { Bar, Cell, Section } from '../section';
import { scaled, spreadOf, type Spread } from '../statistics';
import { inTurns } from '../turns';
import { churn } from '../workloads/churn';
import { NEAR_MISSES, scatter } from '../workloads/nearMisses';
import { shortened, timedRows, type Workload } from '../workloads/workload';

/** Lengths of the free list. */
const COUNTS = [1000, 10_000, 100_000];
/** A walk of 100,000 blocks takes its time, and the walk is only here to be seen growing. */
const NATIVE_OPERATIONS = 200;
/**
 * From 1,000 to 100,000 free blocks a walk costs a hundred times as much, and a search in an index
 * up to twice as much. The rest is the memory: the longer list fits into no cache.
 */
const MOST_GROWTH = 10;

/** How the cost of an operation grows with the free list, on what is built to defeat an index. */
export const growth: Section = {
  name: 'growth',

  async measure(bench: Bench) {
    const rows: Record<string, Cell>[] = [];
    const bars: Bar[] = [];
    let agrees = true;
    for (const [name, make] of families(bench.quick ? 2000 : 20_000)) {
      const row: Record<string, Cell> = { name };
      const engine: Spread[] = [];
      const native: (Spread | undefined)[] = [];
      for (const count of bench.quick ? COUNTS.slice(0, 2) : COUNTS) {
        const workload = make(count);
        const walk = await compare(bench, shortened(workload, NATIVE_OPERATIONS), ONCE);
        agrees &&= walk.imagesAgree !== false;
        engine.push(await engineAlone(bench, workload));
        native.push(walk.native);
        row[`engine${count}`] = engine.at(-1);
      }
      row['engineGrowth'] = growthOf(engine);
      row['nativeGrowth'] = growthOf(native);
      rows.push(row);
      bars.push(barOf(name, growthOf(engine)));
    }
    return {
      title: 'Growth with the free list: ns an operation at 1,000, 10,000 and 100,000 free blocks',
      columns: [
        { key: 'name', heading: 'workload' },
        ...COUNTS.map((count) => ({ key: `engine${count}`, heading: `at ${formatCount(count)}` })),
        { key: 'engineGrowth', heading: 'growth' },
        { key: 'nativeGrowth', heading: "native walk's" },
      ],
      rows,
      bars: bench.quick ? [] : bars,
      notes: [],
      agrees,
    };
  },
};

/** Of heap for each free block: four blocks of small sizes, of which two are live. */
const BYTES_FOR_ONE = 1300;

const ONCE = { minRuns: 1, ms: 0 };

function families(operations: number): [string, (count: number) => Workload][] {
  return [
    ...NEAR_MISSES.map((kind): [string, (count: number) => Workload] => [
      kind,
      (count) => scatter(kind, count, operations),
    ]),
    [
      'steady',
      (count) =>
        churn({
          name: 'steady',
          heapSize: 2 ** Math.ceil(Math.log2(count * BYTES_FOR_ONE)),
          live: 2 * count,
          operations,
          settling: 1000,
        }),
    ],
  ];
}

async function engineAlone(bench: Bench, workload: Workload): Promise<Spread> {
  const run = new EngineRun(workload);
  const patience = bench.quick ? ONCE : { minRuns: 5, ms: 300 };
  const [times] = await inTurns(bench, [() => run.run()], patience);
  return scaled(spreadOf(times), 1e6 / timedRows(workload));
}

/** The last cost as a multiple of the first. */
function growthOf(costs: readonly (Spread | undefined)[]): number | undefined {
  const first = costs[0]?.median;
  const last = costs.at(-1)?.median;
  return first === undefined || last === undefined ? undefined : last / first;
}

function barOf(name: string, measured: number | undefined): Bar {
  return {
    name: `growth of ${name} from 1,000 to 100,000 free blocks`,
    measured,
    limit: MOST_GROWTH,
    rule: 'at most',
    unit: 'x',
  };
}
