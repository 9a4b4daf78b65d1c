import type { MapRange } from './mapRange';

const ZOOM_STEP = 2;

/** What the keys of the map can do besides zooming and panning. */
export interface KeyHost {
  readonly range: MapRange;
  selectNeighbour(direction: -1 | 1): void;
  selectNothing(): void;
}

/** What a key does in the map, or undefined if it has no meaning there. */
export function actionOfKey(
  { range, selectNeighbour, selectNothing }: KeyHost,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): (() => void) | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const actions: { readonly [key: string]: () => void } = {
    ArrowLeft: () => selectNeighbour(-1),
    ArrowRight: () => selectNeighbour(1),
    ArrowUp: () => range.pan(-range.shape().bytesPerRow),
    ArrowDown: () => range.pan(range.shape().bytesPerRow),
    PageUp: () => range.pan(-range.span),
    PageDown: () => range.pan(range.span),
    Home: () => range.pan(-Infinity),
    End: () => range.pan(Infinity),
    '+': () => zoomIn(range),
    '=': () => zoomIn(range),
    '-': () => zoomOut(range),
    '0': () => range.showAll(),
    Escape: () => selectNothing(),
  };
  return Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
}

/** Does what a key means in the map; a key that means something goes no further. */
export function takeMapKey(event: KeyboardEvent, host: KeyHost): void {
  const action = actionOfKey(host, event);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

export function zoomIn(range: MapRange): void {
  range.zoom(1 / ZOOM_STEP);
}

export function zoomOut(range: MapRange): void {
  range.zoom(ZOOM_STEP);
}
