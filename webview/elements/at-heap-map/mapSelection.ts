import { blockRow, blockWindow } from '../../../src/protocol/messages';
import type { TraceView } from '../../../src/protocol/state';
import type { Connection } from '../../connection';
import { formatAddress } from '../../format';
import type { MapRange } from './mapRange';

/** What selecting in the map needs. */
export interface SelectionHost {
  readonly connection: Connection;
  readonly trace: TraceView;
  readonly range: MapRange;
  select(block: number | null): void;
  announce(text: string): void;
}

const ORDER = { sort: 'address', descending: false, filter: '' } as const;

/** Selects blocks in the map, and follows what was selected elsewhere. */
export class MapSelection {
  /** What was selected last, here or elsewhere. */
  private known: number | null = null;
  /** What the last state showed as selected, and what was selected here that none has shown yet. */
  private shown: number | null = null;
  private own: (number | null)[] = [];
  /** The last press of a key, one after the other: each goes on from where the one before led. */
  private moves: Promise<void> = Promise.resolve();

  constructor(private readonly host: SelectionHost) {}

  choose(block: number | null): void {
    if (block !== this.known) this.own.push(block);
    this.known = block;
    this.host.select(block);
  }

  /** Selects the block before or after, asked of the host: a density map does not know them all. */
  chooseNeighbour(direction: -1 | 1): void {
    this.moves = this.moves.then(() => this.goBeside(direction));
  }

  private async goBeside(direction: -1 | 1): Promise<void> {
    const { trace, range } = this.host;
    const block = this.known;
    const row = block === null ? -direction : await this.rowOf(block);
    if (row === undefined) return;
    const next = await this.blockAt(Math.max(0, row + direction));
    if (next === undefined) return;
    this.choose(next.block);
    range.reveal(next.block);
    const kind = next.live ? 'live' : 'free';
    const address = formatAddress(trace.heap, next.block);
    this.host.announce(`${kind} block ${address}, ${next.size} bytes`);
  }

  /** Makes a block fill the picture. */
  async enlarge(block: number): Promise<void> {
    const row = await this.rowOf(block);
    const found = row === undefined ? undefined : await this.blockAt(row);
    if (found?.block === block) this.host.range.zoomTo(block, 16 + found.size);
  }

  /** When a block was selected elsewhere, brings it into view. */
  follow(): void {
    const block = this.host.trace.selection?.block ?? null;
    if (block === this.shown) return;
    this.shown = block;
    // States may be left out, but none comes before an earlier one.
    const own = this.own.indexOf(block);
    this.own = this.own.slice(own + 1);
    if (own >= 0) return;
    this.own = [];
    this.known = block;
    if (block !== null) this.host.range.reveal(block);
  }

  private async rowOf(block: number): Promise<number | undefined> {
    const answer = await this.host.connection
      .request(blockRow, { block, ...ORDER })
      .catch(() => undefined);
    return answer === undefined || answer.row < 0 ? undefined : answer.row;
  }

  private async blockAt(start: number) {
    const answer = await this.host.connection
      .request(blockWindow, { start, count: 1, ...ORDER })
      .catch(() => undefined);
    const block = answer?.block[0];
    if (answer === undefined || block === undefined) return undefined;
    return { block, size: answer.size[0] ?? 0, live: answer.live[0] === 1 };
  }
}
