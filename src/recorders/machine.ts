/** The machine that a program is recorded on, as far as recording needs it. */
export interface Machine {
  /** As Node has it: `linux`. */
  readonly platform: string;
  /** As Node has it: `x64`. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A word that no other process uses, for names of files. */
  readonly ownWord: string;
  /** Runs a program to its end; undefined where there is none of that name. */
  run(program: string, args: readonly string[]): Promise<Ended | undefined>;
  readText(file: string): Promise<string>;
  exists(file: string): Promise<boolean>;
  makeFolder(folder: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Bytes in a file, and when it last changed in any way; undefined where there is none. */
  find(file: string): Promise<Found | undefined>;
  read(file: string, position: number, length: number): Promise<Uint8Array>;
  truncate(file: string, size: number): Promise<void>;
}

export interface Found {
  readonly size: number;
  readonly ctimeMs: number;
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  /** What it said on standard error. */
  readonly said: string;
}

/** The parts of Node that a machine is made of. */
export interface NodeParts {
  readonly process: {
    readonly platform: string;
    readonly arch: string;
    readonly pid: number;
    readonly env: Readonly<Record<string, string | undefined>>;
  };
  readonly files: {
    readFile(file: string, encoding: 'utf8'): Promise<string>;
    stat(file: string): Promise<Found & { isDirectory(): boolean }>;
    mkdir(folder: string, options: { readonly mode: number }): Promise<unknown>;
    rename(from: string, to: string): Promise<void>;
    truncate(file: string, size: number): Promise<void>;
    open(file: string, flags: 'r'): Promise<OpenHandle>;
  };
  /** `execFile` of Node. */
  readonly execFile: (
    program: string,
    args: readonly string[],
    done: (error: { readonly code?: unknown } | null, out: string, said: string) => void,
  ) => unknown;
}

interface OpenHandle {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

/** The machine that Node runs on: the host and the command line each have Node in their own way. */
export function nodeMachine({ process, files, execFile }: NodeParts): Machine {
  const find = (file: string) => files.stat(file).catch(() => undefined);
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    ownWord: `${process.pid}-${Date.now()}`,
    run: (program, args) =>
      new Promise((resolve) => {
        execFile(program, args, (error, _, said) => {
          if (error?.code === 'ENOENT') resolve(undefined);
          else resolve({ code: error === null ? 0 : numberOrNull(error.code), said });
        });
      }),
    readText: (file) => files.readFile(file, 'utf8'),
    exists: async (file) => (await find(file)) !== undefined,
    makeFolder: (folder) => makeFolder(files, folder),
    rename: (from, to) => files.rename(from, to),
    find,
    read: async (file, position, length) => {
      const handle = await files.open(file, 'r');
      try {
        const buffer = new Uint8Array(length);
        const { bytesRead } = await handle.read(buffer, 0, length, position);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    truncate: (file, to) => files.truncate(file, to),
  };
}

/**
 * Makes a folder and those that it lies in. Node does so by itself, but never ends where a folder is
 * there and still says that nothing can be made in it because it is not, as those of /proc do.
 */
async function makeFolder(files: NodeParts['files'], folder: string): Promise<void> {
  const isThere = () =>
    files.stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
  if (await isThere()) return;
  const above = folder.slice(0, folder.lastIndexOf('/'));
  if (above !== '') await makeFolder(files, above);
  try {
    await files.mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Others may have made it meanwhile.
    if (!(await isThere())) throw error;
  }
}

function numberOrNull(code: unknown): number | null {
  return typeof code === 'number' ? code : null;
}
