import assert from 'node:assert/strict';
import { Seeker } from '../../webview/seeker';
import { ManualTimer } from './support/manualTimer';

function seeking() {
  const sent: number[] = [];
  const timer = new ManualTimer();
  return { seeker: new Seeker((at) => sent.push(at), timer.start), sent, timer };
}

describe('Seeker', () => {
  it('sends at once, then only the last place of those that came before the painting', () => {
    const { seeker, sent } = seeking();
    for (const at of [1, 2, 3, 4]) seeker.seek(at);
    assert.deepEqual(sent, [1]);
    seeker.painted();
    assert.deepEqual(sent, [1, 4]);
    seeker.painted();
    assert.deepEqual(sent, [1, 4]);
    assert.equal(seeker.isBusy, false);
  });

  it('does not wait for ever for a painting that never comes', () => {
    const { seeker, sent, timer } = seeking();
    seeker.seek(1);
    seeker.seek(2);
    timer.advance(1000);
    assert.deepEqual(sent, [1, 2]);
  });

  it('waits for the answer to other moves too', () => {
    const { seeker, sent } = seeking();
    seeker.sent();
    assert.equal(seeker.isBusy, true);
    seeker.seek(5);
    assert.deepEqual(sent, []);
    seeker.painted();
    assert.deepEqual(sent, [5]);
  });
});
