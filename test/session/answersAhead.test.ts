import assert from 'node:assert/strict';
import { AnswersAhead } from '../../src/session/answersAhead';

const MAP = { method: 'mapWindow', params: {} } as const;

/** States that are sent, one after the other: `.` answered, `!` begun for nothing, `-` not begun. */
function told(states: number, isSlow: (state: number) => boolean): string {
  let signs = '';
  let state = 0;
  let begun = false;
  const ahead = new AnswersAhead(
    () => {
      begun = true;
      return isSlow(state) ? Promise.reject(new Error('This was overtaken.')) : state;
    },
    () => 0,
  );
  ahead.note([MAP]);
  for (; state < states; state++) {
    begun = false;
    const isAnswered = ahead.answers().length > 0;
    signs += isAnswered ? '.' : begun ? '!' : '-';
  }
  return signs;
}

describe('answers that go with a state', () => {
  it('come again after one has taken long, as after a jump', () => {
    assert.equal(
      told(8, (state) => state === 2),
      '..!-....',
    );
  });

  it('are begun ever less often where they take long each time', () => {
    assert.equal(
      told(16, () => true),
      '!-!--!----!-----',
    );
    const often = told(1000, () => true).replaceAll('-', '');
    assert(often.length < 22, `${often.length} times`);
  });
});
