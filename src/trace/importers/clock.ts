const DAY = 86_400_000_000_000;

/** Times of a recording as nanoseconds since its first one. */
export class Clock {
  private first: number | undefined;
  private last = 0;
  private days = 0;

  /** A time of day (`21:12:34.228932`) or seconds with a fraction. Never goes back. */
  at(text: string): number {
    const [whole, fraction = ''] = text.split('.');
    const seconds = whole.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    // Apart, because seconds since 1970 in nanoseconds are above 2^53.
    this.first ??= seconds;
    let t = (seconds - this.first) * 1e9 + Number(fraction.padEnd(9, '0').slice(0, 9));
    if (text.includes(':')) {
      // After midnight the clock begins again. Threads that overtake each other make small steps back.
      if (t + this.days < this.last - DAY / 2) this.days += DAY;
      t += this.days;
    }
    this.last = Math.min(Math.max(this.last, t, 0), Number.MAX_SAFE_INTEGER);
    return this.last;
  }
}
