import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import * as files from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeMachine, type Machine } from '../../src/recorders/machine';

/** Where programs are compiled to and run; removed when the tests are over. */
export const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-recorders-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const FIXTURES = path.resolve('test/fixtures/recorders');
export const RECORDERS = path.resolve('media/recorders');

/** This machine, with a cache of its own. */
export const machine: Machine = nodeMachine({
  process: { ...process, env: { ...process.env, XDG_CACHE_HOME: folder } },
  files,
  execFile,
});

/** Whether there is a program of this name. */
export function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

/** Skips a suite where it cannot be compiled or run. */
export function needsCompiler(suite: Mocha.Context, compiler = 'cc', linux = true): void {
  if ((linux && process.platform !== 'linux') || !has(compiler)) suite.skip();
}

/** Compiles a file of the fixtures, without a warning. Returns the program. */
export function compile(compiler: string, source: string, ...options: string[]): string {
  const program = path.join(folder, `${source}-${options.join('').replaceAll(/\W/g, '')}`);
  const warnings = ['-Wall', '-Wextra', '-Werror', `-I${RECORDERS}`, `-I${FIXTURES}/stand-ins`];
  const args = [...warnings, '-o', program, path.join(FIXTURES, source), ...options];
  const { status, stderr } = spawnSync(compiler, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return program;
}

/** What a program prints. */
export function outputOf(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}
