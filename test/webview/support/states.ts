import type {
  HeapView,
  InspectorState,
  Metrics,
  SelectedBlock,
  TraceView,
} from '../../../src/protocol/state';
import { METRICS } from '../../../src/protocol/metrics';

/** A heap of 1 MiB, or what `patch` says. */
export function heapView(patch: Partial<HeapView> = {}): HeapView {
  return {
    base: 0x10000000,
    size: 2 ** 20,
    layout: 'rounded',
    policy: 'first-fit',
    align: 16,
    ofTrace: { layout: 'rounded', policy: 'first-fit' },
    fromSettings: [],
    blockCount: 1,
    ...patch,
  };
}

/** A trace of ten events before the first one, or what `patch` says. */
export function traceView(patch: Partial<TraceView> = {}): TraceView {
  const metrics = Object.fromEntries(METRICS.map(({ key }) => [key, 0]));
  return {
    kind: 'trace',
    uri: 'file:///a.alloctrace',
    name: 'a.alloctrace',
    eventCount: 10,
    problemCount: 0,
    faultCount: 0,
    inconsistencyCount: 0,
    notice: null,
    loading: null,
    heap: heapView(),
    at: 0,
    line: 0,
    bookmarks: { here: false, some: false, revision: 0 },
    playing: false,
    speed: 4,
    step: null,
    freeList: { count: 0, bytes: 0, head: -1, nodes: [], end: null, histogram: [] },
    metrics: metrics as unknown as Metrics,
    log: { lines: [], isCut: false, held: 0, capacity: 4096, written: 0, next: 0 },
    selection: null,
    comparison: null,
    remedies: null,
    baseline: { at: null, note: '' },
    leaks: null,
    search: null,
    drawing: null,
    recorded: { kind: 'simulated' },
    ...patch,
  };
}

export function stateOf(
  generation: number,
  revision: number,
  view: InspectorState['view'] = traceView(),
): InspectorState {
  return { generation, revision, pinned: false, others: [], view };
}

/** A live block at offset 0x40: 100 bytes asked for, aligned with 8 bytes of padding. */
export function liveBlock(): SelectedBlock {
  return {
    block: 0x40,
    state: 'live',
    size: 120,
    live: {
      id: 'a',
      label: '',
      requested: 100,
      user: 0x40 + 16 + 8 + 8,
      allocEvent: 1,
      allocLine: 2,
      freeEvent: 0,
      freeLine: 0,
      source: '',
    },
  };
}
