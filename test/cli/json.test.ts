import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stateJson } from '../../src/projection/stateJson';
import { METRICS } from '../../src/protocol/metrics';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';
import { runCli } from './spawned';

// Every field of every command, by name and kind: others read this JSON with programs of theirs.

const TRACE = `alloctrace 1
heap size=512 align=8
alloc a 100
free a
free a
alloc b 40
alloc b 40
alloc c 4096
bogus
`;

/** The kinds of the fields of a value, lists by their first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    // In a list of rows every column has a meaning of its own.
    if (Array.isArray(first)) return [first.map(shapeOf)];
    return value.length === 0 ? 'empty list' : [shapeOf(first)];
  }
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

async function check(args: readonly string[], expected: unknown): Promise<void> {
  const { code, stdout, stderr } = await runCli([...args, '-', '--json'], TRACE);
  assert.deepEqual([code, stderr], [1, '']);
  const value = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual(shapeOf(value), expected);
  assert.equal(value['schema'], 1);
  assert.equal(Object.keys(value)[0], 'schema', 'comes first');
}

const NUMBER = 'number';
const STRING = 'string';

const timing = (...names: string[]) => Object.fromEntries(names.map((name) => [name, NUMBER]));
const heap = { size: NUMBER, base: NUMBER, layout: STRING, policy: STRING, align: NUMBER };
const fault = { line: NUMBER, kind: STRING, text: STRING, firstLine: NUMBER };
const problem = { line: NUMBER, col: NUMBER, code: STRING, text: STRING };
const problems = { problems: [problem], problemCount: NUMBER };
const findings = { faults: [fault], inconsistencies: [fault], ...problems };
const metrics = Object.fromEntries(METRICS.map(({ key }) => [key, NUMBER]));

describe('the JSON of the command line', () => {
  it('of run', () =>
    check(['run'], {
      schema: NUMBER,
      events: NUMBER,
      allocs: NUMBER,
      frees: NUMBER,
      reallocs: NUMBER,
      marks: NUMBER,
      failures: NUMBER,
      ...findings,
      heap,
      metrics,
      timing: timing('readMs', 'replayMs'),
    }));

  it('of state', () =>
    check(['state', '--at=6'], {
      schema: NUMBER,
      at: NUMBER,
      line: NUMBER,
      heap,
      freeList: [[NUMBER, NUMBER]],
      blocks: [[STRING, NUMBER, NUMBER, NUMBER]],
      imageHash: STRING,
      log: STRING,
      metrics,
      timing: timing('readMs', 'replayMs', 'seekMs'),
    }));

  it('of state is what the extension exports, but for the timing', async () => {
    const { stdout } = await runCli(['state', '--at=6', '-', '--json'], TRACE);
    const { timing: _, ...printed } = JSON.parse(stdout) as Record<string, unknown>;
    const trace = readTrace(new TextEncoder().encode(TRACE));
    const replay = new Replay(trace, heapOfTrace(trace));
    replay.record(Infinity);
    replay.seek(6);
    assert.deepEqual(JSON.parse([...stateJson(replay)].join('')), printed);
  });

  it('of explain', () =>
    check(['explain', '--at=5'], {
      schema: NUMBER,
      at: NUMBER,
      line: NUMBER,
      source: STRING,
      kind: STRING,
      text: STRING,
      related: [{ text: STRING, line: NUMBER }],
      heap,
      operations: [
        {
          sentences: [STRING],
          arithmetic: [STRING],
          visited: [
            {
              ordinal: NUMBER,
              block: NUMBER,
              size: NUMBER,
              verdict: STRING,
              chosen: 'boolean',
            },
          ],
          visitedCount: NUMBER,
          facts: {
            kind: STRING,
            size: NUMBER,
            align: NUMBER,
            visits: [
              { ordinal: NUMBER, block: NUMBER, size: NUMBER, padding: NUMBER, consumed: NUMBER },
            ],
            visitedCount: NUMBER,
            placement: {
              block: NUMBER,
              ordinal: NUMBER,
              whole: NUMBER,
              user: NUMBER,
              padding: NUMBER,
              blockSize: NUMBER,
              tail: NUMBER,
              remainder: { block: NUMBER, size: NUMBER },
              lost: NUMBER,
              linkedFrom: NUMBER,
            },
            failure: 'null',
          },
        },
      ],
    }));

  it('of check', () =>
    check(['check'], {
      schema: NUMBER,
      events: NUMBER,
      ...findings,
      heap,
      timing: timing('readMs', 'replayMs'),
    }));

  it('of compare', () =>
    check(['compare'], {
      schema: NUMBER,
      events: NUMBER,
      policies: [
        {
          policy: STRING,
          failures: NUMBER,
          highWater: NUMBER,
          externalFragmentation: NUMBER,
          visitedMean: NUMBER,
          visitedMax: NUMBER,
          replayMs: NUMBER,
        },
      ],
      ...problems,
      timing: timing('readMs'),
    }));

  it('is described in the document, field by field', () => {
    const text = readFileSync('docs/cli.md', 'utf8');
    const others =
      'readMs replayMs seekMs imageHash freeList visitedCount skipped freeNull freeUnknown ' +
      'allocOverLive linesRead problemCount firstLine';
    const names = [...Object.keys(metrics), ...Object.keys(heap), ...others.split(' ')];
    for (const name of names) assert(text.includes(`\`${name}\``), name);
  });
});
