import { formatCount, formatHex } from '../../base/format';
import { measure } from '../../engine/metrics';
import { freeList, lineOf, liveBlocks, logLines, stateJson } from '../../projection/stateJson';
import type { Replay } from '../../replay/replay';
import type { Command } from '../command';
import { exitCodeOf } from '../findings';
import { heapLine, metricLines } from '../heapText';
import { writePieces } from '../json';
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
import { millisecondsSince, scheduler } from '../scheduler';

/** The heap after a number of events. */
export const state: Command = {
  name: 'state',
  usage: `state FILE --at N ${HEAP_USAGE} [--json]`,
  summary: 'prints the heap after N events: free list, live blocks, debug log, metrics',
  options: { ...HEAP_OPTIONS, ...JSON_OPTION, ...AT_OPTION },

  async run(file, values, surroundings) {
    const overrides = heapOverrides(values);
    const at = eventNumber(values);
    const { trace, readMs } = await load(file, surroundings);
    checkRange(values, 0, trace.eventCount);
    const { replay, replayMs } = await record(trace, overrides, surroundings);
    surroundings.progress.clear();
    const start = scheduler.now();
    replay.seek(at);
    const timing = { readMs, replayMs, seekMs: millisecondsSince(start) };
    if (values['json'] === true) await writePieces(surroundings.out, stateJson(replay, { timing }));
    else await printState(surroundings.out, replay);
    return exitCodeOf(replay);
  },
};

async function printState(out: Output, replay: Replay): Promise<void> {
  const { heap, at, eventCount } = replay;
  const { base } = heap.config;
  const metrics = measure(heap);
  const line = at === 0 ? '' : ` (line ${formatCount(lineOf(replay))})`;
  await out.line(`after event ${formatCount(at)} of ${formatCount(eventCount)}${line}`);
  await out.line(heapLine(replay));
  await out.line(`free list: ${formatCount(metrics.freeBlocks)}`);
  for (const [block, size] of freeList(heap)) {
    await out.line(`  ${formatHex(base + block)} size ${size}`);
  }
  await out.line(`live blocks: ${formatCount(metrics.liveBlocks)}`);
  for (const [id, block, size, requested] of liveBlocks(replay)) {
    await out.line(
      `  ${formatHex(base + block)} size ${size} requested ${requested} id ${printable(id)}`,
    );
  }
  await out.line('debug log:');
  for (const text of logLines(replay)) await out.line(`  ${text}`);
  await out.line('metrics:');
  for (const text of metricLines(metrics, heap.config)) await out.line(text);
}
