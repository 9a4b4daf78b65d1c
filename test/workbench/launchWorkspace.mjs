// Makes the workspace of the launch configuration "Extension Tests": a copy of the examples, since
// the tests write into the folder that they run in.

import { cp, rm } from 'node:fs/promises';
import { inRoot } from './root.mjs';

const folder = inRoot('out', 'launch-workspace');
await rm(folder, { recursive: true, force: true });
await cp(inRoot('media', 'examples'), folder, { recursive: true });
