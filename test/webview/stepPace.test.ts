import assert from 'node:assert/strict';
import { StepPace } from '../../webview/elements/stepPace';

const moment = (at: number, uri = 'a') => ({ uri, at, playing: false, speed: 0 });

describe('the pace of the steps that a part shows', () => {
  it('lets a slow step move, once', () => {
    const pace = new StepPace();
    assert.equal(pace.take(moment(4), 0), false);
    assert.equal(pace.take(moment(5), 300), true);
    // A selection at the same event.
    assert.equal(pace.take(moment(5), 900), false);
    assert.equal(pace.take(moment(6), 1000), true);
  });

  it('lets nothing move that comes too soon, from afar or from elsewhere', () => {
    const pace = new StepPace();
    pace.take(moment(4), 0);
    assert.equal(pace.take(moment(5), 100), false);
    assert.equal(pace.take(moment(7), 900), false);
    assert.equal(pace.take(moment(6), 1800), false);
    assert.equal(pace.take(moment(7, 'b'), 2700), false);
  });
});
