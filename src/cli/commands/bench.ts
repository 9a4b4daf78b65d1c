import { Bench } from '../bench/bench';
import { childOutput } from '../bench/child';
import { machineLines, thisMachine } from '../bench/machine';
import { NativeWalk } from '../bench/native/nativeWalk';
import { barLines, findingLines } from '../bench/report';
import { isMet, type Bar, type Findings, type Section } from '../bench/section';
import { SECTIONS } from '../bench/sections';
import { realTraces } from '../bench/realTraces';
import type { Command, Surroundings, Values } from '../command';
import { CannotRun, ExitCode, Interrupted } from '../errors';
import { writeJson } from '../json';
import { refuseUnreadable } from '../input';
import { JSON_OPTION } from '../options';
import { printable } from '../printable';

const NAMES = SECTIONS.map(({ name }) => name).join(', ');

const QUICK = '--quick: everything is too short to be judged; this only shows that it works.';

/** The project's benchmarks. */
export const bench: Command = {
  name: 'bench',
  usage: 'bench [TRACE...] [--only SECTION,...] [--quick] [--json]',
  summary: `measures how fast this program is here; sections ${NAMES}`,
  options: {
    ...JSON_OPTION,
    quick: { type: 'boolean' },
    only: { type: 'string' },
    // Not for people: what a section asks of the processes that it starts.
    child: { type: 'string' },
  },
  files: 'any number',

  async run(_file, values, surroundings, files) {
    const { out, signal } = surroundings;
    if (typeof values['child'] === 'string') {
      await out.line(await childOutput(values['child']));
      return ExitCode.Clean;
    }
    const sections = chosen(values['only']);
    for (const file of files) await refuseUnreadable(file, signal);
    const native = NativeWalk.start();
    try {
      return await measureAll(sections, values, surroundings, files, native);
    } catch (error) {
      // The walk hears of Ctrl-C as well, and may be gone before anybody asks.
      if (signal.aborted) throw new Interrupted();
      throw error;
    } finally {
      native?.dispose();
    }
  },
};

async function measureAll(
  sections: readonly Section[],
  values: Values,
  { out, progress, signal }: Surroundings,
  files: readonly string[],
  native: NativeWalk | undefined,
): Promise<ExitCode> {
  const asJson = values['json'] === true;
  const quick = values['quick'] === true;
  const machine = thisMachine(native?.compiler ?? null);
  const setting = new Bench(quick, native, realTraces(files, quick), progress, signal);
  const found: Record<string, Findings> = {};
  const print = async (lines: readonly string[]) => {
    if (asJson) return;
    progress.clear();
    for (const line of lines) await out.line(printable(line));
    await out.flush();
  };
  await print([...machineLines(machine), ...(quick ? [QUICK] : [])]);
  for (const section of sections) {
    found[section.name] = await section.measure(setting);
    await print(findingLines(found[section.name]));
  }
  const bars = Object.values(found).flatMap((each) => each.bars);
  await print(barLines(bars));
  progress.clear();
  if (asJson) await writeJson(out, { quick, machine, ...fieldsOf(found, bars) });
  return exitCodeOf(Object.values(found), bars);
}

/** @throws CannotRun if there is no such section */
function chosen(only: string | boolean | undefined): readonly Section[] {
  if (only === undefined) return SECTIONS;
  return String(only)
    .split(',')
    .map((name) => {
      const section = SECTIONS.find((each) => each.name === name);
      if (section !== undefined) return section;
      throw new CannotRun(`--only must be one or more of ${NAMES}, not "${printable(name)}".`);
    });
}

function fieldsOf(found: Readonly<Record<string, Findings>>, bars: readonly Bar[]) {
  return {
    sections: Object.fromEntries(
      Object.entries(found).map(([name, { title, rows, notes, agrees }]) => [
        name,
        { title, rows, notes, agrees },
      ]),
    ),
    bars: bars.map((bar) => ({ ...bar, met: isMet(bar) ?? null })),
  };
}

function exitCodeOf(found: readonly Findings[], bars: readonly Bar[]): ExitCode {
  const isGood = found.every(({ agrees }) => agrees) && bars.every((bar) => isMet(bar) !== false);
  return isGood ? ExitCode.Clean : ExitCode.Found;
}
