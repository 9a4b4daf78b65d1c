import assert from 'node:assert/strict';
import { DESCRIBED_NAMES } from '../../src/language/conditionNames';

describe('names of conditions', () => {
  it('are all explained', () => {
    for (const { name, meaning } of DESCRIBED_NAMES) assert.match(meaning, /\S.*\.$/, name);
  });
});
