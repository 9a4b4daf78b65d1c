import type { Random } from '../../src/cli/bench/workloads/random';

/** One of `list`, which is not empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)];
}
