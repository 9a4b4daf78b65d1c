/**
 * A trace of small allocations that live for a while: sizes 8 to 512, about a thousand live at a
 * time, the same on every run.
 */
export function syntheticTrace(events: number): Uint8Array {
  let seed = 42;
  const random = (below: number): number => {
    // xorshift32 (Marsaglia, Xorshift RNGs, 2003)
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
  const lines = ['alloctrace 1', 'heap size=1MiB'];
  const live: number[] = [];
  for (let event = 0; event < events; event++) {
    if (live.length > 0 && random(2000) < live.length) {
      const index = random(live.length);
      lines.push(`f ${live[index]}`);
      live[index] = live[live.length - 1];
      live.pop();
    } else {
      lines.push(`a ${event} ${8 + random(505)}`);
      live.push(event);
    }
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
