// Runs the VS Code server and ends it, with everything it started, when standard input closes. That
// happens when the program that wanted the server is done, and also when it is killed, so no server
// and no temporary folder outlives its run.
//
//   node serverGuard.mjs '{ "program": ..., "args": [...], "temporary": folder }'

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { killGroup } from './processes.mjs';

/** @type {{ program: string, args: string[], temporary: string }} */
const { program, args, temporary } = JSON.parse(process.argv[2] ?? '');

const server = spawn(program, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: process.platform !== 'win32',
});

function stop() {
  killGroup(server.pid, 'SIGTERM');
  setTimeout(() => killGroup(server.pid, 'SIGKILL'), 1500).unref();
}

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.on('exit', (code) => {
  // What the server leaves behind in its group still holds files in the folder.
  killGroup(server.pid, 'SIGKILL');
  try {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    console.error(`Could not remove ${temporary}: ${String(error)}`);
  }
  process.exit(code ?? 1);
});
process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, stop);
}
