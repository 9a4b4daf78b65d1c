import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatBytes } from '../../../base/format';
import { preloadVariables } from '../../../recorders/preload';
import { machine, preload } from '../../record/preload';
import { recordedCounts } from '../recordedCounts';
import type { Bench } from '../bench';
import source from '../native/allocating.c';
import type { Column, Findings, Section } from '../section';
import { ratioOf, spreadOf } from '../statistics';
import { inTurns, type Timed } from '../turns';

const COLUMNS: readonly Column[] = [
  { key: 'name', heading: 'program' },
  { key: 'events', heading: 'events' },
  { key: 'peak', heading: 'peak' },
  { key: 'file', heading: 'trace' },
  { key: 'plain', heading: 'alone, ms' },
  { key: 'recorded', heading: 'recorded / alone' },
  { key: 'mtrace', heading: 'mtrace / alone' },
  { key: 'valgrind', heading: 'valgrind / alone' },
];

/** glibc's own recorder lies in a library of its own. */
const MTRACE_LIBRARY = 'libc_malloc_debug.so.0';

interface Program {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Whether other recorders are measured, too: they take many times as long. */
  readonly others: boolean;
}

/** What recording costs: programs that do nothing but allocate, and real ones. */
export const recorder: Section = {
  name: 'recorder',

  async measure(bench: Bench): Promise<Findings> {
    const found = {
      title: 'Recording: the preload recorder',
      columns: COLUMNS,
      bars: [],
      agrees: true,
    };
    const library = await preload().catch(() => undefined);
    if (library === undefined) {
      return {
        ...found,
        rows: [],
        notes: ['There is no Linux or no C compiler: nothing is measured.'],
      };
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-bench-'));
    try {
      const rows = [];
      for (const program of programs(bench, folder)) {
        bench.show(`recording ${program.name}`);
        rows.push(await measured(bench, program, library, folder));
      }
      return { ...found, rows, notes: ['"valgrind" is its memcheck with --trace-malloc=yes.'] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measured(
  bench: Bench,
  { name, program, args, others }: Program,
  library: string,
  folder: string,
) {
  const file = path.join(folder, 'recorded.alloctrace');
  const variables = preloadVariables(library, file, {}, machine.env['LD_PRELOAD']);
  const patience = { minRuns: bench.quick ? 1 : 3, ms: bench.quick ? 0 : 2000 };
  const tasks: Timed[] = [
    () => timedRun(program, args, {}, folder),
    () => timedRun(program, args, variables, folder),
  ];
  const mtraceFile = path.join(folder, 'recorded.mtrace');
  const hasMtrace =
    others &&
    timedRun(program, args, mtraceVariables(mtraceFile), folder) > 0 &&
    existsSync(mtraceFile);
  if (hasMtrace) tasks.push(() => timedRun(program, args, mtraceVariables(mtraceFile), folder));
  const [plain, recorded, mtrace] = await inTurns(bench, tasks, patience);
  const { events, peakBytes } = await recordedCounts(file);
  return {
    name,
    events,
    peak: formatBytes(peakBytes),
    file: formatBytes(statSync(file).size),
    plain: spreadOf(plain),
    recorded: ratioOf(recorded, plain),
    mtrace: mtrace && ratioOf(mtrace, plain),
    valgrind:
      others && !bench.quick
        ? valgrindRatio(program, args, folder, spreadOf(plain).median)
        : undefined,
  };
}

function mtraceVariables(file: string): Record<string, string> {
  return { LD_PRELOAD: MTRACE_LIBRARY, MALLOC_TRACE: file };
}

/** Once: it takes long enough. */
function valgrindRatio(
  program: string,
  args: readonly string[],
  folder: string,
  alone: number,
): number | undefined {
  const log = path.join(folder, 'recorded.vg');
  const all = ['--trace-malloc=yes', `--log-file=${log}`, program, ...args];
  const ms = timedRun('valgrind', all, {}, folder);
  return ms > 0 && existsSync(log) ? ms / alone : undefined;
}

/** Milliseconds that a program takes from its start to its end; 0 where there is none. */
function timedRun(
  program: string,
  args: readonly string[],
  variables: Record<string, string>,
  cwd: string,
): number {
  const start = performance.now();
  const env = { ...process.env, ...variables };
  const { error } = spawnSync(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'ignore'] });
  return error === undefined ? performance.now() - start : 0;
}

/** What is measured: of the real programs those that there are. */
function programs(bench: Bench, folder: string): Program[] {
  const own = compiled(folder);
  const operations = bench.quick ? '20000' : '1000000';
  const workload = (threads: number): Program => ({
    name: `allocating, ${threads} thread${threads === 1 ? '' : 's'}`,
    program: own,
    args: [String(threads), String(Number(operations) / threads)],
    others: true,
  });
  if (bench.quick) return [workload(1), workload(2)];
  const input = path.join(folder, 'input.c');
  writeFileSync(input, source);
  const cc1 = spawnSync('cc', ['-print-prog-name=cc1'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  // A shim that starts the program would be recorded instead.
  const print = ['-c', 'import sys; print(sys.executable)'];
  const python = spawnSync('python3', print, { encoding: 'utf8' }).stdout?.trim() ?? '';
  const all = [
    real('git log', 'git', '-C', process.cwd(), 'log', '--stat', '-20'),
    real('sqlite3', 'sqlite3', ':memory:', SQL),
    real('cc1 -O2', cc1, '-quiet', '-O2', input, '-o', path.join(folder, 'output.s')),
    real('python3', python, '-c', 'import json, re, http.client; json.dumps(list(range(99999)))'),
    real('perl', 'perl', '-e', 'my %h; $h{$_ % 5000} .= "x$_" for 1..200000; print scalar keys %h'),
    real('node', process.execPath, '-e', 'JSON.parse(JSON.stringify(Array(1e5).fill({ a: 1 })))'),
  ];
  return [
    workload(1),
    workload(2),
    ...all.filter(
      ({ program }) => program !== '' && spawnSync(program, ['--version']).error === undefined,
    ),
  ];
}

function real(name: string, program: string, ...args: string[]): Program {
  return { name, program, args, others: false };
}

const SQL =
  'create table t(a, b); with recursive c(n) as (select 1 union all select n + 1 from c where n < 50000) insert into t select n, hex(n * 7919) from c; create index i on t(b); select count(*), sum(length(b)) from t where b > "4";';

function compiled(folder: string): string {
  const file = path.join(folder, 'allocating.c');
  const program = path.join(folder, 'allocating');
  writeFileSync(file, source);
  const compiler = process.env['CC'] ?? 'cc';
  spawnSync(compiler, ['-O2', '-fno-builtin', '-pthread', '-o', program, file]);
  return program;
}
