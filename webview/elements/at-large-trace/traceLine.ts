import { html, nothing, svg } from 'lit';
import { visibleText } from '../../../src/base/visibleText';
import type { LineBreakpoint, LineMark } from '../../../src/protocol/largeTrace';
import { styleOf } from '../styleOf';
import { lineSegments, type Segment } from './lineSegments';
import { coloredParts, lineTokens, type LineToken } from './lineTokens';

/** One line of a trace is never shown longer than this. */
const LONGEST_SHOWN = 4000;

/** A line with all that is said of it. */
export interface ShownLine {
  /** From 1. */
  readonly line: number;
  /** Empty until it has come. Hostile text. */
  readonly text: string;
  /** The line goes on. */
  readonly isCut: boolean;
  /** The line of the event that is shown. */
  readonly isCurrent: boolean;
  readonly hasCaret: boolean;
  readonly breakpoint: LineBreakpoint | undefined;
  readonly hasBookmark: boolean;
  readonly marks: readonly LineMark[];
}

/** What all lines have in common. */
export interface LineLook {
  readonly height: string;
  readonly numberWidth: string;
  readonly lineCount: number;
}

/** A line as the text editor shows it: mark and number in the margin, and the text. */
export function traceLine(
  { line, text, isCut, isCurrent, hasCaret, breakpoint, hasBookmark, marks }: ShownLine,
  { height, numberWidth, lineCount }: LineLook,
) {
  const tokens = lineTokens(text);
  return html`<div
    class="line ${isCurrent ? 'current' : ''} ${hasCaret ? 'caret' : ''}"
    role="option"
    id=${`line-${line}`}
    data-line=${line}
    aria-selected=${hasCaret ? 'true' : 'false'}
    aria-current=${isCurrent ? 'step' : nothing}
    aria-posinset=${line}
    aria-setsize=${lineCount}
    ${styleOf({ height, 'line-height': height })}
  >
    <span class="gutter"
      ><span class="glyph">${glyph(isCurrent, breakpoint)}</span
      ><span class="number" ${styleOf({ width: numberWidth })}>${line}</span
      ><span class="space">${hasBookmark ? BOOKMARK : nothing}</span></span
    ><span class="content"
      >${lineSegments(text, marks).map((segment) => renderSegment(segment, tokens))}${
        isCut ? html`<span class="more">…</span>` : nothing
      }</span
    >
  </div>`;
}

/** The marks of the current line and of a breakpoint, as the text editor has them in its margin. */
function glyph(isCurrent: boolean, breakpoint: LineBreakpoint | undefined) {
  if (!isCurrent && breakpoint === undefined) return nothing;
  return html`<svg viewBox="0 0 16 16" role="img" aria-label=${labelOf(isCurrent, breakpoint)}>
    ${isCurrent ? CURRENT : nothing}${
      breakpoint === undefined
        ? nothing
        : svg`<path class="breakpoint ${breakpoint.enabled ? '' : 'disabled'}" d=${
            isCurrent ? DOT : SHAPES[breakpoint.kind]
          } />`
    }
  </svg>`;
}

function labelOf(isCurrent: boolean, breakpoint: LineBreakpoint | undefined): string {
  const named = breakpoint && `${breakpoint.enabled ? '' : 'disabled '}${NAMES[breakpoint.kind]}`;
  return [isCurrent ? 'current line' : undefined, named].filter(Boolean).join(', ');
}

const NAMES = {
  plain: 'breakpoint',
  conditional: 'conditional breakpoint',
  message: 'log message',
} as const;

const CURRENT = svg`<path
  d="M3 4.25A1.25 1.25 0 0 1 4.25 3h4.4a1.25 1.25 0 0 1 .93.42l3.6 4a.87.87 0 0 1 0 1.16l-3.6 4a1.25 1.25 0 0 1-.93.42h-4.4A1.25 1.25 0 0 1 3 11.75z"
/>`;

/** Behind the number, where it is beside all that may stand before it. */
const BOOKMARK = html`<svg viewBox="0 0 16 16" role="img" aria-label="bookmark">
  <path
    d="M4.5 2.5a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v11.2a.4.4 0 0 1-.66.3L8 11.5 5.16 14a.4.4 0 0 1-.66-.3z"
  />
</svg>`;

/** A disc, one with an equals sign cut out, a diamond; and what fits into the current line's mark. */
const SHAPES = {
  plain: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  conditional: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM6 6.5h4v1H6zM6 8.5h4v1H6z',
  message: 'M8 3.2 12.8 8 8 12.8 3.2 8z',
} as const;
const DOT = 'M7 5.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5z';

function renderSegment({ text, from, severity, messages }: Segment, tokens: readonly LineToken[]) {
  const parts = coloredParts(text, from, tokens).map(({ text: part, kind }) =>
    kind === null
      ? shownText(part)
      : html`<span class=${`token-${kind}`}>${shownText(part)}</span>`,
  );
  if (severity === null) return parts;
  const hover = messages.map((message) => visibleText(message, 1000)).join('\n');
  return html`<span class="mark ${severity}" data-hover=${hover}>${parts}</span>`;
}

/** Tabs stay: in a line of text they are what they look like. */
function shownText(text: string): string {
  return text
    .split('\t')
    .map((part) => visibleText(part, LONGEST_SHOWN))
    .join('\t');
}
