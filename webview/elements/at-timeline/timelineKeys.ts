/** What a key asks of the timeline while its plot has the focus. */
export type TimelineIntent =
  | { readonly kind: 'read'; readonly by: 'event' | 'step' | 'page'; readonly direction: 1 | -1 }
  | { readonly kind: 'readEnd'; readonly end: 'from' | 'to' }
  | { readonly kind: 'pan'; readonly direction: 1 | -1 }
  | { readonly kind: 'zoom'; readonly direction: 'in' | 'out' | 'all' }
  | { readonly kind: 'rangeEdge'; readonly edge: 'from' | 'to' }
  | { readonly kind: 'go' }
  | { readonly kind: 'clear' };

const PLAIN: { readonly [key: string]: TimelineIntent } = {
  ArrowLeft: { kind: 'read', by: 'step', direction: -1 },
  ArrowRight: { kind: 'read', by: 'step', direction: 1 },
  PageUp: { kind: 'read', by: 'page', direction: -1 },
  PageDown: { kind: 'read', by: 'page', direction: 1 },
  Home: { kind: 'readEnd', end: 'from' },
  End: { kind: 'readEnd', end: 'to' },
  '+': { kind: 'zoom', direction: 'in' },
  '=': { kind: 'zoom', direction: 'in' },
  '-': { kind: 'zoom', direction: 'out' },
  '0': { kind: 'zoom', direction: 'all' },
  '[': { kind: 'rangeEdge', edge: 'from' },
  ']': { kind: 'rangeEdge', edge: 'to' },
  Enter: { kind: 'go' },
  ' ': { kind: 'go' },
  Escape: { kind: 'clear' },
};

const WITH_SHIFT: { readonly [key: string]: TimelineIntent } = {
  ArrowLeft: { kind: 'pan', direction: -1 },
  ArrowRight: { kind: 'pan', direction: 1 },
  '+': { kind: 'zoom', direction: 'in' },
};

const WITH_CTRL: { readonly [key: string]: TimelineIntent } = {
  ArrowLeft: { kind: 'read', by: 'event', direction: -1 },
  ArrowRight: { kind: 'read', by: 'event', direction: 1 },
};

/** What a key asks for, or undefined if it is none of the timeline's. */
export function intentOfKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): TimelineIntent | undefined {
  // `[` and `]` need AltGr on many keyboards, which some systems report as Ctrl and Alt.
  if (event.key === '[' || event.key === ']') return PLAIN[event.key];
  if (event.altKey) return undefined;
  const keys = event.ctrlKey || event.metaKey ? WITH_CTRL : event.shiftKey ? WITH_SHIFT : PLAIN;
  return Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
}
