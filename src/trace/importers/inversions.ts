// In a program with threads, the allocation of an address that is used again may be recorded before
// the free that made room for it: the two were written by different threads. (trace2wl of glibc's
// malloc trace calls it an inversion.)

import type { Detail, Ledger } from './ledger';
import type { Report } from './report';

/** So many events a free may come late. One that comes later was not recorded, it is taken. */
const PATIENCE = 1000;

const NOTE = 'allocations recorded before the free that made room for them, and put behind it';

interface Held {
  readonly size: number | undefined;
  readonly detail: Detail;
  /** Where it stands in the file. */
  readonly line: number;
  readonly since: number;
}

/** Gives events to a ledger, and an allocation at an address in use only after its free has come. */
export class Inversions {
  /** By address, the oldest first. */
  private readonly held = new Map<string, Held>();
  private events = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  alloc(key: string, size: number | undefined, detail: Detail): void {
    this.tick();
    if (!this.ledger.isLive(key)) return this.ledger.alloc(key, size, detail);
    this.release(key);
    this.held.set(key, { size, detail, line: this.report.line, since: this.events });
  }

  free(key: string, detail: Detail): void {
    this.tick();
    this.ledger.free(key, detail);
    this.makeRoom(key);
  }

  /** See `Ledger.realloc`. */
  realloc(key: string, newKey: string, size: number | undefined, detail: Detail): void {
    this.tick();
    if (newKey !== key) this.release(newKey);
    this.ledger.realloc(key, newKey, size, detail);
    if (newKey !== key) this.makeRoom(key);
  }

  /** The file is over: no free will come any more. */
  end(): void {
    for (const key of this.held.keys()) this.release(key);
  }

  /** The block at `key` is gone: one that waits for the address is there. */
  private makeRoom(key: string): void {
    if (this.held.size === 0 || !this.held.has(key)) return;
    this.report.note(NOTE);
    this.release(key);
  }

  private release(key: string): void {
    const held = this.held.get(key);
    if (held === undefined) return;
    this.held.delete(key);
    this.report.inLine(held.line, () => this.ledger.alloc(key, held.size, held.detail));
  }

  private tick(): void {
    this.events++;
    if (this.held.size === 0) return;
    const [key, { since }] = this.held.entries().next().value as [string, Held];
    if (this.events - since > PATIENCE) this.release(key);
  }
}
