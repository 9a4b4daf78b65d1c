import { integer, object, oneOf } from '../base/check';
import { command, request } from './message';

/** What blocks of one group have in common. */
export const LEAK_KEYS = ['label', 'source', 'size', 'prefix'] as const;
export type LeakKey = (typeof LEAK_KEYS)[number];

/** What is live after an event, of what was made since another: how far that is worked out. */
export interface LeaksView {
  /** Made by one of these events (from 1), and live after `to`. */
  readonly from: number;
  readonly to: number;
  readonly by: LeakKey;
  readonly blocks: number;
  /** Sum of what was asked for. */
  readonly bytes: number;
  readonly groups: number;
  /** How far it is, 0 to 1, while it is worked out; else null. */
  readonly fraction: number | null;
}

const event = integer(0, 2 ** 32);

/** Work out which blocks made by the events `from..to` (from 1) are live after `to`, in groups. */
export const findLeaks = command(
  'findLeaks',
  object({ from: event, to: event, by: oneOf(...LEAK_KEYS) }),
);
export const cancelLeaks = command('cancelLeaks', object({}));

/** The most groups one request may ask for. */
const GROUPS_LIMIT = 2000;

export interface LeakGroup {
  /** What the blocks have in common, as the trace has it: hostile. Of sizes the number. */
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
  /** The events that allocated the oldest and the newest of them, from 1. */
  readonly first: number;
  readonly last: number;
  /** Line of the first, from 1. */
  readonly line: number;
  /** The filter of the table that shows them; empty where there is none. */
  readonly filter: string;
  /** Whether it is what was left when there were too many names. */
  readonly isRest: boolean;
}

/** Groups of what was worked out last, most bytes first. */
export const leakGroups = request<
  { start: number; count: number },
  { readonly groups: readonly LeakGroup[] }
>('leakGroups', object({ start: integer(0, 2 ** 32), count: integer(0, GROUPS_LIMIT) }));

/** The most marks that are offered as ends. */
export const MARKS_LIMIT = 200;

/** The first marks of the trace: their events, from 1, and texts. */
export const marksWindow = request<
  Record<string, never>,
  { readonly events: readonly number[]; readonly texts: readonly string[] }
>('marksWindow', object({}));
