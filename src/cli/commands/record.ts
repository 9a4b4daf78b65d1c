import { formatBytes, plural } from '../../base/format';
import { preloadVariables } from '../../recorders/preload';
import { cutTail, stampOf, traceNameOf } from '../../recorders/recorded';
import type { Command, Surroundings } from '../command';
import { CannotRun, ExitCode, Interrupted } from '../errors';
import { nameOf } from '../input';
import { load } from '../load';
import { printable } from '../printable';
import { childTraces, type ChildTrace } from '../record/childTraces';
import { machine, preload } from '../record/preload';
import { runRecorded } from '../record/runRecorded';
import { refuseNoPlace } from '../record/tracePlace';

/** Runs a program and records what it asks of malloc. */
export const record: Command = {
  name: 'record',
  usage: 'record [-o OUT] [--children] [--callers] -- PROGRAM [ARGUMENTS]',
  summary: 'runs a program on Linux and makes a trace of its allocations',
  options: {
    output: { type: 'string', short: 'o' },
    children: { type: 'boolean' },
    callers: { type: 'boolean' },
  },
  files: 'any number',

  async run(program, values, surroundings, [, ...args]) {
    if (program === '')
      throw new CannotRun(`A program is missing. Usage: alloctrace ${this.usage}.`);
    const output = typeof values['output'] === 'string' ? values['output'] : traceNameOf(program);
    if (output === '' || output === '-') throw new CannotRun('-o must name a file.');
    await refuseNoPlace(output);
    const wish = { children: values['children'] === true, callers: values['callers'] === true };
    const library = await preload();
    const before = await stampOf(machine, output);
    const childrenBefore = wish.children ? await childTraces(output) : [];
    const variables = preloadVariables(library, output, wish, machine.env['LD_PRELOAD']);
    const code = await runRecorded(program, args, variables);
    const after = await stampOf(machine, output);
    if (after === undefined || after === before) {
      process.stderr.write(`alloctrace: error: ${NOTHING}\n`);
      return code === 0 ? ExitCode.Failed : code;
    }
    // Whoever runs the program in this way wants to know how it ended, whatever became of the trace.
    process.stderr.write(await toldOf(output, surroundings));
    if (wish.children) {
      const old = new Set(childrenBefore.map(({ file }) => file));
      // The recorder writes into no file of a child that was there before.
      const made = (await childTraces(output)).filter(({ file }) => !old.has(file));
      process.stderr.write(await toldOfChildren(made));
    }
    return code;
  },
};

const NOTHING =
  'Nothing was recorded. A program that is linked statically, that has more rights than its user, or that is built for another processor does not take the recorder.';

/** What there is to say of a recording. A trace that is too long to be read here is one, too. */
async function toldOf(output: string, surroundings: Surroundings): Promise<string> {
  try {
    await cutTail(machine, output);
    return await summaryOf(output, surroundings);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    surroundings.progress.clear();
    const why = printable((error as Error).message);
    return `alloctrace: warning: The recording ${nameOf(output)} cannot be summed up. ${why}\n`;
  }
}

async function toldOfChildren(traces: readonly ChildTrace[]): Promise<string> {
  if (traces.length === 0) return '';
  for (const { file, pid } of traces) {
    // Who still runs may write on.
    if (!(await machine.exists(`/proc/${pid}`))) await cutTail(machine, file);
  }
  const count = plural(traces.length, 'trace');
  return `alloctrace: ${count} of child processes beside it, the first is ${nameOf(traces[0].file)}\n`;
}

async function summaryOf(output: string, surroundings: Surroundings): Promise<string> {
  const { trace } = await load(output, surroundings);
  surroundings.progress.clear();
  const heap = trace.heap?.size ?? 0;
  const events = plural(trace.eventCount, 'event');
  return `alloctrace: ${events} in ${nameOf(output)}, for a heap of ${formatBytes(heap)}\n`;
}
