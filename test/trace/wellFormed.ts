import * as assert from 'node:assert/strict';
import { DEFAULT_ALIGN, EventKind, NO_ID, NULL_ID, type Trace } from '../../src/trace/trace';

/** What holds for every trace, whatever the bytes were. */
export function assertWellFormed(trace: Trace): void {
  const { lines, eventCount } = trace;
  const { total, events, directives, blank, comments, diagnosed } = lines;
  assert.equal(total, events + directives + blank + comments + diagnosed, JSON.stringify(lines));
  assert.equal(events, eventCount);
  for (const column of ['kind', 'id', 'size', 'align'] as const) {
    assert.equal(trace[column].length, eventCount, column);
  }
  let known = 0;
  let line = -1;
  for (let event = 0; event < eventCount; event++) {
    const kind = trace.kind[event];
    assert.ok(kind >= EventKind.Alloc && kind <= EventKind.Mark);
    const id = trace.id[event];
    if (kind === EventKind.Mark) assert.equal(id, NO_ID);
    else assert.ok(id >= NULL_ID);
    // New ids come in order.
    for (const each of [id, trace.newIdOf(event)]) {
      assert.ok(each <= known, `id ${each} before id ${known}`);
      if (each === known) known++;
    }
    assert.ok(trace.align[event] <= 53 || trace.align[event] === DEFAULT_ALIGN);
    assert.ok(Number.isSafeInteger(trace.sizeOf(event)) && trace.sizeOf(event) >= 0);
    assert.ok(trace.lineOf(event) > line && trace.lineOf(event) < total);
    line = trace.lineOf(event);
    assert.equal(trace.eventAtOrBefore(line), event);
    assert.equal(trace.eventAtOrAfter(line), event);
  }
  assert.equal(trace.idCount, known);
  assert.equal(trace.eventAtOrAfter(total), eventCount);
  assert.equal(trace.eventAtOrBefore(-1), -1);
  assertProblems(trace);
}

function assertProblems(trace: Trace): void {
  assert.ok(trace.problems.length <= trace.problemCount);
  let line = 0;
  for (const problem of trace.problems) {
    assert.ok(problem.line >= line && problem.line < trace.lines.total, 'in order');
    line = problem.line;
    assert.ok(problem.column >= 0 && problem.length >= 1);
    assert.ok(problem.message.length > 10 && problem.message.length <= 300, problem.message);
  }
}
