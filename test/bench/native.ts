import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Operations as both sides carry them out: kind (1 alloc, 2 free), slot, size, align; each row 4. */
export interface Workload {
  readonly name: string;
  readonly heapSize: number;
  readonly slots: number;
  readonly rows: Uint32Array;
}

export interface NativeResult {
  /** Milliseconds, one a run. */
  readonly times: readonly number[];
  /** FNV-1a of the final image. */
  readonly hash: string;
}

/** The plain native walk, compiled with the machine's C compiler; undefined where there is none. */
export class NativeWalk {
  private constructor(
    private readonly program: string,
    readonly compiler: string,
  ) {}

  static build(): NativeWalk | undefined {
    const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const program = path.join(folder, 'walk');
    for (const compiler of ['cc', 'gcc', 'clang']) {
      const { status } = spawnSync(compiler, ['-O3', '-o', program, 'test/bench/native/walk.c']);
      if (status === 0) return new NativeWalk(program, compiler);
    }
    return undefined;
  }

  run(workload: Workload, runs: number): NativeResult {
    const header = Uint32Array.of(
      workload.rows.length / 4,
      workload.slots,
      workload.heapSize,
      0,
      runs,
    );
    const input = Buffer.concat([Buffer.from(header.buffer), Buffer.from(workload.rows.buffer)]);
    const { stdout, status } = spawnSync(this.program, { input, encoding: 'latin1' });
    if (status !== 0) throw new Error(`The native walk ended with ${status}.`);
    const lines = stdout.trim().split('\n');
    return {
      times: lines.slice(0, -1).map((line) => Number(line) / 1e6),
      hash: lines.at(-1) ?? '',
    };
  }
}
