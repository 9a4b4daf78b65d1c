import type { Bench } from '../bench';
import { piecesOf, readPieces } from '../opening';
import type { Section } from '../section';
import { ratioOf, spreadOf, type Spread } from '../statistics';
import { inTurns, timed } from '../turns';
import { readTrace } from '../../../trace/reader';
import { churnText } from '../workloads/churnText';

/** The reader, with validation of everything, beside counting the newlines of the same bytes. */
export const reader: Section = {
  name: 'reader',

  async measure(bench: Bench) {
    const events = bench.quick ? 50_000 : 1_000_000;
    const patience = { minRuns: bench.quick ? 1 : 7, ms: bench.quick ? 0 : 2000 };
    const rows: Row[] = [];
    for (const ids of ['running', 'reused'] as const) {
      const name = ids === 'running' ? 'every id new' : 'ids used again';
      bench.show(`reading, ${name}`);
      const text = textOf(churnText({ events, heapSize: 2 ** 20, live: 1000, ids }));
      const [newlines, whole, pieces] = await inTurns(
        bench,
        [
          () => timed(() => void countNewlines(text)),
          () => timed(() => void readTrace(text)),
          () => readPieces(piecesOf(text)).readMs,
        ],
        patience,
      );
      rows.push({
        name,
        whole: rateOf(whole, text.length),
        pieces: rateOf(pieces, text.length),
        newlines: rateOf(newlines, text.length),
        ratio: ratioOf(pieces, newlines),
      });
    }
    return {
      title: 'Reading, in MB/s, against counting newlines byte by byte',
      columns: COLUMNS,
      rows: rows.map((row) => ({ ...row })),
      bars: bench.quick
        ? []
        : [
            {
              name: 'reader with validation',
              measured: Math.min(...rows.map(({ pieces }) => pieces.median)),
              limit: 250,
              rule: 'at least',
              unit: 'MB/s',
            },
          ],
      notes: [],
      agrees: true,
    };
  },
};

interface Row {
  readonly name: string;
  /** The text as one array. */
  readonly whole: Spread;
  /** In pieces, each copied, as from a file. */
  readonly pieces: Spread;
  readonly newlines: Spread;
  /** Time of reading in pieces to time of counting. */
  readonly ratio: Spread;
}

const COLUMNS = [
  { key: 'name', heading: 'text' },
  { key: 'pieces', heading: 'in pieces' },
  { key: 'whole', heading: 'in one' },
  { key: 'newlines', heading: 'newlines' },
  { key: 'ratio', heading: 'times as long' },
];

/** Milliseconds to megabytes a second. */
function rateOf(times: readonly number[], bytes: number): Spread {
  return spreadOf(times.map((ms) => bytes / 1000 / ms));
}

function textOf(pieces: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from(pieces, (piece) => piece.slice())));
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) count++;
  return count;
}
