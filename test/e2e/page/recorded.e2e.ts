import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { waitForText } from '../support/wait';

/** Ten blocks at addresses of their own. */
const RECORDED = Array.from({ length: 10 }, (_, i) => `a b${i} 32 addr=0x5000${i}000\n`).join('');

describe('the heap as recorded, in its page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1600 });
    await lone.show('recorded.alloctrace', RECORDED);
    await lone.seek(10);
    await lone.part('at-heap-choice').getByRole('radio', { name: 'As recorded' }).click();
    await lone.part('at-recorded-map').waitFor();
  });
  after(() => lone.close());

  it('takes every press of a key that selects the next block', async () => {
    await waitForText(lone.part('at-recorded-table'), '0x50000000');
    await lone.part('at-recorded-map .area').evaluate((area) => {
      for (let i = 0; i < 5; i++) {
        const press = Object.assign(new Event('keydown', { cancelable: true }), {
          key: 'ArrowRight',
        });
        (area as unknown as EventTarget).dispatchEvent(press);
      }
    });
    await waitForText(lone.part('at-recorded dl.fields'), '0x50004000');
  });

  it('cuts ids that are addresses in front, where they differ', async () => {
    const program = Array.from(
      { length: 9 },
      (_, i) => `a 0x55dd00d0c${i}a0 8 addr=0x55dd00d0c${i}a0`,
    );
    await lone.show('program.alloctrace', `${program.join('\n')}\n`);
    await lone.seek(9);
    await lone.part('at-heap-choice').getByRole('radio', { name: 'As recorded' }).click();
    await lone.resize(360, 1600);
    const id = lone.part('at-recorded-table .cell.id bdi').first();
    await waitForText(id, '0x55dd00d0c0a0');
    const cell = await lone.part('at-recorded-table .body .cell.id').first().boundingBox();
    const text = await id.boundingBox();
    assert(cell && text && text.width > cell.width, 'it has no room');
    assert(Math.abs(text.x + text.width - cell.x - cell.width) < 2, 'its end is seen');
  });

  it('cuts a name that reads from right to left at its end, too', async () => {
    const name = 'אבגדהוזחטיכלמנסעפצקרשת'.repeat(6);
    await lone.show('hebrew.alloctrace', `a ${name} 8 addr=0x1000 "${name}"\n`);
    await lone.seek(1);
    await lone.resize(420, 1600);
    const seen = async (cell: string, text: string) => {
      const shown = await lone.part(cell).first().boundingBox();
      const whole = await lone.part(`${cell} ${text}`).first().boundingBox();
      assert(shown && whole && whole.width > shown.width, `${cell} has no room`);
      assert(Math.abs(whole.x + whole.width - shown.x - shown.width) < 2, `${cell}: its beginning`);
    };
    const choose = (heap: string) =>
      lone.part('at-heap-choice').getByRole('radio', { name: heap }).click();
    await choose('Simulated');
    await lone.part('at-section[name=leaks] h2 button').click();
    await lone.part('at-leaks').getByRole('button', { name: /^Find/ }).click();
    assert.equal(await lone.part('at-leaks button.name').getAttribute('dir'), 'rtl');
    await seen('at-block-table .body .cell.id', 'bdi');
    await choose('As recorded');
    await seen('at-recorded-table .body .cell.id', 'bdi');
    await lone.resize(700, 1600);
    await seen('at-recorded-table .body .cell.label', '.foreign');
  });
});
