import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runOrThrow } from '../workbench/processes.mjs';
import { inRoot } from '../workbench/root.mjs';
import type { Picture, Recording } from './picture';

/** A trace as a file of the workspace. */
export interface TraceFile {
  readonly name: string;
  readonly text: string;
}

/** What a picture shows. A recording is imported by the command line, as the recipes say. */
export async function traceOf({ trace }: Picture): Promise<TraceFile> {
  if ('recording' in trace) return imported(trace);
  const name = `${trace.example}.alloctrace`;
  return { name, text: await readFile(inRoot('media', 'examples', name), 'utf8') };
}

async function imported({ recording, as, heap }: Recording): Promise<TraceFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alloctrace-pictures-'));
  try {
    const name = `${as.replace(/\.\w+$/, '')}.alloctrace`;
    const [from, to] = [path.join(folder, as), path.join(folder, name)];
    const content = await readFile(inRoot('test', 'fixtures', recording));
    await writeFile(from, recording.endsWith('.gz') ? gunzipSync(content) : content);
    await runOrThrow(process.execPath, [inRoot('dist', 'cli.js'), 'import', from, '-o', to]);
    const text = await readFile(to, 'utf8');
    return { name, text: heap ? text.replace(/^heap size=\S+/m, `heap size=${heap}`) : text };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
