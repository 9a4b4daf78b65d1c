import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { POLICIES } from '../../../engine/policies';
import { WORDS_PER_ROW, type Workload } from '../workloads/workload';
import source from './walk.c';

const COMPILERS = ['cc', 'gcc', 'clang'];

const enum Order {
  Load = 1,
  Run = 2,
  Hash = 3,
}

/**
 * The plain native walk in C, compiled here and kept running: it is given a workload once and then
 * one run at a time, so that its runs and the engine's can take turns.
 */
export class NativeWalk {
  private received = '';
  private waiting:
    | { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void }
    | undefined;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly folder: string,
    /** First line of what the compiler says of its version. */
    readonly compiler: string,
  ) {
    child.stdout.setEncoding('latin1').on('data', (text: string) => this.receive(text));
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.waiting?.reject(error));
    child.on('close', (code) => {
      this.waiting?.reject(new Error(`The native walk ended with code ${code}.`));
    });
  }

  /** Compiles and starts the walk; undefined where there is no compiler. */
  static start(): NativeWalk | undefined {
    const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-bench-'));
    const file = path.join(folder, 'walk.c');
    const program = path.join(folder, 'walk');
    writeFileSync(file, source);
    for (const compiler of COMPILERS) {
      if (spawnSync(compiler, ['-O3', '-o', program, file]).status !== 0) continue;
      const { stdout } = spawnSync(compiler, ['--version'], { encoding: 'utf8' });
      const child = spawn(program);
      removeFolder(folder);
      return new NativeWalk(child, folder, `${stdout.split('\n')[0].trim()}, -O3`);
    }
    removeFolder(folder);
    return undefined;
  }

  /** Gives the walk a workload. What comes before the timed part is carried out at once. */
  load({ rows, setup, slots, heapSize, layout, policy }: Workload): void {
    const isReference = layout === 'reference' ? 1 : 0;
    const policyNumber = POLICIES.findIndex(({ name }) => name === policy);
    const count = rows.length / WORDS_PER_ROW;
    this.write([Order.Load, count, setup, slots, heapSize, isReference, policyNumber]);
    this.child.stdin.write(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  }

  /** Carries the timed part of the workload out once. Returns the milliseconds it took. */
  async run(): Promise<number> {
    this.write([Order.Run]);
    return Number(await this.line()) / 1e6;
  }

  /** FNV-1a of the heap as the last run left it. */
  hash(): Promise<string> {
    this.write([Order.Hash]);
    return this.line();
  }

  /** Ends the walk and removes what was compiled. */
  dispose(): void {
    this.child.once('close', () => removeFolder(this.folder));
    this.child.kill();
  }

  private write(words: readonly number[]): void {
    this.child.stdin.write(new Uint8Array(Uint32Array.from(words).buffer));
  }

  private line(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      if (this.child.exitCode !== null) reject(new Error('The native walk has ended.'));
      this.receive('');
    });
  }

  private receive(text: string): void {
    this.received += text;
    const end = this.received.indexOf('\n');
    if (end < 0 || this.waiting === undefined) return;
    const { resolve } = this.waiting;
    this.waiting = undefined;
    const line = this.received.slice(0, end);
    this.received = this.received.slice(end + 1);
    resolve(line);
  }
}

/** Where a program that runs cannot be removed (Windows), this is for later. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is in the folder for what is temporary.
  }
}
