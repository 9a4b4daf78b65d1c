import { NONE } from '../../engine/block';
import type { HeapMetrics } from '../../engine/metrics';
import { EventKind } from '../../trace/trace';
import { verbName } from '../../trace/verbs';
import { NO_EVENT } from '../journal';
import { describeOutcome } from '../outcome';
import type { Moment } from './moment';
import type { ValueType } from './node';

export type Value = number | string | boolean | null;

/** Something that a condition may ask about. */
export interface ConditionName {
  readonly name: string;
  readonly type: Exclude<ValueType, 'null'>;
  /** Whether it depends on the heap: then the trace must be carried out to know it. */
  readonly ofHeap: boolean;
  /** What it is, in one sentence; a metric's meaning is where metrics are described. */
  readonly meaning: string;
  readonly of: (moment: Moment) => Value;
}

/** What an event says and what became of it: known without its heap, but for the block's size. */
const EVENT_NAMES: readonly ConditionName[] = [
  ofEvent('verb', 'text', 'alloc, calloc, realloc, free or mark.', ({ trace, event }) =>
    verbName(trace.kind[event]),
  ),
  ofEvent('id', 'text', 'The id that the event names; "null" for the null pointer.', (moment) => {
    const { trace, event } = moment;
    return trace.kind[event] === EventKind.Mark ? null : trace.idText(trace.id[event]);
  }),
  ofEvent('newId', 'text', 'The id that a realloc gives its result.', ({ trace, event }) =>
    trace.kind[event] === EventKind.Realloc ? trace.idText(trace.newIdOf(event)) : null,
  ),
  ofEvent('size', 'number', 'Bytes asked for; null for free and mark.', ({ trace, event }) =>
    trace.kind[event] <= EventKind.Realloc ? trace.sizeOf(event) : null,
  ),
  ofEvent('align', 'number', 'Alignment asked for, or the default; null for free and mark.', (at) =>
    at.trace.kind[at.event] <= EventKind.Realloc ? at.alignment : null,
  ),
  ofEvent('label', 'text', 'The label of the event.', ({ attributes }) => attributes.label ?? null),
  ofEvent('mark', 'text', 'The text of a mark.', ({ trace, event }) =>
    trace.kind[event] === EventKind.Mark ? trace.markText(event) : null,
  ),
  ofEvent(
    'tid',
    'number',
    'The thread, as tid= says it.',
    ({ attributes }) => attributes.tid ?? null,
  ),
  ofEvent(
    'time',
    'number',
    'Nanoseconds, as t= says it.',
    ({ attributes }) => attributes.t ?? null,
  ),
  ofEvent('source', 'text', 'Path and line of the program, as at= says it.', ({ attributes }) => {
    const { at } = attributes;
    return at === undefined ? null : `${at.path}:${at.line}`;
  }),
  ofEvent('event', 'number', 'Number of the event, from 1.', ({ event }) => event + 1),
  ofEvent('line', 'number', 'Line of the event, from 1.', ({ trace, event }) => {
    return trace.lineOf(event) + 1;
  }),
  ofEvent(
    'result',
    'text',
    'What became of it: done, out-of-memory, double-free and the other names in docs/problems.md.',
    ({ journal, event }) => describeOutcome(journal.outcome[event]).code,
  ),
  ofEvent('fault', 'boolean', 'Whether the event is a fault or an inconsistency.', (moment) => {
    return describeOutcome(moment.journal.outcome[moment.event]).class !== 'done';
  }),
  ofEvent(
    'address',
    'number',
    'User address of the block that it allocated or freed; null if there is none.',
    (moment) => moment.address,
  ),
  ofEvent('visited', 'number', 'Free blocks that its search looked at.', ({ journal, event }) =>
    journal.visitedBy(event),
  ),
  ofEvent(
    'requested',
    'number',
    'Bytes asked for the block that it allocated or freed.',
    (moment) => {
      const { trace, journal, event } = moment;
      if (journal.blockOf(event) !== NONE) return trace.sizeOf(event);
      const origin = journal.originOf(event);
      return origin === NO_EVENT ? null : trace.sizeOf(origin);
    },
  ),
  ofEvent(
    'age',
    'number',
    'For free and realloc: events since the block was allocated.',
    (moment) => {
      const origin = moment.journal.originOf(moment.event);
      return origin === NO_EVENT ? null : moment.event - origin;
    },
  ),
  {
    name: 'blockSize',
    type: 'number',
    ofHeap: true,
    meaning: 'Size of the block that it allocated, without the header; null if there is none.',
    of: ({ journal, heap, event }) => {
      const block = journal.blockOf(event);
      return block === NONE ? null : heap.blockSize(block);
    },
  },
];

/** The metrics that only a look at every free block gives. */
const OF_FREE_BLOCKS: readonly (keyof HeapMetrics)[] = [
  'largestFree',
  'externalFragmentation',
  'holeScore',
];

const METRIC_KEYS: readonly (keyof HeapMetrics)[] = [
  ...(['liveBlocks', 'liveBytes', 'allocatedBytes', 'overheadBytes'] as const),
  ...(['internalFragmentation', 'freeBytes', 'freeBlocks', 'largestFree'] as const),
  ...(['externalFragmentation', 'holeScore', 'lostBytes', 'peakLiveBytes', 'highWater'] as const),
  ...(['utilization', 'visitedLast', 'visitedMean', 'visitedMax'] as const),
  ...(['splits', 'coalesces', 'failures'] as const),
];

/** The metrics of the heap after the event, by their names in the inspector's messages. */
const METRIC_NAMES: readonly ConditionName[] = [
  ...METRIC_KEYS.map((key) => metric(key, key)),
  metric('fragmentation', 'externalFragmentation'),
];

export const CONDITION_NAMES: ReadonlyMap<string, ConditionName> = new Map(
  [...EVENT_NAMES, ...METRIC_NAMES].map((each) => [each.name, each]),
);

function ofEvent(
  name: string,
  type: ConditionName['type'],
  meaning: string,
  of: (moment: Moment) => Value,
): ConditionName {
  return { name, type, ofHeap: false, meaning, of };
}

function metric(name: string, key: keyof HeapMetrics): ConditionName {
  return {
    name,
    type: 'number',
    ofHeap: true,
    meaning: '',
    of: OF_FREE_BLOCKS.includes(key) ? ({ metrics }) => metrics[key] : ({ counts }) => counts[key],
  };
}
