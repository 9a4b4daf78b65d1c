import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { printTrace } from './printTrace';
import { readTrace } from '../../src/trace/reader';
import { describeMeaning, goldenText } from './describe';
import { assertWellFormed } from './wellFormed';

const FOLDER = 'test/fixtures/trace';
/** Set to write what the reader says now; read the difference before you commit it. */
const update = process.env['ALLOCTRACE_UPDATE_GOLDEN'] !== undefined;

function filesIn(kind: string): string[] {
  return readdirSync(`${FOLDER}/${kind}`).filter((file) => file.endsWith('.alloctrace'));
}

/** Reads a file of the conformance set and compares it with what stands beside it. */
function check(path: string) {
  const trace = readTrace(readFileSync(path));
  const golden = path.replace(/\.alloctrace$/, '.json');
  if (update) writeFileSync(golden, goldenText(trace));
  assert.ok(existsSync(golden), `${golden} is missing`);
  assert.equal(goldenText(trace), readFileSync(golden, 'utf8'));
  assertWellFormed(trace);
  const printed = printTrace(trace);
  const again = readTrace(Buffer.from(printed));
  assert.equal(again.problemCount, 0, 'the canonical print has no problems');
  assert.deepEqual(describeMeaning(again), describeMeaning(trace));
  assert.deepEqual([...again.id], [...trace.id]);
  assert.equal(printTrace(again), printed);
  return trace;
}

describe('trace conformance set', () => {
  for (const kind of ['valid', 'invalid']) {
    const files = filesIn(kind);
    it(`has ${kind} files`, () => assert.ok(files.length > 20));
    for (const file of files) {
      it(`${kind}/${file}`, () => {
        const trace = check(`${FOLDER}/${kind}/${file}`);
        assert.equal(trace.problemCount === 0, kind === 'valid');
      });
    }
  }

  it('has no golden file without its trace', () => {
    for (const kind of ['valid', 'invalid']) {
      for (const file of readdirSync(`${FOLDER}/${kind}`)) {
        const trace = `${FOLDER}/${kind}/${file.replace(/\.json$/, '.alloctrace')}`;
        assert.ok(existsSync(trace), trace);
      }
    }
  });
});
