import { formatCount } from '../../../base/format';
import type { Bench } from '../bench';
import { compare, type Comparison } from '../comparison';
import { allAgree, COMPARISON_COLUMNS, worstRatio } from '../comparisonTable';
import type { Bar, Section } from '../section';
import { churn, inOrder } from '../workloads/churn';
import { scatter } from '../workloads/nearMisses';
import type { Workload } from '../workloads/workload';

const MIB = 2 ** 20;

function steady(live: number, heapSize: number, operations: number, settling = 0): Workload {
  return churn({
    name: `steady, ${formatCount(live)} live`,
    heapSize,
    live,
    operations,
    settling,
  });
}

/** First fit, from short free lists to long ones. */
function workloads(quick: boolean): Workload[] {
  const many = quick ? 20_000 : 400_000;
  const few = quick ? 400 : 20_000;
  return [
    inOrder('LIFO, 200 live', 'last', 200, many),
    inOrder('FIFO, 200 live', 'first', 200, many),
    steady(10, MIB, many, 10_000),
    steady(80, MIB, many, 10_000),
    steady(300, MIB, many, 10_000),
    churn({
      name: 'fragmented 1 MiB, 200 live, reference',
      layout: 'reference',
      heapSize: MIB,
      live: 200,
      operations: quick ? 2000 : 40_000,
      settling: quick ? 20_000 : 400_000,
      sizeOf: (random) => 16 + random(497),
    }),
    churn({
      name: 'fragmented 1 MiB, 2,800 live, rounded',
      heapSize: MIB,
      live: 2800,
      operations: few * 2,
      settling: 20_000,
      sizeOf: (random) => 16 + random(497),
    }),
    steady(6000, 8 * MIB, few, 10_000),
    steady(20_000, 16 * MIB, few / 2, 10_000),
    ...(quick ? [] : [steady(100_000, 64 * MIB, 2000)]),
    scatter('near misses', 8000, few),
  ];
}

/** How the engine's cost compares with the native walk's, by the length of the free list. */
export const engine: Section = {
  name: 'engine',

  async measure(bench: Bench) {
    const rows: Comparison[] = [];
    const patience = { minRuns: bench.quick ? 1 : 5, ms: bench.quick ? 0 : 3000 };
    for (const workload of workloads(bench.quick)) {
      rows.push(await compare(bench, workload, patience));
    }
    return {
      title: 'Engine against the native walk, first fit',
      columns: COMPARISON_COLUMNS,
      rows: rows.map((row) => ({ ...row })),
      bars: bench.quick ? [] : barsOf(rows),
      notes: [],
      agrees: allAgree(rows),
    };
  },
};

function barsOf(rows: readonly Comparison[]): Bar[] {
  const bar = (name: string, from: number, to: number, limit: number): Bar => ({
    name: `ratio to the native walk, ${name} free blocks`,
    measured: worstRatio(rows.filter((row) => row.freeBlocks >= from && row.freeBlocks < to)),
    limit,
    rule: 'at most',
    unit: 'x',
  });
  return [
    bar('up to 32', 0, 33, 2),
    bar('about 100', 50, 200, 1.3),
    bar('about 1,500 and more', 1300, 8000, 0.05),
    bar('8,000 and more', 8000, Infinity, 0.01),
  ];
}
