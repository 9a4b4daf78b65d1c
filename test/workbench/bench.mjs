// npm run bench: the benchmarks of the command line (engine, reader, opening), then those of the
// Heap Inspector through the real webview.
//
//   npm run bench -- --only inspector          the inspector's alone
//   npm run bench -- --only inspector.steps    one section of them
//   npm run bench -- --only engine,reader      sections of the command line, as its --help names them

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { behaveAsProgram } from './processes.mjs';
import { inRoot, root } from './root.mjs';
import { build, ensureDependencies } from './setup.mjs';

behaveAsProgram();
const args = process.argv.slice(2);
const place = args.indexOf('--only');
const only = place < 0 ? undefined : (args[place + 1] ?? '').split(',');
const ofInspector = only?.filter((name) => /^inspector(\.|$)/.test(name));
const ofProgram = only?.filter((name) => !ofInspector?.includes(name));

await ensureDependencies();
await build({ tests: true, production: true });
if (ofProgram === undefined || ofProgram.length > 0) {
  const rest = ofProgram === undefined ? args : args.with(place + 1, ofProgram.join(','));
  await run([inRoot('dist', 'cli.js'), 'bench', ...rest]);
}
// Other options are for the program: files to measure, a quick run, JSON.
if (ofInspector === undefined ? args.length === 0 : ofInspector.length > 0) {
  const sections = ofInspector?.flatMap((name) => name.split('.').slice(1)) ?? [];
  await run([inRoot('out', 'bench', 'main.mjs'), ...sections]);
}

/**
 * Runs a program whose output is the benchmark's; its exit code becomes ours if it is not 0.
 *
 * @param {string[]} command
 */
async function run(command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = code ?? 1;
}
