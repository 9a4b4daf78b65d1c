const MARGIN = 4;

/**
 * Puts a popover that has just opened below an element, or above it where there is no room, and
 * inside the window.
 */
export function placeBelow(popover: HTMLElement, anchor: HTMLElement): void {
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  // To the left of the anchor's right end where it would leave the window.
  const x = left + width + MARGIN <= window.innerWidth ? left : right - width;
  const isBelow = bottom + height + MARGIN <= window.innerHeight || bottom < window.innerHeight / 2;
  const y = isBelow ? bottom + 2 : top - height - 2;
  popover.style.left = `${Math.max(MARGIN, Math.min(x, window.innerWidth - width - MARGIN))}px`;
  popover.style.top = `${Math.max(MARGIN, y)}px`;
}
