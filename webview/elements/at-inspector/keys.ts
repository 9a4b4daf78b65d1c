export type Step = 'back' | 'forward';

/** Whether what has the focus takes arrow keys itself: what is wider than its place scrolls. */
function takesArrows(element: EventTarget | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  const isWide = element.matches('.scrolls') && element.scrollWidth > element.clientWidth;
  return isWide || element.matches('input, select, textarea, summary');
}

/** The step that a key asks for, unless something that has the focus needs the key. */
export function stepOfKey(event: KeyboardEvent): Step | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
    return undefined;
  }
  if (takesArrows(event.composedPath()[0])) return undefined;
  if (event.key === 'ArrowRight') return 'forward';
  return event.key === 'ArrowLeft' ? 'back' : undefined;
}

/** Whether a key asks for the list of keys: where one types it is a question mark. */
export function isHelpKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return false;
  const target = event.composedPath()[0];
  const isTyped =
    target instanceof HTMLElement && target.matches('input:not([type="range"]), select, textarea');
  return event.key === '?' && !isTyped;
}

/** A browser would load the page anew on F5; here it plays, and Ctrl+Shift+F5 restarts. */
export function isReloadKey(event: KeyboardEvent): boolean {
  return event.key === 'F5';
}
