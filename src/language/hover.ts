import { NONE } from '../engine/block';
import { headlineOf } from '../projection/prose/headline';
import { plainText } from '../projection/prose/words';
import { stepReport } from '../projection/stepReport';
import { NO_EVENT } from '../replay/journal';
import type { ReplayState } from '../replay/replayState';
import type { ReplayView } from '../replay/replayView';
import { goTo } from '../replay/secondHeap';
import type { Paragraph } from './hoverText';
import { lifeParagraphs } from './lifeText';
import { touches, type Columns } from './lines';
import { extentOf, partAt, partsOf } from './parts';
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
  const whole = extentOf(cut);
  if (whole === undefined || !touches(whole, column)) return undefined;
  const [first] = cut.parts;
  const word = wordParagraphs(cut, column);
  const part = partAt(cut, column);
  if (word !== undefined && part !== first) return { ...columnsOf(part ?? first), parts: [word] };
  const event = replay.trace.eventAtOrBefore(line);
  if (event < 0 || replay.trace.lineOf(event) !== line) {
    return word && { ...columnsOf(first), parts: [word] };
  }
  const told = [...(yield* explanationOf(replay, view, event)), ...lifeParagraphs(replay, event)];
  return { ...whole, parts: word ? [told, word] : [told] };
}

function* explanationOf(
  replay: ReplayState,
  view: ReplayView | undefined,
  event: number,
): Work<Paragraph[]> {
  const headline = plainText(headlineOf(replay, event));
  const isPlain = replay.journal.isRefused(event) || !isOperation(replay, event);
  if (view === undefined || isPlain) return [[{ bold: headline }]];
  yield* goTo(view, event);
  const report = stepReport(view, view.explainStep());
  const sentences = (report?.sections ?? [])
    .flatMap((section) => section.sentences.map(plainText))
    .slice(0, MOST_SENTENCES);
  const why = sentences.map((sentence, i) => (i === 0 ? sentence : ` ${sentence}`));
  return [[{ bold: headline }], ...(why.length > 0 ? [why] : [])];
}

/** Whether the allocator had anything to do. */
function isOperation({ journal, trace }: ReplayState, event: number): boolean {
  const acts = journal.blockOf(event) !== NONE || journal.originOf(event) !== NO_EVENT;
  return acts || journal.faultAfter(event - 1) === event || trace.sizeOf(event) > 0;
}

function columnsOf({ from, to }: Columns): Columns {
  return { from, to };
}
