import type { Bookmark } from '../../session/bookmarks';
import type { Change as MovingChange } from './movedBookmarks';

/** The part of a text change that tells of which other one it is the reverse. */
interface Change extends MovingChange {
  /** How much text went, in UTF-16 units. */
  readonly rangeLength: number;
}

interface Deletion {
  /** Where in the text it began, and how much went. */
  readonly place: string;
  /** In the lines in which they were before. */
  readonly bookmarks: readonly Bookmark[];
}

/** Of one text: who takes back more than that at a stretch has other worries. */
const MOST_DELETIONS = 100;

/**
 * The bookmarks of one text that went with their lines, to be had again when that is undone. To undo
 * an edit gives the very text that was there before, so the lines of then are right.
 */
export class DeletedBookmarks {
  /** The latest last. */
  private readonly deletions: Deletion[] = [];

  /** An edit has taken these away; mostly none. */
  add(changes: readonly Change[], bookmarks: readonly Bookmark[]): void {
    const length = changes.reduce((sum, { rangeLength }) => sum + rangeLength, 0);
    const place = placeOf(changes, length);
    // One without bookmarks counts where it could be taken for an earlier one when it is undone.
    if (bookmarks.length === 0 && !this.deletions.some((each) => each.place === place)) return;
    this.deletions.push({ place, bookmarks });
    if (this.deletions.length > MOST_DELETIONS) this.deletions.shift();
  }

  /** What comes back with the text that undoing or redoing has put there. */
  takeBack(changes: readonly Change[]): readonly Bookmark[] {
    const length = changes.reduce((sum, { text }) => sum + text.length, 0);
    const place = placeOf(changes, length);
    const index = this.deletions.findLastIndex((each) => each.place === place);
    return index < 0 ? [] : this.deletions.splice(index, 1)[0].bookmarks;
  }
}

/** The first place of several is the same before an edit and after it. */
function placeOf(changes: readonly Change[], length: number): string {
  const [{ start }] = changes
    .map(({ range }) => range)
    .toSorted((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
  return `${start.line}:${start.character} ${length}`;
}
