import type { Replay } from '../../replay/replay';
import type { Command } from '../command';
import {
  classOf,
  exitCodeOf,
  faultFields,
  faultRows,
  moreProblemsText,
  problemFields,
  type FaultRow,
} from '../findings';
import { heapFields } from '../heapText';
import { nameOf } from '../input';
import { writeJson } from '../json';
import { load, record } from '../load';
import { HEAP_OPTIONS, HEAP_USAGE, heapOverrides, JSON_OPTION } from '../options';
import { printable } from '../printable';

/** Everything wrong with a trace, in the form of a compiler. */
export const check: Command = {
  name: 'check',
  usage: `check FILE ${HEAP_USAGE} [--json]`,
  summary: 'prints each problem, fault and inconsistency as FILE:LINE:COL: error: TEXT [code]',
  options: { ...HEAP_OPTIONS, ...JSON_OPTION },

  async run(file, values, surroundings) {
    const overrides = heapOverrides(values);
    const { trace, readMs } = await load(file, surroundings);
    const { replay, replayMs } = await record(trace, overrides, surroundings);
    surroundings.progress.clear();
    const { out } = surroundings;
    if (values['json'] === true) {
      await writeJson(out, {
        events: replay.eventCount,
        ...faultFields(replay),
        ...problemFields(trace),
        heap: heapFields(replay),
        timing: { readMs, replayMs },
      });
    } else {
      const name = nameOf(file);
      for (const { line, column, severity, text, code } of findings(replay)) {
        const place = `${name}:${line + 1}:${column + 1}`;
        await out.line(`${place}: ${severity}: ${printable(text)} [${code}]`);
      }
    }
    return exitCodeOf(replay);
  },
};

/** Lines and columns count from 0, columns in bytes. */
interface Finding {
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly text: string;
  readonly code: string;
}

/** Problems, faults and inconsistencies in the order of the lines. */
function* findings(replay: Replay): Generator<Finding> {
  const problems = problemFindings(replay);
  let problem = problems.next();
  for (const [event, row] of faultRows(replay)) {
    const fault = faultFinding(replay, event, row);
    for (; problem.done !== true && problem.value.line <= fault.line; problem = problems.next()) {
      yield problem.value;
    }
    yield fault;
  }
  for (; problem.done !== true; problem = problems.next()) yield problem.value;
}

/** Problems of the text; where the list of them ends, how many more there are. */
function* problemFindings({ trace: { problems, problemCount } }: Replay): Generator<Finding> {
  for (const problem of problems) yield { ...problem, text: problem.message };
  const unnamed = problemCount - problems.length;
  if (unnamed > 0) yield moreProblems(problems.at(-1)?.line ?? 0, unnamed);
}

function faultFinding(replay: Replay, event: number, { line, kind, text }: FaultRow): Finding {
  return {
    line: line - 1,
    column: Math.max(0, replay.trace.lineText(event).search(/[^ \t]/)),
    severity: classOf(replay, event) === 'fault' ? 'error' : 'warning',
    text,
    code: kind,
  };
}

/** The reader keeps a thousand problems and counts the rest. */
function moreProblems(line: number, count: number): Finding {
  const text = moreProblemsText(count);
  return { line, column: 0, severity: 'error', text, code: 'more-problems' };
}
