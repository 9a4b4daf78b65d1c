import type { Place } from '../session/sessionTypes';

/** Places that are kept at most; the oldest give way. */
const MOST_PLACES = 200;

/** Where traces are to begin that are not open now, by document: each place is taken once. */
export class ClosedPlaces {
  private readonly places = new Map<string, Place>();

  keep(uri: string, place: Place): void {
    this.places.delete(uri);
    this.places.set(uri, place);
    const [oldest] = this.places.keys();
    if (this.places.size > MOST_PLACES && oldest !== undefined) this.places.delete(oldest);
  }

  /** The documents of which a place is kept. */
  get uris(): readonly string[] {
    return [...this.places.keys()];
  }

  take(uri: string): Place | undefined {
    const place = this.places.get(uri);
    this.places.delete(uri);
    return place;
  }
}
