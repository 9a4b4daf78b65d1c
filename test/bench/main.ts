// The benchmarks of the Heap Inspector, through the real webview in a real workbench. Built
// beside the tests; test/workbench/bench.mjs runs it after those of the command line.

import { barLines, findingLines } from '../../src/cli/bench/report';
import type { Bar, Findings } from '../../src/cli/bench/section';
import { drag, edits, memory, size, steps } from './sections';

const sections: Readonly<Record<string, () => Promise<Findings>>> = {
  size,
  steps,
  drag,
  memory,
  edits,
};

const chosen = process.argv.slice(2);
const bars: Bar[] = [];
for (const [name, measure] of Object.entries(sections)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  // One after the other: they would measure each other.
  // oxlint-disable-next-line no-await-in-loop
  const findings = await measure();
  console.log(findingLines(findings).join('\n'));
  bars.push(...findings.bars);
}
console.log(barLines(bars).join('\n'));
