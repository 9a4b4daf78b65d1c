import assert from 'node:assert/strict';
import { Pull } from '../../webview/pull';

interface Answer {
  revision: number;
  text: string;
}

/** A pull whose requests a test answers by hand. */
function pulling() {
  const asked: { params: string; answer(answer: Answer): void; fail(): void }[] = [];
  const shown: string[] = [];
  const atHand = new Map<string, Answer>();
  const pull = new Pull(
    (params: string) =>
      new Promise<Answer>((resolve, reject) => {
        asked.push({ params, answer: resolve, fail: () => reject(new Error('lost')) });
      }),
    (answer) => shown.push(answer.text),
    (params) => atHand.get(params),
  );
  return { pull, asked, shown, atHand };
}

/** Lets promises that are settled call back. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Pull', () => {
  it('asks and shows', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    asked[0]?.answer({ revision: 1, text: 'A' });
    await settle();
    assert.deepEqual(shown, ['A']);
  });

  it('has one request under way, and sends only the newest wish after it', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    pull.want('b', 1);
    pull.want('c', 1);
    assert.equal(asked.length, 1);
    asked[0]?.answer({ revision: 1, text: 'A' });
    await settle();
    assert.deepEqual(
      asked.map(({ params }) => params),
      ['a', 'c'],
    );
    asked[1]?.answer({ revision: 1, text: 'C' });
    await settle();
    assert.deepEqual(shown, ['A', 'C']);
  });

  it('drops an answer of an older revision and asks again', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    pull.want('a', 2);
    asked[0]?.answer({ revision: 1, text: 'old' });
    await settle();
    assert.deepEqual(shown, []);
    asked[1]?.answer({ revision: 2, text: 'new' });
    await settle();
    assert.deepEqual(shown, ['new']);
  });

  it('shows what is at hand whatever is under way', async () => {
    const { pull, asked, shown, atHand } = pulling();
    pull.want('a', 1);
    pull.want('b', 1);
    atHand.set('b', { revision: 2, text: 'B2' });
    pull.want('b', 2);
    assert.deepEqual(shown, ['B2']);
    asked[0]?.answer({ revision: 1, text: 'late' });
    await settle();
    assert.deepEqual(shown, ['B2']);
    assert.equal(asked.length, 1, 'what is shown is not asked for');
  });

  it('does not show what was asked for before what was at hand', async () => {
    const { pull, asked, shown, atHand } = pulling();
    pull.want('a', 1);
    atHand.set('b', { revision: 1, text: 'B' });
    pull.want('b', 1);
    asked[0]?.answer({ revision: 1, text: 'A' });
    await settle();
    assert.deepEqual(shown, ['B']);
  });

  it('goes on after a failure', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    asked[0]?.fail();
    await settle();
    pull.want('b', 2);
    asked[1]?.answer({ revision: 2, text: 'B' });
    await settle();
    assert.deepEqual(shown, ['B']);
  });

  it('shows nothing that was cancelled, until it is wanted again', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    pull.cancel();
    asked[0]?.answer({ revision: 9, text: 'A' });
    await settle();
    assert.deepEqual(shown, []);
    pull.want('b', 2);
    asked[1]?.answer({ revision: 2, text: 'B' });
    await settle();
    assert.deepEqual(shown, ['B']);
  });

  it('shows nothing that was cancelled once something else is wanted', async () => {
    const { pull, asked, shown } = pulling();
    pull.want('a', 1);
    pull.cancel();
    pull.want('b', 1);
    asked[0]?.answer({ revision: 1, text: 'A' });
    await settle();
    asked[1]?.answer({ revision: 1, text: 'B' });
    await settle();
    assert.deepEqual(shown, ['B']);
  });
});
