const MARGIN = 4;
/** Between the popover and what it belongs to. */
const GAP = 2;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a popover stands, in pixels of the window, and how tall it may be. */
export interface PopoverPlace {
  readonly left: number;
  readonly top: number;
  readonly most: number;
}

/**
 * Below the anchor, or above it where there is more room; so low that all of it is in the window:
 * what it has no room for it scrolls. To the left of the anchor's right end where it would leave
 * the window.
 */
export function popoverPlace(
  anchor: { left: number; right: number; top: number; bottom: number },
  { width, height }: Size,
  window: Size,
): PopoverPlace {
  const { left, right, top, bottom } = anchor;
  const below = window.height - MARGIN - bottom - GAP;
  const above = top - GAP - MARGIN;
  const isBelow = height <= below || below >= above;
  const most = Math.max(0, isBelow ? below : above);
  const x = left + width + MARGIN <= window.width ? left : right - width;
  return {
    left: Math.max(MARGIN, Math.min(x, window.width - width - MARGIN)),
    top: isBelow ? bottom + GAP : top - GAP - Math.min(height, most),
    most,
  };
}

/** Gives a popover that has just opened its place beside an element. */
export function placeBelow(popover: HTMLElement, anchor: HTMLElement): void {
  popover.style.maxHeight = '';
  const size = { width: popover.offsetWidth, height: popover.offsetHeight };
  const page = { width: window.innerWidth, height: window.innerHeight };
  const { left, top, most } = popoverPlace(anchor.getBoundingClientRect(), size, page);
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
  if (size.height > most) popover.style.maxHeight = `${most}px`;
}
