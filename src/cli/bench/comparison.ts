import type { Bench } from './bench';
import { EngineRun } from './engineRun';
import { inTurns, type Patience } from './turns';
import { ratioOf, scaled, spreadOf, type Spread } from './statistics';
import { timedRows, type Workload } from './workloads/workload';

/** The engine beside the native walk, on the same operations in the same run. */
export interface Comparison {
  readonly name: string;
  readonly operations: number;
  /** Mean over the timed part. */
  readonly freeBlocks: number;
  /** Nanoseconds an operation. */
  readonly engine: Spread;
  /** The same for the native walk; left out without a compiler. */
  readonly native?: Spread;
  readonly ratio?: Spread;
  /** Whether both left the same bytes behind. */
  readonly imagesAgree?: boolean;
}

/** Measures a workload on both sides, or on the engine alone where there is no native walk. */
export async function compare(
  bench: Bench,
  workload: Workload,
  patience: Patience,
): Promise<Comparison> {
  const { name } = workload;
  const { native } = bench;
  bench.show(name);
  const operations = timedRows(workload);
  const perOperation = 1e6 / operations;
  const own = new EngineRun(workload);
  const freeBlocks = own.meanFreeBlocks();
  if (native === undefined) {
    const [engine] = await inTurns(bench, [() => own.run()], patience);
    return { name, operations, freeBlocks, engine: scaled(spreadOf(engine), perOperation) };
  }
  native.load(workload);
  const [walk, engine] = await inTurns(bench, [() => native.run(), () => own.run()], patience);
  return {
    name,
    operations,
    freeBlocks,
    engine: scaled(spreadOf(engine), perOperation),
    native: scaled(spreadOf(walk), perOperation),
    ratio: ratioOf(engine, walk),
    imagesAgree: (await native.hash()) === own.hash(),
  };
}
