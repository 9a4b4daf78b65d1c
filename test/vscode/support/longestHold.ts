/** CPU time of this thread, in microseconds; of the whole process where Node cannot tell. */
function cpuTime(): number {
  const node = process as { threadCpuUsage?(): NodeJS.CpuUsage } & NodeJS.Process;
  const { user, system } = node.threadCpuUsage?.() ?? node.cpuUsage();
  return user + system;
}

/**
 * Measures how long the longest turn of the event loop works, in milliseconds. Counts CPU time and
 * not the clock: on a busy machine another program may have the processor for any time.
 * @param where says what is being done; asked after a turn that was the longest so far
 */
export function longestHold(where: () => string): { stop(): { held: number; where: string } } {
  let longest = 0;
  let longestAt = '';
  let isOver = false;
  let before = cpuTime();
  const turn = () => {
    const now = cpuTime();
    if (now - before > longest) {
      longest = now - before;
      longestAt = where();
    }
    before = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      isOver = true;
      return { held: longest / 1000, where: longestAt };
    },
  };
}
