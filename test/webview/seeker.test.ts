import assert from 'node:assert/strict';
import { Seeker } from '../../webview/seeker';
import { ManualTimer } from './support/manualTimer';

function seeking() {
  const sent: number[] = [];
  const timer = new ManualTimer();
  return { seeker: new Seeker((at) => sent.push(at), timer.start), sent, timer };
}

describe('Seeker', () => {
  it('sends a few at once, then only the last place of those that came before a painting', () => {
    const { seeker, sent } = seeking();
    for (const at of [1, 2, 3, 4, 5]) seeker.seek(at);
    assert.deepEqual(sent, [1, 2, 3]);
    assert.equal(seeker.isBusy, true);
    seeker.painted(1);
    assert.deepEqual(sent, [1, 2, 3, 5]);
    seeker.painted(2);
    assert.deepEqual(sent, [1, 2, 3, 5]);
    assert.equal(seeker.isBusy, false);
  });

  it('takes a later place for those before it, which were left out', () => {
    const { seeker, sent } = seeking();
    for (const at of [1, 2, 3]) seeker.seek(at);
    seeker.painted(3);
    for (const at of [4, 5, 6, 7]) seeker.seek(at);
    assert.deepEqual(sent, [1, 2, 3, 4, 5, 6]);
  });

  it('is not told anything by states of other places', () => {
    const { seeker, sent } = seeking();
    for (const at of [1, 2, 3, 4]) seeker.seek(at);
    seeker.painted(77);
    assert.deepEqual(sent, [1, 2, 3]);
  });

  it('does not wait for ever for a painting that never comes', () => {
    const { seeker, sent, timer } = seeking();
    for (const at of [1, 2, 3, 4]) seeker.seek(at);
    timer.advance(1000);
    assert.deepEqual(sent, [1, 2, 3, 4]);
  });

  it('waits for the answer to other moves too', () => {
    const { seeker, sent } = seeking();
    seeker.sent();
    assert.equal(seeker.isBehind, false);
    seeker.sent();
    assert.equal(seeker.isBehind, true);
    seeker.sent();
    assert.equal(seeker.isBusy, true);
    seeker.seek(5);
    assert.deepEqual(sent, []);
    seeker.painted(9);
    assert.deepEqual(sent, [5]);
  });
});
