import { randomFrom } from '../../src/cli/bench/workloads/random';
import { lastInput, targets } from './targets';

/** `npm run fuzz` tries many more. */
const ROUNDS = 120;

describe('importing anything at all', () => {
  for (const [i, target] of targets().entries()) {
    it(`holds for ${target.name}`, () => {
      const random = randomFrom(20_241 + i);
      for (let round = 0; round < ROUNDS; round++) {
        try {
          target.run(random);
        } catch (error) {
          console.error(lastInput);
          throw error;
        }
      }
    });
  }
});
