import { object, oneOf, type Check } from '../base/check';

/** The requests that a view makes anew with each state, with the same parameters most of the time. */
const REPEATED = [
  'blockWindow',
  'blockHistogram',
  'blockTotals',
  'bytesWindow',
  'changesWindow',
  'fragmentationWindow',
  'freeListWindow',
  'mapWindow',
] as const;

/** A window that the view asked for when it showed a state. */
export interface AskedWindow {
  readonly method: (typeof REPEATED)[number];
  /** As the request has them; checked like those of a request. */
  readonly params: unknown;
}

/**
 * The answer to a window that the view has not asked for yet: it travels with the state, so that
 * both are drawn in one frame and no question has to go there and back.
 */
export interface AnswerAhead extends AskedWindow {
  readonly result: unknown;
}

/** Whether a request is one of those. */
export function isRepeated(asked: {
  readonly method: string;
  readonly params: unknown;
}): asked is AskedWindow {
  return REPEATED.some((method) => method === asked.method);
}

/**
 * So many states may be on their way to a view before it has painted the first of them: a hop to the
 * view takes longer than making a state or painting it, so one at a time would leave all of them
 * idle.
 */
export const MOST_UNDER_WAY = 3;

/** More than a view has with all its parts open. */
export const MOST_WINDOWS = 16;

const asked = object<AskedWindow>({ method: oneOf(...REPEATED), params: (value) => value });

/** The windows of one state. */
export const askedWindows: Check<readonly AskedWindow[]> = (value) => {
  if (!Array.isArray(value) || value.length > MOST_WINDOWS) return undefined;
  const windows = value.map(asked);
  return windows.includes(undefined) ? undefined : (windows as AskedWindow[]);
};
