import * as vscode from 'vscode';
import { formatBytes } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { importInSlices, type ImportResult } from '../../session/importing';
import type { Importer } from '../../trace/importers/importer';
import { plainMessage } from '../commands/say';
import { scheduler } from '../platform';
import type { Recording } from './recording';

const TELL_EVERY_MS = 100;

/** A recording that was read. */
export interface ReadRecording extends ImportResult {
  /** Why it ended early, if it did. */
  readonly brokenOff: string | undefined;
}

/**
 * Reads a recording in slices, with its progress shown, until somebody cancels it.
 * @param importer its format; recognised by the content if it is left out
 * @returns undefined if it was cancelled
 * @throws with a sentence for people where nothing can be read
 */
export function readRecording(
  { name, source }: Recording,
  importer: Importer | undefined,
): Thenable<ReadRecording | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Importing {0}', plainMessage(visibleText(name, 100))),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const opened = await source.open();
    let shown = 0;
    let tellAt = 0;
    const result = await importInSlices(opened.pieces, { importer, source: name }, scheduler, {
      isCancelled: () => token.isCancellationRequested,
      onProgress: (read, format) => {
        if (scheduler.now() < tellAt) return;
        tellAt = scheduler.now() + TELL_EVERY_MS;
        const percent = Math.floor(opened.fraction() * 100);
        const message = [...(format === undefined ? [] : [format]), formatBytes(read)].join(', ');
        progress.report({ increment: percent - shown, message });
        shown = percent;
      },
    });
    return result && { ...result, brokenOff: opened.brokenOff?.() };
  });
}
