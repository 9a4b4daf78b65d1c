import { formatCount, plural } from '../base/format';
import { visibleText } from '../base/visibleText';
import { NONE } from '../engine/block';
import { sourceText } from '../projection/blockValues';
import { alignmentOf } from '../replay/execute';
import { NO_EVENT, type Journal } from '../replay/journal';
import type { ReplayState } from '../replay/replayState';
import type { Paragraph, Piece } from './hoverText';

/** Of a longer name, label or path the beginning must do. */
const LONGEST = 120;

/**
 * The life of the block that an event is about: where it was allocated and freed, how long it
 * lived, what was asked for, and where in the program's source. Then links to those events.
 */
export function lifeParagraphs(replay: ReplayState, event: number): Paragraph[] {
  const birth = birthOf(replay.journal, event);
  const links = [link(event, 'Go to this event')];
  if (birth === NO_EVENT) return [links];
  const end = replay.journal.endOf(birth);
  if (birth !== event) links.push(link(birth, 'Go to its allocation'));
  if (end !== NO_EVENT && end !== event) links.push(link(end, 'Go to its end'));
  return [lifeOf(replay, birth, end), separated(links)];
}

/** The event that allocated the block which an event is about, or NO_EVENT. */
function birthOf(journal: Journal, event: number): number {
  if (journal.blockOf(event) !== NONE) return event;
  const origin = journal.originOf(event);
  if (origin !== NO_EVENT) return origin;
  // A free that was refused: the block that the first one freed.
  const related = journal.isRefused(event) ? journal.relatedTo(event) : NO_EVENT;
  return related === NO_EVENT ? NO_EVENT : journal.originOf(related);
}

function lifeOf(replay: ReplayState, birth: number, end: number): Paragraph {
  const { trace, config } = replay;
  const { label, at, tid } = trace.attributesOf(birth);
  const name = `Block ${visibleText(trace.idText(trace.newIdOf(birth)), LONGEST)}`;
  const facts = [
    `allocated by ${eventText(replay, birth)}`,
    end === NO_EVENT
      ? 'live at the end of the trace'
      : `${endVerb(replay, end)} by ${eventText(replay, end)}, ${plural(end - birth, 'event')} later`,
    `${plural(trace.sizeOf(birth), 'byte')} asked for, aligned to ${formatCount(alignmentOf(trace, birth, config.align))}`,
  ];
  if (at !== undefined) {
    facts.push(`from ${sourceText({ ...at, path: visibleText(at.path, LONGEST) })}`);
  }
  if (tid !== undefined) facts.push(`thread ${tid}`);
  const labelText = label === undefined ? '' : ` "${visibleText(label, LONGEST)}"`;
  return [{ bold: name }, labelText, `: ${facts.join('; ')}.`];
}

function endVerb({ journal }: ReplayState, end: number): string {
  return journal.blockOf(end) === NONE ? 'freed' : 'moved';
}

/** `event 1,204 on line 1,211` */
function eventText({ trace }: ReplayState, event: number): string {
  return `event ${formatCount(event + 1)} on line ${formatCount(trace.lineOf(event) + 1)}`;
}

function link(event: number, text: string): Piece {
  return { goTo: event + 1, text };
}

function separated(pieces: readonly Piece[]): Paragraph {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [' | ', piece]));
}
