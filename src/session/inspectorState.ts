import type { InspectorState, TraceView } from '../protocol/state';
import { Counter } from '../engine/memory';
import { heapOfTrace } from '../replay/heapOfTrace';
import type { Replay } from '../replay/replay';
import type { Projections } from './projections';
import type { TraceSession } from './traceSession';

/** Everything the inspector shows of a session, but for the windows it pulls. */
export function inspectorState(session: TraceSession | undefined): InspectorState {
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
  return { generation, revision, view: traceView(session, replay, projections) };
}

function traceView(session: TraceSession, replay: Replay, projections: Projections): TraceView {
  const { trace, heap, journal } = replay;
  const { base, size, layout, policy, align } = replay.config;
  const asked = heapOfTrace(trace);
  return {
    kind: 'trace',
    uri: session.uri,
    name: session.name,
    eventCount: session.eventCount,
    problemCount: trace.problemCount,
    faultCount: journal.faults.length,
    notice: session.notice ?? null,
    loading: session.loading ?? null,
    heap: {
      base,
      size,
      layout,
      policy,
      align,
      ofTrace: { layout: asked.layout, policy: asked.policy },
      blockCount: heap.counter(Counter.LiveBlocks) + heap.counter(Counter.FreeBlocks),
    },
    at: session.at,
    line: (session.line ?? -1) + 1,
    playing: session.playing,
    speed: session.speed,
    step: projections.step,
    freeList: projections.freeList,
    metrics: projections.metrics,
    log: projections.log,
    selection: projections.selected(session.selection),
    comparison: session.comparison.view,
  };
}
