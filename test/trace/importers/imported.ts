import { readFileSync } from 'node:fs';
import { unpacked } from '../../../src/packed/unpacked';
import { Import, type Imported } from '../../../src/trace/importers/import';
import { IMPORTERS } from '../../../src/trace/importers';

export const FOLDER = 'test/fixtures/importers';

/** What came out of an import: the trace as text, and what was said about it. */
export interface Result extends Imported {
  readonly events: string;
}

/** Imports bytes that come in pieces of `step`. */
export function importBytes(bytes: Uint8Array, format?: string, step = 2 ** 30): Result {
  let events = '';
  const importer = IMPORTERS.find(({ id }) => id === format);
  const reader = new Import((lines) => (events += lines), { importer, source: 'test' });
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return { ...reader.finish(), events };
}

/** The same for text; character i is byte i. */
export function importText(text: string, format?: string, step?: number): Result {
  return importBytes(Buffer.from(text, 'latin1'), format, step);
}

/** A fixture, unpacked. */
export async function fixture(name: string): Promise<Uint8Array> {
  async function* whole() {
    yield readFileSync(`${FOLDER}/${name}`);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of unpacked(whole())) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Everything that is the same for every split into chunks. */
export function comparable({ importer, report, ...rest }: Result) {
  const { problems, problemCount, skipped, notes } = report;
  return { ...rest, scores: [], format: importer?.id, problems, problemCount, skipped, notes };
}

/** Problems as `LINE:COL TEXT`, counted from 1 as people see them. */
export function problemLines({ report }: Result): string[] {
  return report.problems.map(({ line, column, text }) => `${line + 1}:${column + 1} ${text}`);
}

/** The first problems say enough: a file may have hundreds. */
const SHOWN_PROBLEMS = 3;

/** How an import is written down. */
export function summary(result: Result): unknown {
  const { importer, totals, report, linesRead } = result;
  return JSON.parse(
    JSON.stringify({
      format: importer?.id ?? result.why,
      ...totals.counts,
      linesRead,
      skipped: Object.fromEntries(report.skipped.map(({ why, count }) => [why, count])),
      ...(report.notes.length > 0 && {
        notes: Object.fromEntries(report.notes.map(({ what, count }) => [what, count])),
      }),
      problemCount: report.problemCount,
      problems: problemLines(result).slice(0, SHOWN_PROBLEMS),
      header: result.header.split('\n').slice(1, 3),
    }),
  );
}
