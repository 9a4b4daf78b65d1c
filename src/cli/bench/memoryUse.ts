import { readFileSync } from 'node:fs';
import { scheduler } from '../scheduler';

/** Bytes that this process holds, garbage collected first where the runtime allows it. */
export interface MemoryUse {
  /** Resident, as the system counts it. */
  readonly resident: number;
  /** JavaScript objects and the buffers of typed arrays. */
  readonly held: number;
}

export async function memoryUse(): Promise<MemoryUse> {
  // The buffers of collected arrays are given back a little later, and counted until then.
  for (let i = 0; i < 3; i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await scheduler.pause();
  }
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { resident: rss, held: heapUsed + arrayBuffers };
}

/**
 * The most bytes that were ever resident. Linux's own field first: what `resourceUsage` says of a
 * new process begins with the size of the one that started it.
 */
export function peakResident(): number {
  try {
    const kib = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
    if (kib !== undefined) return Number(kib) * 1024;
  } catch {
    // Not on Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
