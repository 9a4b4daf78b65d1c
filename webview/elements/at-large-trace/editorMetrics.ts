/** VS Code's own factors between the sizes of letters and lines. */
const MAC_RATIO = 1.5;
const OTHER_RATIO = 1.35;
/** Below this the setting is a factor, and above it pixels; nothing is lower than this. */
const LEAST = 8;

/**
 * The height of a line in pixels as the text editor computes it.
 * @param fontSize in pixels
 * @param setting `editor.lineHeight`
 */
export function lineHeightOf(fontSize: number, setting: number, isMac: boolean): number {
  const ratio = isMac ? MAC_RATIO : OTHER_RATIO;
  const factor = setting > 0 && setting < LEAST ? setting : ratio;
  const height = Math.round(setting >= LEAST ? setting : fontSize * factor);
  return Math.max(LEAST, height);
}

/** Digits that the numbers of the lines take; the editor, too, leaves room for five. */
export function digitsOf(lineCount: number): number {
  return Math.max(5, String(lineCount).length);
}
