// Makes the pictures of the documents, through the real webview in a real workbench. Built beside
// the tests; test/workbench/pictures.mjs runs it.

import { startServer } from '../workbench/server.mjs';
import { inRoot } from '../workbench/root.mjs';
import { PICTURES } from './pictures';
import { Stage } from './stage';

const names = process.argv.slice(2);
for (const name of names) {
  if (PICTURES.some((picture) => picture.name === name)) continue;
  const known = PICTURES.map((picture) => picture.name).join(', ');
  throw new Error(`There is no picture ${name}. There are: ${known}`);
}
const server = await startServer();
try {
  for (const picture of PICTURES) {
    if (names.length > 0 && !names.includes(picture.name)) continue;
    const file = inRoot('docs', 'images', `${picture.name}.png`);
    // One after the other: each is a browser of its own.
    await Stage.take(picture, server, file);
    console.log(file);
  }
} finally {
  await server.stop();
}
