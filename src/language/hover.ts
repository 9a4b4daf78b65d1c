import { NONE } from '../engine/block';
import { headlineOf } from '../projection/prose/headline';
import { stepReport } from '../projection/stepReport';
import type { Span } from '../protocol/state';
import { NO_EVENT } from '../replay/journal';
import type { ReplayState } from '../replay/replayState';
import type { ReplayView } from '../replay/replayView';
import type { Paragraph } from './hoverText';
import { lifeParagraphs } from './lifeText';
import { partAt, partsOf, type LineParts } from './parts';
import { goTo } from './secondCursor';
import type { Work } from './slices';
import { wordParagraphs } from './wordText';

/** Sentences of an explanation; the inspector has all of them. */
const MOST_SENTENCES = 6;

/** What a hover shows, and the columns of the line that it is about. */
export interface HoverAt {
  readonly from: number;
  readonly to: number;
  /** Each a part of its own. */
  readonly parts: readonly (readonly Paragraph[])[];
}

/**
 * What there is to say at a column of a line: of a word its meaning, of an event what it did and
 * why, and the life of its block. Undefined in comments and where nothing stands.
 * @param view a second cursor; without one there is no why
 */
export function* hoverAt(
  replay: ReplayState,
  view: ReplayView | undefined,
  text: string,
  line: number,
  column: number,
): Work<HoverAt | undefined> {
  const cut = partsOf(text);
  const first = cut.parts.at(0);
  if (first === undefined || column < first.from || column > cut.parts.at(-1)!.to) return undefined;
  const word = wordParagraphs(cut, column);
  const part = partAt(cut, column);
  if (word !== undefined && part !== first) return { ...rangeOf(part ?? first), parts: [word] };
  const event = replay.trace.eventAtOrBefore(line);
  if (event < 0 || replay.trace.lineOf(event) !== line) {
    return word && { ...rangeOf(first), parts: [word] };
  }
  const told = [...(yield* explanationOf(replay, view, event)), ...lifeParagraphs(replay, event)];
  return { ...wholeOf(cut), parts: word ? [told, word] : [told] };
}

function* explanationOf(
  replay: ReplayState,
  view: ReplayView | undefined,
  event: number,
): Work<Paragraph[]> {
  const headline = textOf(headlineOf(replay, event));
  const isPlain = replay.journal.isRefused(event) || !isOperation(replay, event);
  if (view === undefined || isPlain) return [[{ bold: headline }]];
  yield* goTo(view, event);
  const report = stepReport(view, view.explainStep());
  const sentences = (report?.sections ?? [])
    .flatMap((section) => section.sentences.map(textOf))
    .slice(0, MOST_SENTENCES);
  const why = sentences.map((sentence, i) => (i === 0 ? sentence : ` ${sentence}`));
  return [[{ bold: headline }], ...(why.length > 0 ? [why] : [])];
}

/** Whether the allocator had anything to do. */
function isOperation({ journal, trace }: ReplayState, event: number): boolean {
  const acts = journal.blockOf(event) !== NONE || journal.originOf(event) !== NO_EVENT;
  return acts || journal.faultAfter(event - 1) === event || trace.sizeOf(event) > 0;
}

function textOf(spans: readonly Span[]): string {
  return spans.map((span) => (typeof span === 'string' ? span : span.text)).join('');
}

function rangeOf({ from, to }: { readonly from: number; readonly to: number }) {
  return { from, to };
}

function wholeOf({ parts }: LineParts) {
  return { from: parts[0].from, to: parts.at(-1)!.to };
}
