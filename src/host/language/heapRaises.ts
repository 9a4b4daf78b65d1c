import * as vscode from 'vscode';
import { raiseHeap } from '../../language/fixes/heapFixes';
import type { Read } from '../../language/fixes/offers';
import { PerGeneration } from '../../language/perGeneration';
import { inSlices } from '../../language/slices';
import { sufficientSize } from '../../replay/sufficientSize';
import { sizeText } from '../../trace/write';
import { scheduler } from '../platform';
import type { UpToDate } from './upToDate';
import { editOf } from './workspaceEdit';

/** So many events are carried out a few times in less time than a menu takes to open. */
const FEW_EVENTS = 20_000;

/** Makes the heap of a trace large enough; how large, in a long trace, is found when it is wanted. */
export class RaiseHeap extends vscode.CodeAction {
  constructor(
    title: string,
    readonly document: vscode.TextDocument,
    readonly upToNow: UpToDate,
    readonly read: Read,
  ) {
    super(title, vscode.CodeActionKind.QuickFix);
    this.isPreferred = true;
  }
}

/** Finds the heaps in which nothing runs out of memory. */
export class HeapRaises {
  /** What was found; empty before, `undefined` in it where no heap is large enough. */
  private readonly found = new PerGeneration<{ size: number | undefined }[]>();

  /** The action for the lines `start..end`, where an event among them runs out of memory. */
  async of(
    document: vscode.TextDocument,
    upToNow: UpToDate,
    read: Read,
    start: number,
    end: number,
  ): Promise<vscode.CodeAction | undefined> {
    const { replay } = upToNow;
    if (!runsOut(read, start, end)) return undefined;
    if (replay.eventCount > FEW_EVENTS) {
      const title = vscode.l10n.t('Raise the heap so that nothing runs out of memory');
      return new RaiseHeap(title, document, upToNow, read);
    }
    const size = await this.sizeOf(upToNow, () => false);
    if (size === undefined) return undefined;
    const title = vscode.l10n.t('Raise the heap to {0}', sizeText(size));
    return finished(new RaiseHeap(title, document, upToNow, read), size);
  }

  /** Finds the size for an action that does not know it yet; whoever waits can give it up. */
  async resolve(action: RaiseHeap, token: vscode.CancellationToken): Promise<vscode.CodeAction> {
    if (action.edit !== undefined) return action;
    const { document, upToNow } = action;
    const { version } = document;
    const size = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Looking for a heap that is large enough'),
        cancellable: true,
      },
      (_, cancel) => {
        const isGivenUp = () => token.isCancellationRequested || cancel.isCancellationRequested;
        return this.sizeOf(upToNow, isGivenUp);
      },
    );
    return size === undefined || document.version !== version ? action : finished(action, size);
  }

  /** Undefined where no heap is large enough, or where it was given up. */
  private async sizeOf(
    { session, replay }: UpToDate,
    isGivenUp: () => boolean,
  ): Promise<number | undefined> {
    const found = this.found.of(session, () => []);
    const { generation } = session;
    if (found.length > 0) return found[0].size;
    const isOver = () => session.generation !== generation || isGivenUp();
    const size = await sizeInSlices(replay, isOver);
    if (!isOver()) found.push({ size });
    return size;
  }
}

async function sizeInSlices(
  { trace, config }: UpToDate['replay'],
  isOver: () => boolean,
): Promise<number | undefined> {
  try {
    return await inSlices(sufficientSize(trace, config), scheduler, isOver);
  } catch (error) {
    // There is no memory for a heap that large.
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

function runsOut({ replay }: Read, start: number, end: number): boolean {
  const { trace, journal } = replay;
  for (
    let event = journal.faultAfter(trace.eventAtOrAfter(start) - 1);
    event >= 0 && trace.lineOf(event) < end;
    event = journal.faultAfter(event)
  ) {
    if (journal.ranOutOfMemory(event)) return true;
  }
  return false;
}

function finished(action: RaiseHeap, size: number): vscode.CodeAction {
  const { document, read } = action;
  action.edit = editOf(document, [raiseHeap(read.replay.trace, read.lines, size)]);
  return action;
}
