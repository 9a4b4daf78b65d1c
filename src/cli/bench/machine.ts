import { cpus, loadavg, release, totalmem, type as systemType } from 'node:os';
import { formatBytes } from '../../base/format';

/** The machine that the figures are from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  /** How many processes wanted a processor in the minute before; 0 where the system does not say. */
  readonly load: number;
  readonly node: string;
  /** Of the native walk, with its version and options; null where there is none. */
  readonly compiler: string | null;
}

/** Names this machine. */
export function thisMachine(compiler: string | null): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory: formatBytes(totalmem()),
    system: `${systemType()} ${release()}`,
    load: loadavg()[0],
    node: process.version,
    compiler,
  };
}

/** The same in two lines. */
export function machineLines({
  cpu,
  cores,
  memory,
  system,
  load,
  node,
  compiler,
}: Machine): string[] {
  return [
    `machine: ${cpu}, ${cores} cores, ${memory}, ${system}, Node ${node}, load ${load.toFixed(1)}`,
    compiler === null
      ? 'native walk: skipped, because no C compiler was found (cc, gcc, clang). Install one.'
      : `native walk: ${compiler}`,
  ];
}
