import assert from 'node:assert/strict';
import { Emitter } from '../../src/base/emitter';

describe('an emitter', () => {
  it('calls those that listened before, as long as they do', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const late = (value: number) => heard.push(`late ${value}`);
    emitter.event((value) => {
      heard.push(`first ${value}`);
      emitter.event(late);
      second.dispose();
    });
    const second = emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    assert.deepEqual(heard, ['first 1'], 'who came listens later, who went no more');
    emitter.dispose();
    emitter.fire(2);
    assert.equal(heard.length, 1);
  });

  it('tells apart who listens twice', () => {
    const emitter = new Emitter<void>();
    let count = 0;
    const listener = () => void count++;
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire();
    assert.equal(count, 2);
    first.dispose();
    first.dispose();
    emitter.fire();
    assert.equal(count, 3);
  });
});
