import { spawn, spawnSync } from 'node:child_process';

/**
 * What an error says, whatever was thrown.
 *
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The code of a system error, such as EEXIST.
 *
 * @param {unknown} error
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} RunOptions
 * @typedef {{ code: number, output: string }} RunResult
 */

/**
 * Runs a program to its end without standard input and collects what it prints. A program that
 * cannot start, or takes longer than `timeout` milliseconds, ends with a code other than 0.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, { cwd, env, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    // Windows starts .cmd files only through a shell, which takes a line.
    const shell = process.platform === 'win32' && program.endsWith('.cmd');
    const [name, rest] = shell ? [shellLine(program, args), []] : [program, args];
    const child = spawn(name, rest, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      shell,
    });
    running.add(child);
    let output = '';
    const timer = timeout
      ? setTimeout(() => {
          output += `\n${program} was stopped: it took longer than ${timeout / 1000} s.\n`;
          killGroup(child.pid, 'SIGKILL');
        }, timeout)
      : undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * A program and its arguments as a line for the shell of Windows: many a path there has a blank in
 * it, that of VS Code for one.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function shellLine(program, args) {
  return [program, ...args].map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
}

/**
 * Like {@link run}, but throws with everything the program printed when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what it printed
 */
export async function runOrThrow(program, args, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/**
 * Runs npm, the same one that started this script where there is one.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const cli = process.env['npm_execpath'];
  const env = { ...(options.env ?? process.env) };
  // Left over from the outer `npm run`, these would point a nested npm back at this project.
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle|command)|^npm_config_(local_)?prefix$/i.test(name)) {
      delete env[name];
    }
  }
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  if (cli?.endsWith('.js')) {
    return runOrThrow(process.execPath, [cli, ...quiet], { ...options, env });
  }
  return runOrThrow(process.platform === 'win32' ? 'npm.cmd' : 'npm', quiet, { ...options, env });
}

/**
 * Ends a process and everything it started. The process must lead its own group (`detached`).
 *
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
export function killGroup(pid, signal) {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * Processes that lead their own groups do not get the terminal's Ctrl-C, so it is passed on.
 *
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();
process.on('exit', () => {
  for (const child of running) killGroup(child.pid, 'SIGKILL');
});

/**
 * For scripts that people run. Ctrl-C and a polite kill end them through `exit`, so that what they
 * started ends too; an error that nobody caught is shown as its message, which says what to do,
 * without the stack above it.
 */
export function behaveAsProgram() {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));
  process.once('uncaughtException', (error) => {
    console.error(`✘ ${process.env['ALLOCTRACE_DEBUG'] ? error.stack : messageOf(error)}`);
    process.exit(1);
  });
}
