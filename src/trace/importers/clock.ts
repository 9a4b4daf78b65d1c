const DAY = 86_400;
/** Threads overtake each other, and so the lines of one may be late; not by more seconds than this. */
const MOST_LATE = 60;

/** Times of a recording in nanoseconds: since its first one, or as they are. */
export class Clock {
  private first: { seconds: number; nanoseconds: number } | undefined;
  private last = 0;
  private midnights = 0;

  /** @param fromZero whether times already count from the start of the program */
  constructor(fromZero = false) {
    if (fromZero) this.first = { seconds: 0, nanoseconds: 0 };
  }

  /** A time of day (`21:12:34.228932`) or seconds with a fraction. Never negative. */
  at(text: string): number {
    const [whole, fraction = ''] = text.split('.');
    let seconds = whole.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    if (text.includes(':')) seconds = this.sinceFirstMidnight(seconds);
    this.last = Math.max(this.last, seconds);
    const nanoseconds = Number(fraction.padEnd(9, '0').slice(0, 9));
    this.first ??= { seconds, nanoseconds };
    // Apart, because seconds since 1970 in nanoseconds are above 2^53.
    const t = (seconds - this.first.seconds) * 1e9 + nanoseconds - this.first.nanoseconds;
    return Math.min(Math.max(0, t), Number.MAX_SAFE_INTEGER);
  }

  /** Seconds since the first day began. After each midnight the clock begins again. */
  private sinceFirstMidnight(timeOfDay: number): number {
    const seconds = timeOfDay + this.midnights * DAY;
    if (seconds < this.last - DAY / 2) {
      this.midnights++;
      return seconds + DAY;
    }
    const isLate = this.midnights > 0 && seconds - DAY > this.last - MOST_LATE;
    return isLate ? seconds - DAY : seconds;
  }
}
