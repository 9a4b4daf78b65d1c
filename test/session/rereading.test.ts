import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { EditLog } from '../../src/host/files/editLog';
import type { TraceSource } from '../../src/session/source';
import { TraceSession } from '../../src/session/traceSession';
import { readTrace } from '../../src/trace/reader';
import { everything } from '../trace/describe';
import { FakeScheduler } from './fakes';

const PIECE = 10_000;

const encode = (text: string) => new TextEncoder().encode(text);

/** A text that is edited line by line, and read as a document is. */
class EditedText {
  version = 1;
  readonly edits = new EditLog(1);
  /** The first line that each reading asked for. */
  readonly begun: number[] = [];

  constructor(readonly lines: string[]) {}

  edit(line: number, removed: number, ...added: string[]): void {
    this.lines.splice(line, removed, ...added);
    this.edits.note(++this.version, [{ range: { start: { line } } }]);
  }

  get bytes(): Uint8Array {
    return encode(this.lines.join('\n'));
  }

  readonly source: TraceSource = {
    open: (earlier) => {
      const { version } = this;
      const isIts = earlier?.text.of === this;
      const same = isIts ? this.edits.sameLines(earlier.text.version, version) : 0;
      const firstLine = earlier?.linesWithin(same) ?? 0;
      this.begun.push(firstLine);
      const rest = encode(this.lines.slice(firstLine).join('\n'));
      async function* pieces() {
        for (let at = 0; at < rest.length; at += PIECE) yield rest.subarray(at, at + PIECE);
      }
      const text = { of: this, version };
      return Promise.resolve({ text, firstLine, pieces: pieces(), fraction: () => 1 });
    },
  };
}

function longText(): EditedText {
  const events = Array.from({ length: 12_000 }, (_, i) =>
    i % 3 === 2 ? `f ${i - 1} # 😀` : `a ${i} ${(i % 50) + 1} "block ${i}"`,
  );
  return new EditedText(['alloctrace 1', 'heap size=1MiB', ...events]);
}

async function loaded(session: TraceSession, scheduler: FakeScheduler, text: EditedText) {
  const done = session.load(text.source, { at: session.at });
  await scheduler.settle();
  return done;
}

/** Compares a session with one that has read nothing but the text as it is now. */
async function check(session: TraceSession, text: EditedText): Promise<void> {
  const scheduler = new FakeScheduler();
  const fresh = new TraceSession('fresh', 'fresh', scheduler);
  void fresh.load(text.bytes, { at: session.at });
  await scheduler.settle();
  assert.ok(session.trace && session.text && session.replay && fresh.replay);
  assert.equal(everything(session.trace), everything(readTrace(text.bytes)));
  assert.deepEqual(
    session.text.lines(0, session.text.lineCount, 1e6).map((line) => line.text),
    text.lines,
  );
  assert.equal(session.at, fresh.at);
  assert.deepEqual(session.replay.heap.memory.bytes, fresh.replay.heap.memory.bytes);
  fresh.dispose();
}

describe('a text that was edited', () => {
  it('is read again only from before its first edit on', async () => {
    const scheduler = new FakeScheduler();
    const session = new TraceSession('memory:x', 'x', scheduler);
    const text = longText();
    assert.ok(await loaded(session, scheduler, text));
    session.seek(9000);
    text.edit(10_000, 1, 'a new 64');
    text.edit(11_000, 2);
    assert.ok(await loaded(session, scheduler, text));
    await check(session, text);
    text.edit(9000, 0, 'mark "here"', 'a more 8');
    assert.ok(await loaded(session, scheduler, text));
    await check(session, text);
    const [first, second, third] = text.begun;
    assert.equal(first, 0);
    assert.ok(second > 5000 && second <= 10_000, `${second}`);
    assert.ok(third > 4000 && third <= 9000, `${third}`);
    session.dispose();
  });

  it('is read from its first edit since what is shown, also where readings were given up', async () => {
    const scheduler = new FakeScheduler();
    scheduler.perLook = 5;
    const session = new TraceSession('memory:x', 'x', scheduler);
    const text = longText();
    await loaded(session, scheduler, text);
    text.edit(9000, 1, 'a early 8');
    void session.load(text.source, {});
    await scheduler.turn();
    text.edit(11_500, 1, 'a late 8');
    assert.ok(await loaded(session, scheduler, text));
    await check(session, text);
    assert.ok(text.begun.at(-1)! <= 9000 && text.begun.at(-1)! > 4000);
    session.dispose();
  });

  it('is read as a whole where it is another text of the same kind', async () => {
    const scheduler = new FakeScheduler();
    const session = new TraceSession('memory:x', 'x', scheduler);
    await loaded(session, scheduler, longText());
    const other = new EditedText(['alloctrace 1', 'a 1 8', ...longText().lines.slice(3)]);
    await loaded(session, scheduler, other);
    await check(session, other);
    assert.deepEqual(other.begun, [0]);
    session.dispose();
  });
});

describe('a log of edits', () => {
  it('says with how many lines two versions begin alike', () => {
    const edit = fc.record({ line: fc.nat(20), removed: fc.nat(3), added: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const log = new EditLog(1);
        let lines = Array.from({ length: 20 }, (_, i) => `${i}`);
        const versions = [lines];
        const firsts = edits.map(({ line: wanted, removed, added }, i) => {
          const line = Math.min(wanted, lines.length);
          lines = lines.toSpliced(line, removed, ...Array.from({ length: added }, () => `${i}!`));
          versions.push(lines);
          log.note(versions.length, [
            { range: { start: { line: line + 1 } } },
            { range: { start: { line } } },
          ]);
          return line;
        });
        versions.forEach((older, i) => {
          const same = log.sameLines(i + 1, versions.length);
          assert.equal(same, Math.min(...firsts.slice(i)));
          assert.deepEqual(lines.slice(0, same), older.slice(0, same));
        });
      }),
    );
  });

  it('knows nothing of versions before its own, nor of one that it was not told of', () => {
    const log = new EditLog(5);
    log.note(6, [{ range: { start: { line: 7 } } }]);
    assert.equal(log.sameLines(4, 6), 0);
    assert.equal(log.sameLines(5, 7), 0);
    assert.equal(log.sameLines(5, 6), 7);
    assert.equal(log.sameLines(6, 6), Infinity);
    log.note(6, [{ range: { start: { line: 1 } } }]);
    assert.equal(log.sameLines(5, 6), 7);
  });

  it('takes other line ends for a change of all lines', () => {
    const log = new EditLog(1);
    log.note(2, []);
    assert.equal(log.sameLines(1, 2), 0);
  });
});
