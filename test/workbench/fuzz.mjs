// npm run fuzz: tries the importers with inputs made of recordings. Options: see test/fuzz/main.ts.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { behaveAsProgram } from './processes.mjs';
import { inRoot, root } from './root.mjs';
import { build, ensureDependencies } from './setup.mjs';

behaveAsProgram();
await ensureDependencies();
await build({ tests: true });
const command = [inRoot('out', 'fuzz', 'main.js'), ...process.argv.slice(2)];
const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
