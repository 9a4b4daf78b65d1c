/**
 * What nobody sees follows when nothing has changed for so many milliseconds, so that it takes no time
 * from steps that follow each other; and after so many at the latest.
 */
const QUIET = 250;
const AT_LATEST = 2000;
/** So near to the edge counts as in sight, so that scrolling finds everything up to date. */
const MARGIN = '150px';

let observer: IntersectionObserver | undefined;
const unseen = new WeakSet<Element>();
const waiting = new Map<Element, () => void>();
let timer: number | undefined;
/** When the first of those began to wait. */
let waitingSince = 0;

function onSight(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) {
      unseen.delete(target);
      release(target);
    } else unseen.add(target);
  }
}

function release(element: Element): void {
  waiting.get(element)?.();
  waiting.delete(element);
}

function releaseAll(): void {
  for (const element of waiting.keys()) release(element);
}

/** From now on it is known whether a part is in sight; until the first frame it counts as so. */
export function watchSight(part: Element): void {
  observer ??= new IntersectionObserver(onSight, { rootMargin: MARGIN });
  observer.observe(part);
}

export function forgetSight(part: Element): void {
  observer?.unobserve(part);
  unseen.delete(part);
  release(part);
}

/** Undefined if a part is in sight; else it may wait for this: until it is seen, or a while. */
export function outOfSight(part: Element): Promise<void> | undefined {
  if (!unseen.has(part)) return undefined;
  const now = performance.now();
  if (waiting.size === 0) waitingSince = now;
  window.clearTimeout(timer);
  timer = window.setTimeout(releaseAll, Math.min(QUIET, waitingSince + AT_LATEST - now));
  return new Promise((resolve) => waiting.set(part, resolve));
}
