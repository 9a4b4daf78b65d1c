import type { HeapField, InspectorState, Notice, TraceView } from '../protocol/state';
import { Counter } from '../engine/counters';
import { HEAP_DEFAULTS, heapOfTrace, type HeapDefaults } from '../replay/heapOfTrace';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import type { Breakpoints } from './breakpoints';
import type { Projections } from './projections';
import type { TraceSession } from './traceSession';

/** What a session shows; an inspector itself knows whether it is pinned, and what else is open. */
type SessionState = Omit<InspectorState, 'pinned' | 'others'>;

/**
 * Everything the inspector shows of a session, but for the windows it pulls.
 * @param showsLog whether the debug log is wanted
 */
export function inspectorState(session: TraceSession | undefined, showsLog = true): SessionState {
  if (session === undefined) return { generation: 0, revision: 0, view: { kind: 'empty' } };
  const { generation, revision, name, status, replay, projections } = session;
  if (status.kind === 'error') {
    return { generation, revision, view: { kind: 'error', name, message: status.message } };
  }
  if (status.kind === 'cancelled') {
    return { generation, revision, view: { kind: 'cancelled', name } };
  }
  if (replay === undefined || projections === undefined) {
    const fraction = status.kind === 'loading' ? status.fraction : 0;
    return { generation, revision, view: { kind: 'loading', name, fraction } };
  }
  return { generation, revision, view: traceView(session, replay, projections, showsLog) };
}

function traceView(
  session: TraceSession,
  replay: Replay,
  projections: Projections,
  showsLog: boolean,
): TraceView {
  const { trace, heap } = replay;
  const { heapDefaults = HEAP_DEFAULTS, counts } = session;
  const { base, size, layout, policy, align } = replay.config;
  const asked = heapOfTrace(trace, {}, heapDefaults);
  return {
    kind: 'trace',
    uri: session.uri,
    name: session.name,
    // There may be more before the cursor of a glimpse than there was in all.
    eventCount: Math.max(counts.events, session.at),
    problemCount: counts.problems,
    faultCount: counts.faults,
    inconsistencyCount: counts.inconsistencies,
    notice: session.notice ?? breakpointNotice(session.breakpoints),
    loading: session.loading ?? null,
    heap: {
      base,
      size,
      layout,
      policy,
      align,
      ofTrace: { layout: asked.layout, policy: asked.policy },
      fromSettings: fromSettings(trace, heapDefaults),
      blockCount: heap.counter(Counter.LiveBlocks) + heap.counter(Counter.FreeBlocks),
    },
    at: session.at,
    line: (session.line ?? -1) + 1,
    bookmarks: {
      here: session.bookmarks.namesOf(trace).has(session.at - 1),
      some: session.bookmarks.all.length > 0,
      revision: session.bookmarks.revision,
    },
    playing: session.playing,
    speed: session.speed,
    step: projections.step,
    freeList: projections.freeList,
    metrics: projections.metrics,
    log: showsLog ? projections.log : null,
    selection: projections.selected(session.selection),
    comparison: session.studies.comparison.view,
    remedies: session.studies.remedies.view,
    baseline: session.studies.baseline.view,
    leaks: session.studies.leaks.view,
    search: session.studies.search.view,
    drawing: projections.drawing,
    recorded: session.studies.recorded.viewOf(trace, session.at),
  };
}

/** What is wrong with breakpoints must be seen where one looks while they stop. */
function breakpointNotice({ problems }: Breakpoints): Notice | null {
  return problems.length === 0 ? null : { text: problems.join(' '), action: null };
}

const HEAP_FIELDS: readonly HeapField[] = ['size', 'base', 'layout', 'policy', 'align'];

/** What the trace leaves out and a setting says otherwise than the language. */
function fromSettings({ heap }: Trace, defaults: HeapDefaults): HeapField[] {
  return HEAP_FIELDS.filter(
    (field) => heap?.[field] === undefined && defaults[field] !== HEAP_DEFAULTS[field],
  );
}
