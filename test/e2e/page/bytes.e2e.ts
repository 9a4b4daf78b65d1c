import { LonePage } from '../support/lonePage';
import { waitForText } from '../support/wait';

describe('the bytes of the heap, in their page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1600 });
    await lone.show('steps.alloctrace', 'heap size=1KiB\na a 40\na b 72\nf a\nf b\n');
  });
  after(() => lone.close());

  it('names the fields of the step that is shown', async () => {
    const first = lone.part('at-bytes .line').first();
    const sentence = lone.part('at-bytes #field');
    for (const [at, size, state] of [
      [0, '1,008', 'free'],
      [1, '56', 'live'],
      [2, '56', 'live'],
      [3, '56', 'free'],
      [4, '1,008', 'free'],
      [1, '56', 'live'],
    ] as const) {
      await lone.seek(at);
      await waitForText(sentence, `size ${size} of the ${state} block 0x10000000`);
      await waitForText(first, `size ${size}`);
    }
  });
});
