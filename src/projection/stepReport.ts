import { formatCount } from '../base/format';
import type { Explanation } from '../engine/explain';
import { HEADER_SIZE } from '../engine/block';
import type { Heap } from '../engine/heap';
import type { StepReport, StepSection, TouchedBlock } from '../protocol/state';
import { NO_EVENT } from '../replay/journal';
import { Outcome } from '../replay/outcome';
import type { ReplayState } from '../replay/replayState';
import { EventKind } from '../trace/trace';
import { allocSection } from './prose/allocProse';
import { freeSection, inPlaceSection } from './prose/freeProse';
import { headlineOf, stepOutcome } from './prose/headline';

/** Event `replay.at` explained: what came of it and why. Null before the first event. */
export function stepReport(
  replay: ReplayState,
  explanations: readonly Explanation[],
): StepReport | null {
  if (replay.at === 0) return null;
  const event = replay.at - 1;
  return {
    source: replay.trace.lineText(event).trim(),
    outcome: stepOutcome(replay, event),
    headline: headlineOf(replay, event),
    sections: sectionsOf(replay.heap, explanations),
    touched: explanations.flatMap((explanation) => touchedBy(replay.heap, explanation)),
    related: relatedLines(replay, event),
  };
}

function sectionsOf(heap: Heap, explanations: readonly Explanation[]): StepSection[] {
  const sections = explanations.map((explanation) => sectionOf(heap, explanation));
  const [made, freed] = explanations;
  // A realloc that moves: in between, the user data is copied.
  if (made?.kind === 'alloc' && freed?.kind === 'free') {
    const copied = formatCount(Math.min(made.size, freed.requested));
    const sum = `copied = the smaller of old size ${formatCount(freed.requested)} and new size ${formatCount(made.size)} = ${copied}`;
    sections[1] = { ...sections[1], arithmetic: [sum, ...sections[1].arithmetic] };
  }
  return sections;
}

function sectionOf(heap: Heap, explanation: Explanation): StepSection {
  switch (explanation.kind) {
    case 'alloc':
      return allocSection(heap, explanation);
    case 'free':
      return freeSection(heap, explanation);
    case 'inPlace':
      return inPlaceSection(heap, explanation);
  }
}

/** The blocks to outline. Visited ones first, so that the others are drawn over them. */
function touchedBy(heap: Heap, explanation: Explanation): TouchedBlock[] {
  switch (explanation.kind) {
    case 'alloc': {
      const { visits, placement } = explanation;
      const touched: TouchedBlock[] = visits
        .filter(({ block }) => block !== placement?.block)
        .map(({ block, size }) => ({ block, extent: HEADER_SIZE + size, role: 'visited' }));
      if (placement) {
        const { block, blockSize, remainder } = placement;
        touched.push({ block, extent: HEADER_SIZE + blockSize, role: 'allocated' });
        if (remainder) {
          const extent = HEADER_SIZE + remainder.size;
          touched.push({ block: remainder.block, extent, role: 'remainder' });
        }
      }
      return touched;
    }
    case 'free': {
      const { block, size, result } = explanation;
      const touched: TouchedBlock[] = [];
      if (result.size !== size) {
        touched.push({ block: result.block, extent: HEADER_SIZE + result.size, role: 'merged' });
      }
      touched.push({ block, extent: HEADER_SIZE + size, role: 'freed' });
      return touched;
    }
    case 'inPlace':
      return [
        {
          block: explanation.block,
          extent: HEADER_SIZE + heap.blockSize(explanation.block),
          role: 'allocated',
        },
      ];
  }
}

/** Lines that explain this one: the first free, the allocation that a free ends. */
function relatedLines({ trace, journal }: ReplayState, event: number): StepReport['related'] {
  const lines: { text: string; line: number }[] = [];
  const add = (verb: string, related: number) => {
    if (related === NO_EVENT) return;
    const line = trace.lineOf(related) + 1;
    lines.push({ text: `${verb} on line ${formatCount(line)}`, line });
  };
  const outcome: Outcome = journal.outcome[event];
  const wasFreed = outcome === Outcome.DoubleFree || outcome === Outcome.ReallocFreed;
  add(wasFreed ? 'freed' : 'allocated', journal.relatedTo(event));
  const kind: EventKind = trace.kind[event];
  // In the journal a live allocation's origin is the event that will end it.
  const hasOrigin = kind === EventKind.Free || kind === EventKind.Realloc;
  if (hasOrigin) add('allocated', journal.originOf(event));
  return lines;
}
