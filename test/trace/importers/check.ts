import assert from 'node:assert/strict';
import { readTrace } from '../../../src/trace/reader';
import { importText, problemLines, type Result } from './imported';

/** Cuts the margin off a text in a template, and its first and last line end. */
export function trimmed(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\n *$/, '').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)),
  );
  return lines.map((line) => line.slice(margin)).join('\n');
}

/**
 * Imports `input`, recognised by its content, and compares the events and the problems, which are
 * written as `! LINE:COL ...` with the beginning of their text.
 */
export function check(format: string, input: string, expected: string): void {
  const result = importText(`${trimmed(input)}\n`);
  assert.equal(result.importer?.id, format, result.why);
  checkResult(result, expected);
}

/** The same for what was imported already. */
export function checkResult(result: Result, expected: string): void {
  const trace = readTrace(Buffer.from(result.header + result.events));
  assert.deepEqual(trace.problems, [], 'the trace that is written can be read');
  const wanted = trimmed(expected).split('\n');
  const wantedProblems = wanted
    .filter((line) => line.startsWith('! '))
    .map((line) => line.slice(2));
  const problems = problemLines(result);
  assert.equal(
    result.events,
    wanted
      .filter((line) => line !== '' && !line.startsWith('! '))
      .map((line) => `${line}\n`)
      .join(''),
  );
  assert.equal(problems.length, wantedProblems.length, problems.join('\n'));
  problems.forEach((problem, i) => assert(problem.startsWith(wantedProblems[i]), problem));
}
