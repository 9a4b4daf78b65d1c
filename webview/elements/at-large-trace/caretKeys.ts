/**
 * How many lines a key moves the caret, infinite for an end of the text; undefined if it does not.
 * With Alt or Meta keys are VS Code's.
 */
export function caretMoveOf(
  { key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent,
  page: number,
): number | undefined {
  if (altKey || metaKey || shiftKey) return undefined;
  if (ctrlKey) return { Home: -Infinity, End: Infinity }[key];
  return { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[key];
}

/** Whether a key sets or removes a breakpoint in the caret's line. Held down, it does so once. */
export function togglesBreakpoint(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey, shiftKey, repeat } = event;
  return key === 'F9' && !(ctrlKey || altKey || metaKey || shiftKey || repeat);
}

/** Lines that a key scrolls without moving the caret, as in the text editor. */
export function scrollOf({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): number | undefined {
  if (!ctrlKey || altKey || metaKey) return undefined;
  return { ArrowUp: -1, ArrowDown: 1 }[key];
}
