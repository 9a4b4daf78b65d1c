import path from 'node:path';
import { formatBytes } from '../base/format';
import { importInSlices, type ImportResult } from '../session/importing';
import { TraceTooLong } from '../session/spool';
import type { Importer, ImportSettings } from '../trace/importers/importer';
import type { Surroundings } from './command';
import { CannotRun, Interrupted } from './errors';
import { bytesOf } from './input';
import { scheduler } from './scheduler';

/**
 * Reads a recording.
 * @throws CannotRun if the file cannot be read or the trace is too long, Interrupted after Ctrl-C
 */
export async function importFile(
  file: string,
  settings: ImportSettings & { readonly importer: Importer | undefined },
  { signal, progress }: Surroundings,
): Promise<ImportResult> {
  const source = file === '-' ? 'standard input' : path.basename(file);
  try {
    const result = await importInSlices(bytesOf(file, signal), { ...settings, source }, scheduler, {
      onProgress: (read) => progress.show(() => `importing: ${formatBytes(read)}`),
      isCancelled: () => signal.aborted,
    });
    if (result === undefined) throw new Interrupted();
    return result;
  } catch (error) {
    throw error instanceof TraceTooLong ? new CannotRun(error.message) : error;
  }
}
