import { boolean, integer, object, type Check } from '../src/base/check';

/** What the timeline draws and a person can leave out, in the order of the legend. */
export const CURVES = ['live', 'free', 'largest', 'failures', 'flags'] as const;
export type CurveName = (typeof CURVES)[number];

/** How a person has arranged the timeline. Places are numbers of events that have happened. */
export interface TimelineArrangement {
  /** The events that are shown; both 0 for the whole trace. */
  readonly from: number;
  readonly to: number;
  /** The range that is selected; both 0 for none. */
  readonly rangeFrom: number;
  readonly rangeTo: number;
  /** What the legend turned off. */
  readonly hidden: readonly CurveName[];
  /** Whether the bytes are drawn to the scale of the most live ones, instead of the heap. */
  readonly fit: boolean;
  /** Whether it is shown as a table. */
  readonly table: boolean;
}

export const INITIAL_TIMELINE: TimelineArrangement = {
  from: 0,
  to: 0,
  rangeFrom: 0,
  rangeTo: 0,
  hidden: [],
  fit: false,
  table: false,
};

/** What stays when another trace comes into view. */
export function timelineForTrace(arrangement: TimelineArrangement): TimelineArrangement {
  return { ...arrangement, from: 0, to: 0, rangeFrom: 0, rangeTo: 0 };
}

const place = integer(0, 2 ** 32);

const curveNames: Check<readonly CurveName[]> = (value) =>
  Array.isArray(value) && value.length <= CURVES.length
    ? value.filter((each) => CURVES.includes(each))
    : undefined;

export const checkTimeline = object<TimelineArrangement>({
  from: place,
  to: place,
  rangeFrom: place,
  rangeTo: place,
  hidden: curveNames,
  fit: boolean,
  table: boolean,
});
