import type * as vscode from 'vscode';
import { integer, object, text, type Check } from '../../base/check';
import { LONGEST_NAME, MOST_BOOKMARKS, type Bookmark } from '../../session/bookmarks';

const MEMENTO_KEY = 'bookmarks';
/** Traces whose bookmarks are kept; those that were changed longest ago give way. */
export const MOST_TRACES = 100;

/** As they are written down, which an earlier or a later version may have done in another way. */
interface Kept {
  readonly uri: string;
  readonly bookmarks: readonly Bookmark[];
}

const BOOKMARK = object<Bookmark>({ line: integer(0, 2 ** 32), name: text(LONGEST_NAME) });
const KEPT = object<Kept>({
  uri: text(4096),
  bookmarks: (value) => soundOf(value, MOST_BOOKMARKS, BOOKMARK),
});

/** The bookmarks of all traces of a workspace, open or not, beyond the window's life. */
export class BookmarkStore {
  /** By address, those that were changed longest ago first. */
  private readonly kept: Map<string, readonly Bookmark[]>;

  constructor(private readonly memento: Pick<vscode.Memento, 'get' | 'update'>) {
    const all = soundOf(memento.get(MEMENTO_KEY), MOST_TRACES, KEPT);
    this.kept = new Map(all.map(({ uri, bookmarks }) => [uri, bookmarks]));
  }

  of(uri: string): readonly Bookmark[] {
    return this.kept.get(uri) ?? [];
  }

  /** The addresses of the traces that have some. */
  get uris(): string[] {
    return [...this.kept.keys()];
  }

  keep(uri: string, bookmarks: readonly Bookmark[]): void {
    const wasThere = this.kept.delete(uri);
    if (bookmarks.length > 0) this.kept.set(uri, bookmarks);
    else if (!wasThere) return;
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_TRACES && oldest !== undefined) this.kept.delete(oldest);
    const all = [...this.kept].map(([each, those]): Kept => ({ uri: each, bookmarks: those }));
    void this.memento.update(MEMENTO_KEY, all);
  }
}

/** What a check accepts of the first items of a list. */
function soundOf<T>(value: unknown, most: number, check: Check<T>): T[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((each) => check(each) ?? []);
}
