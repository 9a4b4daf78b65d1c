import { formatBytes } from '../base/format';
import { Slices } from '../session/scheduler';
import { Import, type Imported } from '../trace/importers/import';
import type { Importer, ImportSettings } from '../trace/importers/importer';
import type { Surroundings } from './command';
import { Interrupted } from './errors';
import { bytesOf, nameOf } from './input';
import { scheduler } from './scheduler';
import { Spool } from './spool';

/** Bytes read between two looks at the clock. */
const READ_CHUNK = 16 * 1024;

/**
 * Reads a recording. The events are kept until all is read, because the heap they need is known last
 * and stands before them. @throws CannotRun if the file cannot be read
 */
export async function importFile(
  file: string,
  settings: ImportSettings & { readonly importer: Importer | undefined },
  { signal, progress }: Surroundings,
): Promise<{ imported: Imported; events: readonly Buffer[] }> {
  const spool = new Spool();
  const source = file === '-' ? 'standard input' : nameOf(file).replace(/^.*[\\/]/, '');
  const reader = new Import((lines) => spool.write(lines), { ...settings, source });
  const slices = new Slices(scheduler);
  let read = 0;
  for await (const bytes of bytesOf(file, signal)) {
    for (let at = 0; at < bytes.length; at += READ_CHUNK) {
      reader.push(bytes.subarray(at, at + READ_CHUNK));
      if (!slices.isOver) continue;
      const done = read + at;
      progress.show(() => `importing: ${formatBytes(done)}`);
      await slices.rest();
      if (signal.aborted) throw new Interrupted();
    }
    read += bytes.length;
    if (reader.isGivenUp) break;
  }
  const ending = reader.finishing();
  for (;;) {
    const { done, value } = ending.next();
    if (done === true) return { imported: value, events: spool.finish() };
    if (slices.isOver) await slices.rest();
    if (signal.aborted) throw new Interrupted();
  }
}
