// npm run package: packs the extension into alloctrace-<version>.vsix, shows what is inside and
// fails when something is that should not be.

import path from 'node:path';
import { pack } from './pack.mjs';
import { behaveAsProgram } from './processes.mjs';
import { root } from './root.mjs';
import { ensureDependencies } from './setup.mjs';

behaveAsProgram();
await ensureDependencies();
const { file, size, files, faults } = await pack(root);
for (const { name, size: unpacked } of files) {
  console.log(`${unpacked.toLocaleString('en').padStart(11)}  ${name}`);
}
console.log(`${path.basename(file)}: ${files.length} files, ${size.toLocaleString('en')} bytes`);
for (const fault of faults) console.error(`✘ ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
