import assert from 'node:assert/strict';
import {
  copyText,
  tellingTrouble,
  Told,
  type Copied,
  type Tone,
} from '../../webview/elements/telling';

/** What is told, and what lands in the clipboard, when this is copied. */
async function copied(
  make: () => Copied | Promise<Copied>,
  write: (text: string) => Promise<void> = async () => {},
) {
  const told: [string, Tone][] = [];
  const written: string[] = [];
  const from = new EventTarget();
  from.addEventListener(Told.type, (event) => {
    const { text, tone } = event as Told;
    told.push([text, tone]);
  });
  await copyText(from, make, {
    writeText: async (text) => {
      await write(text);
      written.push(text);
    },
  });
  return { told, written };
}

describe('copying', () => {
  it('says what was copied, once it is in the clipboard', async () => {
    const { told, written } = await copied(() => ({ text: 'a,b', told: 'Copied 1 row as CSV.' }));
    assert.deepEqual(written, ['a,b']);
    assert.deepEqual(told, [['Copied 1 row as CSV.', 'done']]);
  });

  it('leaves the clipboard alone where there is nothing to copy', async () => {
    const { told, written } = await copied(() => ({ text: '', told: 'Nothing differs.' }));
    assert.deepEqual([told, written], [[['Nothing differs.', 'trouble']], []]);
  });

  it('says why nothing was copied', async () => {
    const closed = await copied(
      () => ({ text: 'a', told: 'Copied.' }),
      () => Promise.reject(new Error('Document is not focused.')),
    );
    assert.deepEqual(closed.told, [['Nothing was copied: Document is not focused.', 'trouble']]);
    const unanswered = await copied(() => Promise.reject(new Error('gone\u202e')));
    assert.deepEqual(unanswered.told, [['Nothing was copied: gone\\u202e', 'trouble']]);
  });

  it('is the same for what is saved', async () => {
    const told: string[] = [];
    const from = new EventTarget();
    from.addEventListener(Told.type, (event) => told.push((event as Told).text));
    await tellingTrouble(from, 'Nothing was saved', () => Promise.reject(new Error('no memory')));
    await tellingTrouble(from, 'Nothing was saved', async () => {});
    assert.deepEqual(told, ['Nothing was saved: no memory']);
  });
});
