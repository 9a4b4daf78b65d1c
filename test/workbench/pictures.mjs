// npm run pictures: makes the pictures of the documents in docs/images anew, through a real workbench.
//
//   npm run pictures                          all of them
//   npm run pictures -- inspector recipe-json some of them, by the names of their files

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { behaveAsProgram } from './processes.mjs';
import { inRoot, root } from './root.mjs';
import { build, ensureDependencies } from './setup.mjs';

behaveAsProgram();
await ensureDependencies();
await build({ tests: true });
const child = spawn(
  process.execPath,
  [inRoot('out', 'pictures', 'main.mjs'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
