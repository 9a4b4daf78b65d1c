import { formatBytes, formatCount, plural } from '../base/format';
import { visibleText } from '../base/visibleText';
import type { Imported } from '../trace/importers/import';
import type { ImportProblem } from '../trace/importers/report';
import type { Score } from '../trace/importers/recognise';

/** What a report tells of. */
export interface ReportedImport {
  /** The name of the recording, as its file has it: anything may be in it. */
  readonly name: string;
  readonly imported: Imported;
  /** Bytes that were read, unpacked. */
  readonly read: number;
  /** Why the recording ended early, if it did. */
  readonly brokenOff?: string | undefined;
}

/** A part of the report that names a place of the recording. All count from 0, in UTF-16 units. */
export interface ReportPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly sourceLine: number;
  readonly sourceCharacter: number;
}

/** A report as plain text. */
export interface ImportReport {
  readonly text: string;
  readonly places: readonly ReportPlace[];
}

/** Width of the words at the left. */
const LABEL = 14;
const LONGEST_TEXT = 400;

/**
 * What an import says of a recording: what it is taken for and why, what was read, and every line
 * that did not become an event, for its reason. What comes from the recording is escaped.
 */
export function importReport(reported: ReportedImport): ImportReport {
  const { name, imported } = reported;
  const page = new Page();
  page.write(`Import of ${visibleText(name, 200)}`, '');
  page.fact('Recognised', imported.label ?? 'nothing');
  page.fact('Why', whyText(imported));
  const found = imported.scores.find(({ importer }) => importer === imported.importer);
  const example = found && exampleText(found);
  if (example !== undefined) page.fact('', example);
  if (imported.importer !== undefined) writeRead(page, reported);
  writeTried(page, imported);
  return page;
}

/** Why the recording was read as what it was, or why it was not read: a sentence. */
export function whyText({ verdict, why }: Imported): string {
  if (verdict === 'named') return 'You chose this format.';
  const text = visibleText(why, LONGEST_TEXT);
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

/** A line of the recording that speaks for a format, as a sentence; undefined if none does. */
export function exampleText({ example }: Score): string | undefined {
  if (example === undefined) return undefined;
  return `Line ${formatCount(example.line + 1)}: ${visibleText(example.text, 160)}`;
}

/** What to do about allocations that failed in the program. */
export const HEAP_AS_IT_WAS = 'give the heap the size that it had in the program';

/** The heap that a program was given, and why. */
export function heapText({ heapSize, isHeapCut, totals }: Imported): string {
  const size = formatBytes(heapSize);
  const peak = formatBytes(totals.peakFootprint);
  if (isHeapCut) {
    return `${size}, the largest there is. The program used ${peak}: allocations will fail.`;
  }
  if (heapSize < 2 * totals.peakFootprint)
    return `${size}, the largest there is; the peak is ${peak}`;
  return `${size}: room for twice the peak of ${peak}, overhead included`;
}

function writeRead(page: Page, { imported, read, brokenOff }: ReportedImport): void {
  const { totals, report, linesRead, importer } = imported;
  const unit = importer?.reads === 'bytes' ? importer.unit : 'line';
  page.fact('Heap', heapText(imported));
  if (totals.failed > 0) {
    page.fact('', `To see why allocations failed, ${HEAP_AS_IT_WAS}.`);
  }
  page.write('');
  page.fact('Read', `${plural(linesRead, unit)}, ${formatBytes(read)}`);
  if (brokenOff !== undefined) page.fact('', `Broken off: ${visibleText(brokenOff, LONGEST_TEXT)}`);
  const { alloc, free, realloc, failed, freeNull, freeUnknown, allocOverLive } = totals;
  page.fact(
    'Events',
    `alloc ${formatCount(alloc)}, free ${formatCount(free)}, realloc ${formatCount(realloc)}`,
  );
  page.fact('', `failed ${formatCount(failed)}, free of null ${formatCount(freeNull)}`);
  page.fact(
    'Odd',
    `free of unknown ${formatCount(freeUnknown)}, alloc over live ${formatCount(allocOverLive)}`,
  );
  page.fact(
    'Live at end',
    `${plural(totals.liveBlocks, 'block')}, ${formatBytes(totals.liveBytes)}; ` +
      `at most ${formatBytes(totals.peakBytes)}`,
  );
  writeCounted(page, imported.report);
  writeProblems(page, report.problems, report.problemCount, unit);
}

function writeCounted(page: Page, { skipped, notes }: Imported['report']): void {
  page.write('', skipped.length === 0 ? 'Nothing was left out.' : 'Left out');
  writeCounts(
    page,
    skipped.map(({ why, count }) => [count, why]),
  );
  if (notes.length > 0) page.write('', 'Noted');
  writeCounts(
    page,
    notes.map(({ what, count }) => [count, what]),
  );
}

function writeCounts(page: Page, items: readonly (readonly [count: number, what: string])[]): void {
  const counts = items.map(([count]) => formatCount(count));
  const width = Math.max(0, ...counts.map((count) => count.length));
  for (const [i, [, what]] of items.entries()) {
    page.write(`  ${counts[i].padStart(width)}  ${visibleText(what, LONGEST_TEXT)}`);
  }
}

function writeProblems(
  page: Page,
  problems: readonly ImportProblem[],
  count: number,
  unit: string,
): void {
  page.write('');
  if (count === 0) return page.write('No problems.');
  const shown =
    problems.length < count ? `, the first ${formatCount(problems.length)} of them` : '';
  page.write(
    `${plural(count, 'problem')}${shown}; ${unit} and column count from 1, columns in bytes`,
  );
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const places = sorted.map(({ line, column }) => `${line + 1}:${column + 1}`);
  const width = Math.max(...places.map((place) => place.length));
  for (const [i, { line, character, text }] of sorted.entries()) {
    const indent = 2 + width - places[i].length;
    page.place(indent, places[i], line, character, visibleText(text, LONGEST_TEXT));
  }
}

function writeTried(page: Page, { scores, importer, verdict }: Imported): void {
  if (verdict !== 'alike' && verdict !== 'none' && verdict !== 'recognised') return;
  const isKnown = importer !== undefined;
  const others = scores.filter((each) => each.importer !== importer);
  // Where it is known what the recording is, nobody asks what it is not.
  const shown = isKnown ? others.filter(({ score }) => score > 0) : others;
  page.write('');
  if (isKnown && shown.length === 0) return page.write('No other format fits.');
  page.write(isKnown ? 'It also fits' : 'Tried');
  const width = Math.max(0, ...shown.map((each) => each.importer.label.length));
  for (const each of shown) {
    page.write(`  ${each.importer.label.padEnd(width)}  ${each.reason}`);
    const example = exampleText(each);
    if (example !== undefined) page.write(`${' '.repeat(width + 4)}${example}`);
  }
  if (isKnown) return;
  page.write('', 'Nothing was imported. AllocTrace: Import Trace... asks which format to take.');
}

/** The text of a report while it is written. */
class Page implements ImportReport {
  readonly places: ReportPlace[] = [];
  private readonly lines: string[] = [];

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  write(...lines: string[]): void {
    this.lines.push(...lines);
  }

  fact(label: string, text: string): void {
    this.write(label.padEnd(LABEL) + text);
  }

  place(
    indent: number,
    place: string,
    sourceLine: number,
    sourceCharacter: number,
    text: string,
  ): void {
    const line = this.lines.length;
    const end = indent + place.length;
    this.places.push({ line, start: indent, end, sourceLine, sourceCharacter });
    this.write(`${' '.repeat(indent)}${place}  ${text}`);
  }
}
