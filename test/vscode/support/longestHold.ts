/** CPU time of this thread, in microseconds; of the whole process where Node cannot tell. */
function cpuTime(): number {
  const node = process as { threadCpuUsage?(): NodeJS.CpuUsage } & NodeJS.Process;
  const { user, system } = node.threadCpuUsage?.() ?? node.cpuUsage();
  return user + system;
}

/**
 * Measures how long the longest turn of the event loop works, in milliseconds. Counts CPU time and
 * not the clock: on a busy machine another program may have the processor for any time.
 */
export function longestHold(): { stop(): number } {
  let longest = 0;
  let isOver = false;
  let before = cpuTime();
  const turn = () => {
    const now = cpuTime();
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      isOver = true;
      return longest / 1000;
    },
  };
}
