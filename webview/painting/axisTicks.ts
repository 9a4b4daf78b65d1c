import type { EventRange } from './eventRange';

/** In CSS pixels, between two lines of the axis of bytes and between two numbers of events. */
const BYTES_APART = 26;
const EVENTS_APART = 88;

/**
 * Where the axis of bytes has lines, from the lowest up: multiples of a power of two, and the top.
 * @param most what the height reaches up to, at least 1
 * @param height in CSS pixels
 */
export function byteTicks(most: number, height: number): number[] {
  let step = 1;
  while ((step / most) * height < BYTES_APART) step *= 2;
  const ticks: number[] = [];
  // A line close below the top would run into its number.
  for (let at = step; most - at >= step * 0.75; at += step) ticks.push(at);
  return [...ticks, most];
}

/** Where the axis of events has numbers: multiples of 1, 2 or 5 times a power of ten. */
export function eventTicks({ from, to }: EventRange, width: number): number[] {
  const least = ((to - from) * EVENTS_APART) / Math.max(1, width);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= least) ?? power;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
