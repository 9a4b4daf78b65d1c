/** What the exit codes mean; docs/cli.md says the same to people. */
export const enum ExitCode {
  /** Done, and nothing wrong was found. */
  Clean = 0,
  /** Done; there are faults, inconsistencies or problems. */
  Found = 1,
  /** Could not run. */
  Failed = 2,
  /** 128 and the number of SIGINT, as shells have it. */
  Interrupted = 130,
}

/** The command cannot be carried out. The message says what is wrong and what to do. */
export class CannotRun extends Error {
  /** @param place the place in a file, as `FILE:LINE:COL`; the program's name without one */
  constructor(
    message: string,
    readonly place = 'alloctrace',
  ) {
    super(message);
  }
}

/** Ctrl-C. */
export class Interrupted extends Error {}
