import * as vscode from 'vscode';
import { formatBytes } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { importInSlices, type ImportResult } from '../../session/importing';
import type { Importer, ImportSettings } from '../../trace/importers/importer';
import { plainMessage } from '../commands/say';
import { scheduler } from '../platform';
import type { Recording } from './recording';

const TELL_EVERY_MS = 100;

/** What a person said of a recording: nothing, its format, or how its lines look. */
export type ChosenFormat = ImportSettings & { readonly importer?: Importer };

/** A recording that was read. */
export interface ReadRecording extends ImportResult {
  /** Why it ended early, if it did. */
  readonly brokenOff: string | undefined;
}

/**
 * Reads a recording in slices, with its progress shown, until somebody cancels it.
 * @param format recognised by the content where it says none
 * @returns undefined if it was cancelled
 * @throws with a sentence for people where nothing can be read
 */
export function readRecording(
  { name, source }: Recording,
  format: ChosenFormat,
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
    const result = await importInSlices(opened.pieces, { ...format, source: name }, scheduler, {
      isCancelled: () => token.isCancellationRequested,
      onProgress: (read, label) => {
        if (scheduler.now() < tellAt) return;
        tellAt = scheduler.now() + TELL_EVERY_MS;
        const percent = Math.floor(opened.fraction() * 100);
        const message = [...(label === undefined ? [] : [label]), formatBytes(read)].join(', ');
        progress.report({ increment: percent - shown, message });
        shown = percent;
      },
    });
    return result && { ...result, brokenOff: opened.brokenOff?.() };
  });
}
