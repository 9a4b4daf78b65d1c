import { visibleText } from '../base/visibleText';

/** A piece of a paragraph. Texts may hold what a trace says. */
export type Piece =
  | string
  | { readonly bold: string }
  /** Text of our own, never of a trace. */
  | { readonly code: string }
  /** Leads to what the trace says after so many events. */
  | { readonly goTo: number; readonly text: string };

export type Paragraph = readonly Piece[];

/** Of a longer piece the beginning must do: it holds a text of a trace that nobody wrote by hand. */
const LONGEST = 600;

/**
 * Paragraphs as Markdown in which nothing of a trace can be markup, a link, an icon or HTML: what
 * has a meaning in Markdown, and that is only punctuation, is escaped throughout.
 * @param linkTo the address of a link, which must be safe as it stands
 */
export function markdownOf(
  paragraphs: readonly Paragraph[],
  linkTo: (at: number) => string,
): string {
  return paragraphs
    .map((paragraph) => paragraph.map((piece) => markdownOfPiece(piece, linkTo)).join(''))
    .join('\n\n');
}

function markdownOfPiece(piece: Piece, linkTo: (at: number) => string): string {
  if (typeof piece === 'string') return escaped(piece);
  if ('bold' in piece) return `**${escaped(piece.bold)}**`;
  if ('code' in piece) return `\`${piece.code}\``;
  return `[${escaped(piece.text)}](${linkTo(piece.goTo)})`;
}

/** Text as Markdown that shows just that. */
function escaped(text: string): string {
  return visibleText(text, LONGEST).replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}
