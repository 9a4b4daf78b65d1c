import assert from 'node:assert/strict';
import { readCondition } from '../../src/replay/condition/condition';
import type { BreakpointSpec } from '../../src/session/breakpoints';
import type { RunGoal } from '../../src/session/run';
import type { TraceSession } from '../../src/session/traceSession';
import { longProgram } from '../replay/programs';
import { bytesOf, FakeScheduler, sessionOf } from './fakes';

/** Line 2 (from 1) is the heap; then events 1 to 8, with a comment and a blank line between. */
const TRACE = `heap size=1KiB
alloc a 40
alloc b 100
# between
free a

free a
mark "one"
alloc c 4KiB
mark "two"
free b
`;

const FAULT: RunGoal = { kind: 'fault' };
const BREAKPOINT: RunGoal = { kind: 'breakpoint' };

function until(text: string): RunGoal {
  const { condition } = readCondition(text);
  assert(condition, text);
  return { kind: 'condition', condition };
}

/**
 * Breakpoints by line as editors count, from 1: `5`, `5 size > 3`, `5 #2` with a hit count,
 * `5 @text` with a message.
 */
function specs(...lines: string[]): BreakpointSpec[] {
  return lines.map((each) => {
    const [, line, rest] = /^(\d+) ?(.*)$/.exec(each) ?? [];
    return {
      id: each,
      line: Number(line) - 1,
      condition: /^[#@]/.test(rest) ? '' : rest,
      hitCount: rest.startsWith('#') ? rest.slice(1) : '',
      logMessage: rest.startsWith('@') ? rest.slice(1) : '',
    };
  });
}

/** Runs again and again from the start; says where the cursor was after each, and why. */
async function stops(session: TraceSession, goal: RunGoal): Promise<string> {
  session.seek(0);
  const path: string[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const { kind } = await session.run(goal);
    if (kind === 'nothing') return path.join(' ');
    path.push(kind === 'arrived' ? String(session.at) : `${session.at}!`);
  }
}

describe('a run', () => {
  it('goes to the next event of its goal, and nowhere if there is none', async () => {
    const { session } = await sessionOf(TRACE);
    assert.equal(await stops(session, FAULT), '4 6');
    assert.equal(await stops(session, until('verb == "mark"')), '5 7');
    assert.equal(await stops(session, until('liveBlocks == 0')), '8');
    assert.equal(await stops(session, until('liveBlocks == 2 || failures > 0')), '2 6 7 8');
    assert.equal(await stops(session, BREAKPOINT), '');
    session.seek(3);
    assert.deepEqual(await session.run(until('size > 1MiB')), { kind: 'nothing' });
    assert.equal(session.at, 3, 'the cursor is where it was');
  });

  it('stops at breakpoints before its goal', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('4', '9'));
    assert.equal(await stops(session, BREAKPOINT), '2 5');
    assert.equal(await stops(session, FAULT), '2! 4 5! 6');
    assert.equal(await stops(session, until('liveBlocks == 0')), '2! 5! 8');
    assert.equal(await stops(session, until('event == 5')), '2! 5');
  });

  it('takes a breakpoint without an event for one in the next line that has one', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('1', '5', '7', '12', '99'));
    assert.equal(await stops(session, BREAKPOINT), '1 3 4 8');
    session.breakpoints.set([]);
    assert.equal(await stops(session, BREAKPOINT), '');
  });

  it('minds the conditions of breakpoints', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(
      specs('3 size > 40', '4 size > 40', '10 failures > 0', '9 mark ~ "ONE"'),
    );
    assert.equal(await stops(session, BREAKPOINT), '2 5 6');
  });

  it('stops at what is broken, and says why', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('4 sise > 40', '9 #many', '10 @fine'));
    assert.equal(await stops(session, BREAKPOINT), '2 5');
    assert.deepEqual(session.breakpoints.problems, [
      'The breakpoint in line 4 stops every time: its condition cannot be read, column 1: There is no sise. Did you mean size?',
      'The breakpoint in line 9 stops every time: its hit count cannot be read: write 3, >= 3, = 3 or % 3.',
    ]);
  });

  it('says in which line something is broken after an edit has moved it', async () => {
    const { session } = await sessionOf(TRACE);
    const [broken] = specs('4 sise > 40');
    session.breakpoints.set([broken]);
    session.breakpoints.set([{ ...broken, line: 8 }]);
    assert.match(session.breakpoints.problems.join(), /^The breakpoint in line 9 stops every time/);
  });

  it('says of a hit count what is wrong with it, also where it would only never stop', async () => {
    const { session } = await sessionOf(TRACE);
    const problemOf = (hitCount: string) => {
      session.breakpoints.set(specs(`9 #${hitCount}`));
      return session.breakpoints.problems.map((each) => each.replace(/^.*hit count /, '')).join();
    };
    for (const text of ['abc', '-3', '>= -3', '1.5', '3 times', '=> 3']) {
      assert.equal(problemOf(text), 'cannot be read: write 3, >= 3, = 3 or % 3.', text);
    }
    for (const text of ['0', '>= 0', '= 0', '== 0', '% 0', '< 1', '< 0', '<= 0']) {
      assert.equal(problemOf(text), 'makes no sense: hits are counted from 1.', text);
    }
    for (const text of ['', '1', '> 0', '<= 1', '< 2', '% 1']) assert.equal(problemOf(text), '');
  });

  it('counts how often breakpoints are passed, until the trace is restarted', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('4 #3', '5 #= 2', '9 #% 2'));
    assert.equal(await stops(session, BREAKPOINT), '');
    assert.equal(await stops(session, BREAKPOINT), '3 5');
    assert.equal(await stops(session, BREAKPOINT), '2');
    session.breakpoints.set(specs('4 #3', '5 #= 2', '9 #% 2'));
    assert.equal(await stops(session, BREAKPOINT), '2 5', 'set again, but not changed');
    session.navigate('restart');
    assert.equal(await stops(session, BREAKPOINT), '');
  });

  it('does not count what lies behind its goal', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('9 #2'));
    session.seek(0);
    await session.run(FAULT);
    assert.equal(session.at, 4);
    session.seek(0);
    await session.run(FAULT);
    assert.equal(session.at, 4);
    assert.equal(await stops(session, BREAKPOINT), '');
    assert.equal(await stops(session, BREAKPOINT), '5');
  });

  it('counts what it came by also where another breakpoint was set meanwhile', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(longProgram(1, 20_000), scheduler);
    const counted = specs('4 #2');
    session.breakpoints.set(counted);
    session.seek(0);
    scheduler.perLook = 5;
    const first = session.run(until('liveBlocks < 0'));
    await scheduler.turn();
    session.breakpoints.set([...counted, ...specs('9000')]);
    await scheduler.settle();
    assert.equal((await first).kind, 'nothing');
    scheduler.perLook = 0;
    session.breakpoints.set(counted);
    assert.match(await stops(session, BREAKPOINT), /^\d+$/, 'the second time that it is passed');
  });

  it('says messages instead of stopping', async () => {
    const { session } = await sessionOf(TRACE);
    const said: string[] = [];
    session.breakpoints.onMessage((message) => said.push(message));
    session.breakpoints.set(specs('4 @{id}: {size} of {freeBytes + size}, {sise}', '10'));
    assert.equal(await stops(session, BREAKPOINT), '6');
    assert.deepEqual(said, ['b: 100 of 908, {column 1: There is no sise. Did you mean size?}']);
  });

  it('says values of a trace on one line, with nothing hidden', async () => {
    const { session } = await sessionOf('alloc a 8 "one\\n[error] two\\u{202e}"\n');
    const said: string[] = [];
    session.breakpoints.onMessage((message) => said.push(message));
    session.breakpoints.set(specs('1 @{label}'));
    await stops(session, BREAKPOINT);
    assert.deepEqual(said, ['one\\n[error] two\\u202e']);
  });

  it('finds them again after an edit', async () => {
    const { session } = await sessionOf(TRACE);
    session.breakpoints.set(specs('9'));
    assert.equal(await stops(session, BREAKPOINT), '5');
    await session.load(
      bytesOf(TRACE.replace('alloc b 100\n', 'alloc b 100\nalloc d 8\nalloc e 8\n')),
    );
    session.breakpoints.set(specs('11'));
    assert.equal(await stops(session, BREAKPOINT), '7');
  });

  it('is given up where the cursor is moved, the trace changes or somebody cancels', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(longProgram(1, 20_000), scheduler);
    const never = until('liveBlocks < 0');
    const begin = (isCancelled = () => false) => {
      session.seek(0);
      scheduler.perLook = 5;
      return session.run(never, { onProgress: () => {}, isCancelled });
    };
    const settled = async (result: ReturnType<typeof begin>) => {
      await scheduler.settle();
      scheduler.perLook = 0;
      return (await result).kind;
    };
    assert.equal(await settled(begin()), 'nothing');
    const moved = begin();
    session.seek(3);
    assert.equal(await settled(moved), 'given up');
    assert.equal(session.at, 3);
    assert.equal(await settled(begin(() => true)), 'given up');
    assert.equal(session.at, 0);
    const changed = begin();
    const load = session.load(bytesOf(TRACE));
    assert.equal(await settled(changed), 'given up');
    await load;
  });

  it('tells how far it is', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(longProgram(1, 20_000), scheduler);
    const told: number[] = [];
    scheduler.perLook = 5;
    const result = session.run(until('liveBlocks < 0'), {
      onProgress: (fraction) => told.push(fraction),
      isCancelled: () => false,
    });
    await scheduler.settle();
    assert.deepEqual(await result, { kind: 'nothing' });
    assert(told.length > 10 && told.every((each, i) => each >= (told[i - 1] ?? 0) && each < 1));
  });
});

describe('playing', () => {
  it('stops at breakpoints and goes on from there', async () => {
    const { session, scheduler } = await sessionOf(TRACE);
    session.breakpoints.set(specs('4', '9 failures > 0', '10'));
    session.setSpeed(100);
    for (const at of [2, 6]) {
      session.setPlaying(true);
      scheduler.pass(1000);
      assert.deepEqual([session.at, session.playing], [at, false]);
    }
    session.setPlaying(true);
    scheduler.pass(1000);
    assert.equal(session.at, 8, 'to the end');
  });

  it('at full speed runs past nothing', async () => {
    const { session, scheduler } = await sessionOf('alloc x 8\n'.repeat(500));
    session.breakpoints.set(specs('250'));
    session.setSpeed(1000);
    session.setPlaying(true);
    scheduler.pass(2000);
    assert.equal(session.at, 249);
  });
});
