import { MARK_SEVERITIES } from '../../../src/protocol/largeTrace';

/** What the ruler beside the scroll bar shows. */
export interface RulerContent {
  /** One a pixel row, as indices into MARK_SEVERITIES. */
  readonly marks: Uint8Array;
  /** Lines with a bookmark as shares of the text. */
  readonly bookmarks: readonly number[];
  /** The current line as a share of the text, or -1. */
  readonly current: number;
  /** The caret's line as a share of the text. */
  readonly caret: number;
}

/** CSS variables in the order of MARK_SEVERITIES. */
const COLORS = [
  '',
  '--vscode-editorOverviewRuler-infoForeground',
  '--vscode-editorOverviewRuler-warningForeground',
  '--vscode-editorOverviewRuler-errorForeground',
];

/**
 * Draws where in the whole text something is: problems at the right, bookmarks at the left, the
 * current line across.
 */
export function drawRuler(canvas: HTMLCanvasElement, content: RulerContent): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  const colors = getComputedStyle(canvas);
  context.scale(scale, scale);
  const bar = (share: number, left: number, thick: number, color: string, wide = width) => {
    context.fillStyle = color;
    context.fillRect(left, Math.min(Math.round(share * height), height - thick), wide, thick);
  };
  for (const [row, mark] of content.marks.entries()) {
    if (mark === 0 || mark >= MARK_SEVERITIES.length) continue;
    const color = colors.getPropertyValue(COLORS[mark] ?? '');
    bar(row / content.marks.length, width * 0.6, 3, color || colors.color);
  }
  const ribbon = colors.getPropertyValue('--vscode-charts-blue') || colors.color;
  for (const share of content.bookmarks) bar(share, 1, 3, ribbon, width * 0.4);
  const frame = colors.getPropertyValue('--vscode-editor-stackFrameHighlightBackground');
  if (content.current >= 0) bar(content.current, 0, 4, frame || colors.color);
  const cursor = colors.getPropertyValue('--vscode-editorCursor-foreground');
  bar(content.caret, 0, 2, cursor || colors.color);
}
