import { plural } from '../../base/format';
import type { RecordedStep } from '../../protocol/recorded';
import type { Span, StepOutcome, TouchedBlock, TouchRole } from '../../protocol/state';
import { NO_RANK, type RecordedBlocks } from '../../replay/recorded/recordedBlocks';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { MOST_EXTENT, reallocResult } from '../../replay/recorded/lives';
import { AddressKind } from '../../trace/recordedAddress';
import { EventKind, NULL_ID, type Trace } from '../../trace/trace';
import { around, reuse, shared } from './placeProse';
import { addressOf, addressSpan, addressText, idOf } from './recordedWords';

type Told = Pick<RecordedStep, 'outcome' | 'headline' | 'sentences'>;

/** What the last event was for the recorded program; null before the first one. */
export function recordedStep(heap: RecordedHeap): RecordedStep | null {
  const { blocks, at } = heap;
  if (at === 0) return null;
  const event = at - 1;
  const made = blocks.madeBy(event);
  const ended = blocks.endedBy(event);
  const told = tell(heap, event, made, ended);
  const contradicts = told.outcome === 'done' && made !== NO_RANK && shared(heap, made) !== null;
  return {
    source: blocks.trace.lineText(event).trim(),
    ...told,
    outcome: contradicts ? 'inconsistency' : told.outcome,
    touched: [...touched(blocks, ended, 'freed'), ...touched(blocks, made, 'allocated')],
  };
}

function touched(blocks: RecordedBlocks, rank: number, role: TouchRole): TouchedBlock[] {
  if (rank === NO_RANK) return [];
  return [{ block: blocks.start[rank], extent: blocks.extentAt(rank), role }];
}

function tell(heap: RecordedHeap, event: number, made: number, ended: number): Told {
  const { trace } = heap.blocks;
  const kind: EventKind = trace.kind[event];
  switch (kind) {
    case EventKind.Mark:
      return short('mark', 'A mark: nothing happened to the heap.');
    case EventKind.Free:
      return freed(heap, event, ended);
    case EventKind.Alloc:
    case EventKind.Calloc:
      return made === NO_RANK ? notPlaced(trace, event) : allocated(heap, made);
    case EventKind.Realloc: {
      if (made !== NO_RANK)
        return ended === NO_RANK ? allocated(heap, made) : moved(heap, made, ended);
      const { where } = addressIn(trace, event);
      const result = reallocResult(trace.sizeOf(event), where);
      if (result === 'freed') return freed(heap, event, ended);
      return notPlaced(trace, event);
    }
  }
}

function short(outcome: StepOutcome, text: string): Told {
  return { outcome, headline: [text], sentences: [] };
}

function allocated(heap: RecordedHeap, made: number): Told {
  const { blocks } = heap;
  const size = plural(blocks.sizeAt(made), 'byte');
  return {
    outcome: 'done',
    headline: ['The program got ', addressSpan(blocks, made), ` (${size}) from its allocator.`],
    sentences: placeSentences(heap, made),
  };
}

function moved(heap: RecordedHeap, made: number, ended: number): Told {
  const { blocks } = heap;
  const [before, after] = [blocks.sizeAt(ended), blocks.sizeAt(made)];
  const sizes = `${plural(before, 'byte')} became ${plural(after, 'byte')}`;
  const isSame = blocks.start[made] === blocks.start[ended];
  const headline: Span[] = isSame
    ? ['Resized in place at ', addressSpan(blocks, made), `: ${sizes}.`]
    : [`Moved from ${addressOf(blocks, ended)} to `, addressSpan(blocks, made), `: ${sizes}.`];
  return { outcome: 'done', headline, sentences: placeSentences(heap, made, isSame) };
}

function placeSentences(heap: RecordedHeap, made: number, isSame = false): Span[][] {
  const sharing = shared(heap, made);
  return [sharing ?? around(heap, made), ...(isSame ? [] : [reuse(heap.blocks, made)])];
}

function freed(heap: RecordedHeap, event: number, ended: number): Told {
  const { blocks } = heap;
  const { trace } = blocks;
  if (trace.id[event] === NULL_ID) return short('done', 'Freeing null does nothing.');
  const { where, text } = addressIn(trace, event);
  if (ended === NO_RANK) {
    if (where === AddressKind.Null) return short('done', 'Freeing null does nothing.');
    if (where !== AddressKind.Known) {
      return short(
        'done',
        'The program gave a block back; the recording does not say where it was.',
      );
    }
    const told = short('inconsistency', `The program gave ${text} back, where no block is known.`);
    const why = 'The recording did not see it allocated, or it had been given back before.';
    return { ...told, sentences: [[why]] };
  }
  const address = addressOf(blocks, ended);
  const size = plural(blocks.sizeAt(ended), 'byte');
  const id = idOf(blocks, ended);
  // Recorders take the address for an id.
  const what = id === address ? size : `${size}, block ${id}`;
  const age = plural(event - blocks.born[ended], 'event');
  const sentences: Span[][] = [
    [`It had lived for ${age}. What the allocator did with it, a recording does not say.`],
  ];
  const isOther =
    trace.kind[event] === EventKind.Free && where === AddressKind.Known && text !== address;
  if (isOther) {
    sentences.unshift([`The recording says that ${text} was given back: that is not its address.`]);
  }
  return {
    outcome: isOther ? 'inconsistency' : 'done',
    headline: [`The program gave back ${address} (${what}).`],
    sentences,
  };
}

/** An allocation that made no block with a place. */
function notPlaced(trace: Trace, event: number): Told {
  const size = plural(trace.sizeOf(event), 'byte');
  const { where, text } = addressIn(trace, event);
  if (where === AddressKind.Null) {
    const told = short('failed', `The program asked for ${size} and got nothing.`);
    const isRealloc = trace.kind[event] === EventKind.Realloc;
    return isRealloc ? { ...told, sentences: [['The old block stays as it is.']] } : told;
  }
  if (where === AddressKind.Known && trace.sizeOf(event) > MOST_EXTENT) {
    return short(
      'inconsistency',
      `The recording says ${size} at ${text}: more than can be true. Not shown.`,
    );
  }
  return short('done', `The program got ${size}; the recording does not say where.`);
}

function addressIn(trace: Trace, event: number): { where: AddressKind; text: string } {
  const halves = { high: 0, low: 0 };
  const where = trace.readAddress(event, halves);
  return { where, text: addressText((BigInt(halves.high) << 32n) | BigInt(halves.low)) };
}
