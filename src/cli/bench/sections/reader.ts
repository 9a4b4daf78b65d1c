import type { Bench } from '../bench';
import { piecesOf, readPieces } from '../opening';
import { traceName, wholeText } from '../realTraces';
import type { Bar, Section } from '../section';
import { ratioOf, spreadOf, type Spread } from '../statistics';
import { inTurns, timed } from '../turns';
import { readTrace } from '../../../trace/reader';
import { churnText } from '../workloads/churnText';

/** The reader, with validation of everything, beside counting the newlines of the same bytes. */
export const reader: Section = {
  name: 'reader',

  async measure(bench: Bench) {
    const rows: Row[] = [];
    for (const [name, text] of await textsOf(bench)) {
      bench.show(`reading, ${name}`);
      const [newlines, whole, pieces] = await inTurns(
        bench,
        [
          () => timed(() => void countNewlines(text)),
          () => timed(() => void readTrace(text)),
          () => readPieces(piecesOf(text), text.length).readMs,
        ],
        { minRuns: bench.quick ? 1 : 7, ms: bench.quick ? 0 : 2000 },
      );
      rows.push({
        name,
        bytes: text.length,
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
      bars: bench.quick ? [] : [barOf(rows)],
      notes: [],
      agrees: true,
    };
  },
};

/** Texts by name: of steady allocating, and of real programs. */
async function textsOf(bench: Bench): Promise<[string, Uint8Array][]> {
  const events = bench.quick ? 50_000 : 1_000_000;
  const churned = (ids: 'running' | 'reused') =>
    textOf(churnText({ events, heapSize: 2 ** 20, live: 1000, ids }));
  const texts: [string, Uint8Array][] = [
    ['every id new', churned('running')],
    ['ids used again', churned('reused')],
  ];
  for (const file of bench.traces)
    texts.push([traceName(file), await wholeText(file, bench.signal)]);
  return texts;
}

/** The slowest text; a small one is read before the reader is compiled. */
function barOf(rows: readonly Row[]): Bar {
  const large = rows.filter(({ bytes }) => bytes > 2 ** 20);
  return {
    name: 'reader with validation',
    measured: Math.min(...large.map(({ pieces }) => pieces.median)),
    limit: 250,
    rule: 'at least',
    unit: 'MB/s',
  };
}

interface Row {
  readonly name: string;
  readonly bytes: number;
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
