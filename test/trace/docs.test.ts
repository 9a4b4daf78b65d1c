import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTrace } from '../../src/trace/reader';

/** The examples of a document: each heading of level 3 with the block below it. */
function examplesOf(document: string): Map<string, string | undefined> {
  const sections = readFileSync(document, 'utf8').split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => [
      section.slice(0, section.indexOf('\n')),
      /^```alloctrace\n([^]*?)^```/m.exec(section)?.[1],
    ]),
  );
}

function codesIn(path: string, pattern: RegExp): string[] {
  return Array.from(readFileSync(path, 'utf8').matchAll(pattern), ([, code]) => code);
}

const WITHOUT_EXAMPLE = [
  'wrong-encoding',
  'not-a-trace',
  'line-too-long',
  'nul-bytes',
  'file-too-large',
];

describe('trace documents', () => {
  const examples = examplesOf('docs/problems.md');
  const codes = codesIn('src/trace/problem.ts', /^ {2}\| '([a-z-]+)'/gm);

  it('explains every problem code', () => {
    assert.ok(codes.length > 15);
    for (const code of codes) assert.ok(examples.has(code), code);
  });

  for (const code of codes.filter((each) => !WITHOUT_EXAMPLE.includes(each))) {
    it(`has an example of ${code} that gives just that`, () => {
      const { problems } = readTrace(Buffer.from(examples.get(code) ?? ''));
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [code],
      );
    });
  }

  it('shows faults only with lines that can be read', () => {
    const faults = Array.from(examples).filter(([code]) => !codes.includes(code));
    assert.ok(faults.length > 5);
    for (const [code, text] of faults) {
      const trace = readTrace(Buffer.from(text ?? ''));
      assert.ok(trace.eventCount > 0, code);
      assert.deepEqual(trace.problems, [], code);
    }
  });

  it('explains every outcome of a replay that is not as it should be', () => {
    const outcomes = codesIn('src/replay/outcome.ts', /code: '([a-z-]+)', class: '(?!done)/g);
    assert.ok(outcomes.length > 5);
    for (const code of outcomes) assert.ok(examples.has(code), code);
  });

  it('gives an example of the format without problems', () => {
    const [, example] =
      /```alloctrace\n([^]*?)```/.exec(readFileSync('docs/alloctrace.md', 'utf8')) ?? [];
    const trace = readTrace(Buffer.from(example ?? ''));
    assert.deepEqual(trace.problems, []);
    assert.equal(trace.eventCount, 7);
  });
});
