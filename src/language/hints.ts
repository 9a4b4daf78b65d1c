import { formatCount, formatHex, plural } from '../base/format';
import { roomSentence } from '../projection/prose/room';
import type { ReplayState } from '../replay/replayState';
import type { ReplayView } from '../replay/replayView';
import type { TraceText } from '../session/traceText';
import { knownResult, resultOf, type EventResult, type Merge } from './eventResult';
import type { Work } from './slices';
import { partsOf } from './parts';

/** A line that goes on beyond so many bytes gets no hint: nobody sees its end. */
const LINE_LIMIT = 4096;
/** So many results are kept of one state of a trace; a screen shows some fifty. */
const MOST_KEPT = 20_000;

/** A piece of a hint and the sentence that explains it. */
export interface HintPart {
  readonly text: string;
  readonly tooltip: string;
}

/** What is shown behind the text of a line. Lines and UTF-16 columns count from 0. */
export interface Hint {
  readonly line: number;
  readonly column: number;
  readonly parts: readonly HintPart[];
}

/** The results of events that were looked at, as long as the trace stays what it is. */
export class Results {
  private readonly known = new Map<number, EventResult>();

  /** @param view undefined where no second heap can be had: then the journal says what it knows */
  *of(replay: ReplayState, view: ReplayView | undefined, event: number): Work<EventResult> {
    const known = this.known.get(event);
    if (known !== undefined) return known;
    const result = view ? yield* resultOf(view, event) : knownResult(replay, event);
    if (this.known.size >= MOST_KEPT) this.known.clear();
    this.known.set(event, result);
    return result;
  }
}

/** The hints of the lines `start..end` of a trace. */
export function* hintsOf(
  replay: ReplayState,
  view: ReplayView | undefined,
  results: Results,
  text: TraceText,
  start: number,
  end: number,
): Work<Hint[]> {
  const { trace } = replay;
  const hints: Hint[] = [];
  const first = trace.eventAtOrAfter(start);
  for (let event = first; event < trace.eventCount && trace.lineOf(event) < end; event++) {
    const parts = hintParts(yield* results.of(replay, view, event));
    if (parts.length > 0) {
      const line = trace.lineOf(event);
      const column = endOfEvent(text, line);
      if (column !== undefined) hints.push({ line, column, parts });
    }
    yield;
  }
  return hints;
}

/** Where the event ends and a comment may follow. */
function endOfEvent(lines: TraceText, line: number): number | undefined {
  const { text, isCut } = lines.line(line, LINE_LIMIT);
  return isCut ? undefined : partsOf(text).parts.at(-1)?.to;
}

function hintParts(result: EventResult): HintPart[] {
  switch (result.kind) {
    case 'allocated':
      return allocatedParts(result);
    case 'failed': {
      const { room } = result;
      if (room === undefined) return [{ text: 'null', tooltip: 'No free block is large enough.' }];
      const text = `null: largest free ${formatCount(room.largestFree)} of ${formatCount(room.freeBytes)}`;
      return [{ text, tooltip: roomSentence(room) }];
    }
    case 'freed':
      return result.merge === undefined ? [] : [mergePart(result.merge)];
    case 'nothing':
      return [];
  }
}

function allocatedParts({
  address,
  block,
  padding,
  align,
}: EventResult & { kind: 'allocated' }): HintPart[] {
  const parts = [
    {
      text: `→ ${formatHex(address)}`,
      tooltip: `The address of the user data. The block begins at ${formatHex(block)}.`,
    },
  ];
  if (padding > 0) {
    const text = ` +${formatCount(padding)} padding`;
    const tooltip = `${plural(padding, 'byte')} of padding before the user data make its address a multiple of ${formatCount(align)}.`;
    parts.push({ text, tooltip });
  }
  return parts;
}

function mergePart({ address, size, before, after }: Merge): HintPart {
  const free = `${plural(size, 'byte')} free`;
  const block = `The free block at ${formatHex(address)} has ${plural(size, 'byte')} now.`;
  if (!before && !after) {
    const tooltip = `${block} It touches no other free block.`;
    return { text: free, tooltip };
  }
  const side = before && after ? 'on both sides' : before ? 'before' : 'after';
  const blocks = before && after ? 'free blocks before and after' : `free block ${side}`;
  const tooltip = `Merged with the ${blocks} it. ${block}`;
  // VS Code cuts what is longer than 43 characters.
  return { text: `merged ${side}: ${free}`, tooltip };
}
