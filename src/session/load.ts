import type { Notice } from '../protocol/state';
import type { Replay } from '../replay/replay';
import type { Past } from '../trace/past';
import { TraceReader } from '../trace/reader';
import type { Trace } from '../trace/trace';
import { Slices, type Scheduler } from './scheduler';
import { partByPart } from './slicedWork';
import type { OpenedSource, VersionedText } from './source';
import { TraceText } from './traceText';

/** Read between two looks at the clock. */
const READ_BYTES = 128 * 1024;
/** Carried out for the first time between two looks at the clock. */
export const RECORD_EVENTS = 512;
/** The first bytes make the reader set its columns aside, which is a slice of its own. */
const FIRST_BYTES = 8 * 1024;

/** A session that has something to show tells of a load only when it takes this long. */
const LONG_LOAD_MS = 400;
const TELL_EVERY_MS = 100;

/** What a load tells while it runs. */
export interface LoadProgress {
  /** 0 to 1 over reading and recording. */
  onProgress(fraction: number): void;
  /** Asked after every slice; true ends the load without a result. */
  isCancelled(): boolean;
}

/**
 * Progress that is told seldom enough.
 * @param isPatient whether there is something to look at meanwhile: then short loads tell nothing
 */
export function loadProgress(
  scheduler: Scheduler,
  isCancelled: () => boolean,
  isPatient: () => boolean,
  tell: (fraction: number) => void,
): LoadProgress {
  let tellAt = scheduler.now() + LONG_LOAD_MS;
  return {
    isCancelled,
    onProgress: (fraction) => {
      if (isPatient() && scheduler.now() < tellAt) return;
      tellAt = scheduler.now() + TELL_EVERY_MS;
      tell(fraction);
    },
  };
}

/** A text that was read: what it says, and its lines as they stand. */
export interface ReadText {
  readonly trace: Trace;
  readonly text: TraceText;
  /** Reads on where the text may grow. */
  readonly reader: TraceReader | undefined;
  /** What another reading can begin with. */
  readonly past: Past | undefined;
  /** Which text it is, where its source has versions. */
  readonly version: VersionedText | undefined;
  /** With how many events it begins as the reading that it went on with. */
  readonly sameEvents: number;
  /** What a person should know of it, as that it broke off. */
  readonly notice: Notice | undefined;
}

/**
 * Reads a trace in slices. Returns undefined if it was cancelled. Rejects if the source does.
 * @param earlier the one that the source was opened with
 * @param onlooker looks at what is read before all of it is
 */
export async function readInSlices(
  source: OpenedSource,
  scheduler: Scheduler,
  progress: LoadProgress,
  earlier?: ReadText,
  onlooker?: Onlooker,
): Promise<ReadText | undefined> {
  const options = source.size === undefined ? {} : { expectedBytes: source.size };
  const past = earlier?.past;
  const milestone = past?.milestoneWithin(source.firstLine ?? 0);
  const reader = new TraceReader(options, past && milestone && { past, milestone });
  const text =
    (milestone && earlier?.text.upTo(milestone.lines.total, milestone.bytes)) ?? new TraceText();
  if (!(await catchUp(reader, scheduler, progress))) return undefined;
  const grows = source.grows === true;
  const follower = onlooker && followerOf(onlooker, reader, text);
  if (!(await readOn(reader, text, source, scheduler, progress, follower))) return undefined;
  const why = source.brokenOff?.();
  return {
    trace: grows ? reader.snapshot() : reader.finish(),
    text,
    reader: grows ? reader : undefined,
    past: reader.past,
    version: source.text,
    sameEvents: milestone?.events ?? 0,
    notice: why === undefined ? undefined : { text: why, action: 'readAgain' },
  };
}

/** Lets a reader take over what another has read. Returns whether it was not cancelled. */
function catchUp(
  reader: TraceReader,
  scheduler: Scheduler,
  progress: LoadProgress,
): Promise<boolean> {
  const isCancelled = () => progress.isCancelled();
  return partByPart(() => reader.catchUp(), new Slices(scheduler), isCancelled);
}

/** Somebody for whom a text is read who keeps up with it. */
export interface Follower {
  /** Does a part of what must be done before so many bytes more are read; returns whether all is. */
  prepare(bytes: number): boolean;
  /** They are read. Others get their turn only after this, unless it says itself when it is done. */
  takeIn(): Promise<void> | void;
}

/** Somebody who looks at a trace while it is read. */
export interface Onlooker {
  readonly hasSeenEnough: boolean;
  /** Looks at what is read, so many whole lines. Reading goes on when this is done. */
  look(trace: Trace, lines: number): Promise<void>;
}

function followerOf(onlooker: Onlooker, reader: TraceReader, text: TraceText): Follower {
  return {
    prepare: () => true,
    takeIn: () => {
      if (!onlooker.hasSeenEnough) return onlooker.look(reader.snapshot(), text.lineCount - 1);
    },
  };
}

/** Gives a reader the next bytes of its text, in slices. Returns whether it got all of them. */
export async function readOn(
  reader: TraceReader,
  text: TraceText,
  source: OpenedSource,
  scheduler: Scheduler,
  progress: LoadProgress,
  follower?: Follower,
): Promise<boolean> {
  const slices = new Slices(scheduler);
  for await (const piece of source.pieces) {
    // The source may have waited for a disk.
    if (progress.isCancelled()) return false;
    // A source that works before it has something to give.
    if (piece.length === 0) progress.onProgress(source.fraction() / 2);
    for (let start = 0, length = FIRST_BYTES; start < piece.length; start += length) {
      length = Math.min(text.length + FIRST_BYTES, READ_BYTES);
      const part = piece.subarray(start, start + length);
      while (follower?.prepare(part.length) === false) {
        if (!slices.isOver) continue;
        await slices.rest();
        if (progress.isCancelled()) return false;
      }
      reader.push(part);
      text.push(part);
      const taking = follower?.takeIn();
      if (taking !== undefined) {
        // oxlint-disable-next-line no-await-in-loop
        await taking;
        if (progress.isCancelled()) return false;
      }
      if (!slices.isOver) continue;
      progress.onProgress(source.fraction() / 2);
      await slices.rest();
      if (progress.isCancelled()) return false;
    }
  }
  return true;
}

/** Carries a trace out to its end in slices. Returns whether it came there before it was cancelled. */
export async function recordInSlices(
  replay: Replay,
  scheduler: Scheduler,
  progress: LoadProgress,
): Promise<boolean> {
  const slices = new Slices(scheduler);
  while (!replay.record(RECORD_EVENTS)) {
    if (!slices.isOver) continue;
    progress.onProgress(0.5 + replay.at / replay.eventCount / 2);
    // oxlint-disable-next-line no-await-in-loop
    await slices.rest();
    if (progress.isCancelled()) return false;
  }
  return true;
}
