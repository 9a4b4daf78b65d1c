import { formatCount } from '../../../base/format';
import { POLICIES, type PolicyName } from '../../../engine/policies';
import type { Bench } from '../bench';
import { compare, type Comparison } from '../comparison';
import { allAgree, COMPARISON_COLUMNS } from '../comparisonTable';
import type { Section } from '../section';
import { churn } from '../workloads/churn';
import type { Workload } from '../workloads/workload';

/** Live blocks, and how many operations are timed with so many. */
const LENGTHS = [
  { live: 80, operations: 100_000 },
  { live: 300, operations: 100_000 },
  { live: 6000, operations: 4000 },
  { live: 20_000, operations: 2000 },
];

/** Each placement policy against a native walk of the same policy. */
export const policies: Section = {
  name: 'policies',

  async measure(bench: Bench) {
    const rows: Comparison[] = [];
    const patience = { minRuns: bench.quick ? 1 : 3, ms: bench.quick ? 0 : 1500 };
    for (const { name } of POLICIES) {
      for (const length of bench.quick ? LENGTHS.slice(0, 2) : LENGTHS) {
        const operations = bench.quick ? length.operations / 50 : length.operations;
        rows.push(await compare(bench, steady(name, length.live, operations), patience));
      }
    }
    return {
      title: 'Placement policies, each against a native walk of the same policy',
      columns: COMPARISON_COLUMNS,
      rows: rows.map((row) => ({ ...row })),
      bars: [],
      notes: [],
      agrees: allAgree(rows),
    };
  },
};

function steady(policy: PolicyName, live: number, operations: number): Workload {
  return churn({
    name: `${policy}, ${formatCount(live)} live`,
    policy,
    heapSize: live > 1000 ? 2 ** 24 : 2 ** 20,
    live,
    operations,
    settling: Math.min(operations, 10_000),
  });
}
