import { heapOfTrace, type HeapOverrides } from '../../replay/heapOfTrace';
import { Replay } from '../../replay/replay';
import { recordInSlices } from '../../session/load';
import { HeapViews } from '../../session/heapViews';
import { Projections } from '../../session/projections';
import { TraceReader } from '../../trace/reader';
import type { Trace } from '../../trace/trace';
import { scheduler } from '../scheduler';
import { timed } from './turns';

/** Bytes of a piece, as the command line and the extension push them. */
export const PIECE = 128 * 1024;

/** Cells of a heap map as wide as a screen, and rows of a table as high as one. */
const MAP_CELLS = 2000;
const TABLE_ROWS = 40;

/** The milliseconds that each part of opening a trace took. */
export interface Durations {
  /** Bytes to columns. */
  readonly readMs: number;
  /** Carrying out, with the whole history. */
  readonly recordMs: number;
  /** The move to an event and everything that the inspector shows there. */
  readonly viewMs: number;
}

export interface OpenOptions {
  readonly overrides?: HeapOverrides;
  /** Called when all is read and nothing carried out. What it does is not timed. */
  readonly onRead?: () => Promise<void>;
}

/**
 * Opens a trace as a person does. It comes in pieces; making them does not count.
 * @param textBytes the length of all pieces, as a file system knows it
 */
export async function open(
  pieces: Iterable<Uint8Array>,
  textBytes: number,
  { overrides = {}, onRead }: OpenOptions = {},
): Promise<{ readonly replay: Replay; readonly durations: Durations }> {
  const { trace, readMs } = readPieces(pieces, textBytes);
  await onRead?.();
  const start = performance.now();
  const replay = new Replay(trace, heapOfTrace(trace, overrides));
  await recordInSlices(replay, scheduler, { onProgress: () => {}, isCancelled: () => false });
  const recordMs = performance.now() - start;
  const viewMs = timed(() => {
    replay.seek(Math.floor(replay.eventCount / 2));
    look(replay);
  });
  return { replay, durations: { readMs, recordMs, viewMs } };
}

/**
 * Reads a trace that comes in pieces. Making the pieces does not count.
 * @param textBytes the length of all pieces
 */
export function readPieces(
  pieces: Iterable<Uint8Array>,
  textBytes: number,
): { trace: Trace; readMs: number } {
  const reader = new TraceReader({ expectedBytes: textBytes });
  let readMs = 0;
  for (const piece of pieces) readMs += timed(() => reader.push(piece));
  const start = performance.now();
  const trace = reader.finish();
  return { trace, readMs: readMs + performance.now() - start };
}

/** Bytes that are there already, cut into pieces. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** Makes everything that the inspector shows at first. */
function look(replay: Replay): void {
  const projections = new Projections(replay, new HeapViews(replay, scheduler), 1);
  const { size } = replay.heap.config;
  const order = { sort: 'address', descending: false, filter: '' } as const;
  const shown = [
    projections.step,
    projections.freeList,
    projections.metrics,
    projections.log,
    projections.selected(null),
    projections.blockWindow(order, 0, TABLE_ROWS, false),
    projections.mapWindow(0, size, MAP_CELLS),
  ];
  if (shown.includes(undefined as never)) throw new Error('A part of the view is missing.');
}
