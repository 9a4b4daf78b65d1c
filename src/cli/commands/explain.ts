import { formatHex } from '../../base/format';
import { NONE } from '../../engine/block';
import type { Explanation } from '../../engine/explain';
import { plainText } from '../../projection/prose/words';
import { stepReport } from '../../projection/stepReport';
import type { StepReport, StepSection, VisitRow } from '../../protocol/state';
import { describeOutcome } from '../../replay/outcome';
import type { Replay } from '../../replay/replay';
import type { Command } from '../command';
import { exitCodeOf } from '../findings';
import { heapFields } from '../heapText';
import { writeJson } from '../json';
import { load, record } from '../load';
import {
  AT_OPTION,
  checkRange,
  eventNumber,
  HEAP_OPTIONS,
  HEAP_USAGE,
  heapOverrides,
  JSON_OPTION,
} from '../options';
import type { Output } from '../output';
import { printable } from '../printable';

/** Why an event did what it did. */
export const explain: Command = {
  name: 'explain',
  usage: `explain FILE --at N ${HEAP_USAGE} [--json]`,
  summary: 'says why event N did what it did: blocks visited, split, coalescing, links',
  options: { ...HEAP_OPTIONS, ...JSON_OPTION, ...AT_OPTION },

  async run(file, values, surroundings) {
    const overrides = heapOverrides(values);
    const at = eventNumber(values);
    const { trace } = await load(file, surroundings);
    checkRange(values, 1, trace.eventCount);
    const { replay } = await record(trace, overrides, surroundings);
    surroundings.progress.clear();
    replay.seek(at);
    const explanations = replay.explainLast();
    const report = stepReport(replay, explanations);
    if (report !== null) {
      const write = values['json'] === true ? writeExplanation : printExplanation;
      await write(surroundings.out, replay, report, explanations);
    }
    return exitCodeOf(replay);
  },
};

async function writeExplanation(
  out: Output,
  replay: Replay,
  report: StepReport,
  explanations: readonly Explanation[],
): Promise<void> {
  const { trace, journal, at } = replay;
  await writeJson(out, {
    at,
    line: trace.lineOf(at - 1) + 1,
    source: report.source,
    kind: describeOutcome(journal.outcome[at - 1]).code,
    text: plainText(report.headline),
    related: report.related,
    heap: heapFields(replay),
    operations: report.sections.map((section, i) => ({
      sentences: section.sentences.map(plainText),
      arithmetic: section.arithmetic,
      visited: section.visits,
      visitedCount: section.visitedCount,
      facts: explanations[i],
    })),
  });
}

async function printExplanation(
  out: Output,
  replay: Replay,
  report: StepReport,
  explanations: readonly Explanation[],
): Promise<void> {
  const { trace, at } = replay;
  await out.line(`event ${at}, line ${trace.lineOf(at - 1) + 1}: ${printable(report.source)}`);
  await out.line(printable(plainText(report.headline)));
  for (const { text } of report.related) await out.line(text);
  for (const [i, section] of report.sections.entries()) {
    await out.line();
    for (const line of sectionLines(section, explanations[i], replay)) await out.line(line);
  }
}

function sectionLines(section: StepSection, explanation: Explanation, replay: Replay): string[] {
  const { base } = replay.heap.config;
  return [
    ...section.sentences.map(plainText),
    ...linkLines(explanation, base),
    ...(section.visits.length > 0 ? ['visited:'] : []),
    ...section.visits.map((visit) => visitLine(visit, base)),
    ...(section.arithmetic.length > 0 ? ['sums:'] : []),
    ...section.arithmetic.map((line) => `  ${line}`),
  ];
}

/** The link that an allocation rewrote; what a free says of links is in its sentences. */
function linkLines(explanation: Explanation, base: number): string[] {
  if (explanation.kind !== 'alloc' || explanation.placement === null) return [];
  const { linkedFrom, remainder } = explanation.placement;
  const from = linkedFrom === NONE ? 'head' : `the link in ${formatHex(base + linkedFrom)}`;
  const to = remainder ? formatHex(base + remainder.block) : 'the free block after the taken one';
  return [`Rewritten: ${from} now leads to ${to}.`];
}

function visitLine(visit: VisitRow, base: number): string {
  if ('skipped' in visit) return `      ${visit.verdict}`;
  const { ordinal, block, size, verdict, chosen } = visit;
  const mark = chosen ? '*' : ' ';
  return `${mark}${String(ordinal).padStart(4)} ${formatHex(base + block)} size ${size}: ${verdict}`;
}
