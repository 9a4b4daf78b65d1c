import type { Work } from '../base/work';
import type { Rows } from '../base/rows';
import type { FoundItem, SearchView } from '../protocol/find';
import { AddressHistory } from '../replay/addressHistory';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import type { Scheduler } from './scheduler';
import { SideJob } from './sideJob';
import { inSlices } from './slicedWork';
import { TextSearch } from './textSearch';
import type { TraceText } from './traceText';

/** Of more lines only the first are listed. */
export const MOST_LINES = 100_000;
/** Events carried out between two looks at the clock. */
const EVENTS_AT_ONCE = 1024;
/** Bytes of a line that are shown. */
const LINE_BYTES = 200;

/** What was looked for last, and where it was found. */
interface List {
  readonly length: number;
  item(index: number): FoundItem;
}

const NOTHING: List = {
  length: 0,
  item: () => ({ line: 0, event: 0, end: 0, text: '', requested: 0 }),
};

/** Lists of what a person looked for, made in slices beside what is shown. */
export class Search {
  private readonly job: SideJob<SearchView>;
  private list: List = NOTHING;
  private current_ = -1;
  /** Counts what was looked for: what is no longer the newest is given up. */
  private newest = 0;
  private over_: Promise<void> = Promise.resolve();

  /** @param changed called when there is something new to see */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly changed: () => void,
  ) {
    this.job = new SideJob(scheduler, changed);
  }

  /** The list as far as it is known; null where there is none. */
  get view(): SearchView | null {
    const { view } = this.job;
    return view && { ...view, current: this.current_ };
  }

  /** When the lines that were looked for last are listed, or given up. */
  get over(): Promise<void> {
    return this.over_;
  }

  /**
   * Lists the lines that have a text in them.
   * @returns when it is over
   */
  findText(trace: Trace, text: TraceText, query: string, wanted: string): Promise<void> {
    const search = new TextSearch(text, wanted, MOST_LINES);
    this.begin(listOfLines(trace, text, search.lines));
    const soFar = (fraction: number | null) => ({
      kind: 'text' as const,
      query,
      count: search.lines.length,
      isCut: search.isCut,
      current: -1,
      fraction,
    });
    function* work(): Work<SearchView> {
      while (!search.go()) yield;
      return soFar(null);
    }
    this.over_ = this.job.start(work(), () => soFar(search.fraction));
    return this.over_;
  }

  /**
   * Lists the blocks that ever covered a byte.
   * @param offset of the byte from the heap's base
   */
  async findLives(replay: Replay, query: string, offset: number): Promise<void> {
    const history = new AddressHistory(replay, offset);
    this.begin(listOfLives(replay.trace, history.made, history.ended));
    const soFar = (fraction: number | null) => ({
      kind: 'lives' as const,
      query,
      count: history.made.length,
      isCut: false,
      current: -1,
      fraction,
    });
    function* work(): Work<SearchView> {
      while (!history.go(EVENTS_AT_ONCE)) yield;
      return soFar(null);
    }
    await this.job.start(work(), () => soFar(history.at / Math.max(1, replay.eventCount)));
  }

  /** Lists the blocks that ever had an address in a recording: the events that made and ended them. */
  listOwners(trace: Trace, query: string, made: Rows, ended: Rows): void {
    this.begin(listOfLives(trace, made, ended));
    this.job.show({
      kind: 'lives',
      query,
      count: made.length,
      isCut: false,
      current: -1,
      fraction: null,
    });
  }

  /**
   * Looks for one thing: at once where one slice suffices, else in several. The promise is rejected
   * where something else is looked for meanwhile, or the trace becomes another one.
   */
  findOne<T>(work: Work<T>): T | Promise<T> {
    this.forget();
    const own = this.newest;
    return inSlices(work, this.scheduler, () => this.newest !== own);
  }

  /** Whether the list of a search is there. */
  get isDone(): boolean {
    return this.job.view?.fraction === null;
  }

  get length(): number {
    return this.list.length;
  }

  /** Items of the list, as far as they exist. */
  items(start: number, count: number): FoundItem[] {
    const end = Math.min(start + count, this.list.length);
    return Array.from({ length: Math.max(0, end - start) }, (_, i) => this.list.item(start + i));
  }

  /** Notes that one goes to an item; undefined if there is none. */
  choose(index: number): FoundItem | undefined {
    if (index >= this.list.length) return undefined;
    this.current_ = index;
    return this.list.item(index);
  }

  /** Stops, and forgets the list. */
  clear(): void {
    const isShown = this.job.view !== null;
    this.forget();
    if (isShown) this.changed();
  }

  /** The same, where somebody else tells that something has changed. */
  forget(): void {
    this.newest++;
    this.begin(NOTHING);
    this.job.clear();
  }

  private begin(list: List): void {
    this.list = list;
    this.current_ = -1;
  }
}

function listOfLines(trace: Trace, text: TraceText, lines: Rows): List {
  return {
    get length() {
      return lines.length;
    },
    item: (index) => lineItem(trace, text, lines.at(index)),
  };
}

/** Holds no heap: the list stays longer than what made it. */
function listOfLives(trace: Trace, made: Rows, ended: Rows): List {
  return {
    get length() {
      return made.length;
    },
    item: (index) => lifeItem(trace, made.at(index), ended.at(index)),
  };
}

function lineItem(trace: Trace, text: TraceText, line: number): FoundItem {
  const event = trace.eventAtOrBefore(line);
  const isEvent = event >= 0 && trace.lineOf(event) === line;
  return {
    line: line + 1,
    event: isEvent ? event + 1 : 0,
    end: 0,
    text: text.line(line, LINE_BYTES).text.trim(),
    requested: 0,
  };
}

function lifeItem(trace: Trace, event: number, end: number): FoundItem {
  return {
    line: trace.lineOf(event) + 1,
    event: event + 1,
    end,
    text: trace.idText(trace.newIdOf(event)),
    requested: trace.sizeOf(event),
  };
}
