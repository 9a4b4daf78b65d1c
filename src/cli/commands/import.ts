import { formatBytes, formatCount, plural } from '../../base/format';
import { HEAP_AS_IT_WAS } from '../../session/importReport';
import type { Imported } from '../../trace/importers/import';
import { freeRtos } from '../../trace/importers/freeRtos';
import type { Importer } from '../../trace/importers/importer';
import type { Command, Values } from '../command';
import { CannotRun, ExitCode } from '../errors';
import { moreProblemsText } from '../findings';
import { importFile } from '../importFile';
import { nameOf } from '../input';
import { writeJson } from '../json';
import { formatNamed, JSON_OPTION, patternsNamed } from '../options';
import { printable } from '../printable';
import { refuseSameFile, writeFile } from '../writeFile';

/** Makes a trace of a foreign recording. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import FILE [--format F] [--pattern P] [-o OUT] [--json]',
  summary: 'makes a trace of a recording of another tool; without -o on standard output',
  options: {
    ...JSON_OPTION,
    format: { type: 'string' },
    pattern: { type: 'string', multiple: true },
    output: { type: 'string', short: 'o' },
  },

  async run(file, values, surroundings) {
    const patterns = patternsNamed(values);
    const importer = patterns === undefined ? formatNamed(values) : formatWithPattern(values);
    const output = outputOf(values['output'], values['json'] === true);
    if (output !== undefined && output !== '-') await refuseSameFile(file, output);
    const { imported, events } = await importFile(file, { importer, patterns }, surroundings);
    surroundings.progress.clear();
    if (imported.importer === undefined)
      throw new CannotRun(whyNot(imported), `${nameOf(file)}:1:1`);
    const { out, signal } = surroundings;
    if (output === '-') {
      await out.write(imported.header);
      for (const piece of events) await out.write(Buffer.from(piece).toString());
    } else if (output !== undefined) {
      await writeFile(output, [Buffer.from(imported.header), ...events], signal);
    }
    if (values['json'] === true) await writeJson(out, importFields(imported));
    else {
      await out.flush();
      complainAll(file, imported);
      const summary = summaryOf(imported);
      // Where the trace is on standard output, everything else is not.
      if (output === '-') process.stderr.write(summary);
      else await out.write(summary);
    }
    return imported.report.problemCount > 0 ? ExitCode.Found : ExitCode.Clean;
  },
};

/** A pattern says what the lines are, so nothing need be recognised. */
function formatWithPattern(values: Values): Importer {
  const named = formatNamed(values) ?? freeRtos;
  if (named === freeRtos) return freeRtos;
  throw new CannotRun(
    `--pattern goes with --format ${freeRtos.id}: ${named.id} has lines of its own.`,
  );
}

/** Where the trace goes: a file, `-` for standard output, or nowhere with --json alone. */
function outputOf(value: string | boolean | undefined, json: boolean): string | undefined {
  if (value === undefined) return json ? undefined : '-';
  if (value === '') throw new CannotRun('-o must name a file, or be - for standard output.');
  if (value === '-' && json) {
    throw new CannotRun('--json and -o - exclude each other: both write to standard output.');
  }
  return String(value);
}

/** Why nothing was read, with what was tried. */
function whyNot({ verdict, why, scores }: Imported): string {
  if (verdict === 'refused' || verdict === 'trace' || verdict === 'empty') return why;
  const tried = scores.map(({ importer, reason }) => `${importer.id}: ${reason}`).join('; ');
  const or = verdict === 'none' ? ', or say with --pattern how its lines look' : '';
  return `The format is not recognised. ${why} Name it with --format${or}. Tried: ${tried || 'nothing'}.`;
}

function importFields({ importer, why, totals, report, linesRead }: Imported) {
  return {
    format: importer?.id,
    why,
    ...totals.counts,
    problems: inOrder(report.problems).map(({ line, column, text }) => ({
      line: line + 1,
      col: column + 1,
      text,
    })),
    problemCount: report.problemCount,
    linesRead,
    skipped: report.skipped,
    notes: report.notes,
  };
}

function inOrder<T extends { readonly line: number }>(problems: readonly T[]): T[] {
  return problems.toSorted((a, b) => a.line - b.line);
}

/** The lines that were not read, in the form of a compiler. */
function complainAll(file: string, { report: { problems, problemCount } }: Imported): void {
  const name = nameOf(file);
  for (const { line, column, text } of inOrder(problems)) {
    const place = `${name}:${line + 1}:${column + 1}`;
    process.stderr.write(`${place}: warning: ${printable(text)} [not-imported]\n`);
  }
  const more = problemCount - problems.length;
  if (more > 0) {
    const place = `${name}:${(problems.at(-1)?.line ?? 0) + 1}:1`;
    process.stderr.write(`${place}: warning: ${moreProblemsText(more)} [more-problems]\n`);
  }
}

/** What was read, for people. */
function summaryOf(imported: Imported): string {
  const { importer, label, why, totals, report, linesRead, isHeapCut } = imported;
  const { alloc, free, realloc, failed, freeNull, freeUnknown, allocOverLive } = totals;
  const unit = importer?.reads === 'bytes' ? importer.unit : 'line';
  const lines = [
    `format: ${label} (${why})`,
    `${unit}s: ${formatCount(linesRead)}, problems ${formatCount(report.problemCount)}`,
    `events: alloc ${formatCount(alloc)}, free ${formatCount(free)}, realloc ${formatCount(realloc)}, ` +
      `failed ${formatCount(failed)}, free of null ${formatCount(freeNull)}`,
    `odd: free of unknown ${formatCount(freeUnknown)}, alloc over live ${formatCount(allocOverLive)}`,
    `live at the end: ${plural(totals.liveBlocks, 'block')}, ${formatBytes(totals.liveBytes)}; ` +
      `peak ${formatBytes(totals.peakBytes)}`,
    ...report.skipped.map(
      ({ why: reason, count }) => `left out: ${reason} (${formatCount(count)})`,
    ),
    ...report.notes.map(({ what, count }) => `noted: ${what} (${formatCount(count)})`),
    ...(failed > 0 ? [`to see why allocations failed: ${HEAP_AS_IT_WAS}`] : []),
    ...(isHeapCut
      ? ['The program used more than the largest heap, 1 GiB: allocations will fail.']
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
