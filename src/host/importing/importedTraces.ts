import * as vscode from 'vscode';
import { visibleText } from '../../base/visibleText';
import { importInSlices, traceOf, type ImportResult } from '../../session/importing';
import type { OpenedSource, TraceSource } from '../../session/source';
import { IMPORTERS } from '../../trace/importers';
import type { ImportOptions } from '../../trace/importers/import';
import { patternProblem } from '../../trace/importers/patterns';
import { isWithinReach, nameOf } from '../documents';
import { fileSource, type FileStamp } from '../files/fileSource';
import { IMPORTED_SCHEME } from '../ids';
import { scheduler } from '../platform';
import type { ChosenFormat } from './readRecording';
import { joined } from './saveTrace';

/** How often an import that takes long lets its reader look whether it is still wanted. */
const LOOK_EVERY_MS = 50;
const NOTHING = new Uint8Array(0);

/** A trace that was just made, for the view that is about to open: it need not be made again. */
let handedOver: HandedOver | undefined;

interface HandedOver {
  readonly uri: string;
  readonly pieces: Uint8Array[];
  /** What the recording was when it was read. */
  readonly stamp: FileStamp | undefined;
}

/**
 * The address of a trace that is made of a recording when it is read. It names the recording, so that
 * the trace comes back after the window was reloaded. Undefined for what must not be read unasked.
 */
export function importedUri(
  recording: vscode.Uri,
  { importer, patterns = [] }: ChosenFormat,
): vscode.Uri | undefined {
  if (!isWithinReach(recording)) return undefined;
  const fields: [string, string][] = [['source', recording.toString()]];
  if (importer !== undefined) fields.push(['format', importer.id]);
  for (const pattern of patterns) fields.push(['pattern', pattern]);
  const query = fields.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return vscode.Uri.from({
    scheme: IMPORTED_SCHEME,
    path: `/${nameOf(recording)}.alloctrace`,
    query,
  });
}

export function isImported({ scheme }: vscode.Uri): boolean {
  return scheme === IMPORTED_SCHEME;
}

/**
 * Keeps a result for whoever reads this address next.
 * @param stamp what the recording was when it was read: it may have changed since
 */
export function handOver(
  uri: vscode.Uri,
  result: ImportResult,
  stamp: FileStamp | undefined,
): void {
  handedOver = { uri: uri.toString(), pieces: traceOf(result), stamp };
}

/**
 * A trace as its recording gives it, in slices.
 * @param onOpen told of the recording as each reading finds it
 */
export function importedSource(uri: vscode.Uri, onOpen: (stamp: FileStamp) => void): TraceSource {
  return {
    async open(): Promise<OpenedSource> {
      const { recording, format } = partsOf(uri);
      const ready = handedOver?.uri === uri.toString() ? handedOver : undefined;
      if (ready !== undefined) {
        handedOver = undefined;
        onOpen(ready.stamp ?? (await vscode.workspace.fs.stat(recording)));
        return { pieces: later(emptied(ready.pieces)), fraction: () => 1 };
      }
      const opened = await fileSource(recording, false, onOpen).open();
      return imported(opened, { ...format, source: nameOf(recording) });
    },
  };
}

/** What an opened recording becomes; it is read no further when nobody takes the pieces any more. */
function imported(recording: OpenedSource, options: ImportOptions): OpenedSource {
  let share = 0;
  async function* pieces() {
    let isCancelled = false;
    const made = importInSlices(recording.pieces, options, scheduler, {
      onProgress: () => (share = recording.fraction()),
      isCancelled: () => isCancelled,
    });
    const isMade = made.then(
      () => true,
      () => true,
    );
    try {
      // One look after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      while (!(await Promise.race([isMade, notYet()]))) yield NOTHING;
      const result = await made;
      if (result === undefined) return;
      const { importer, why } = result.imported;
      if (importer === undefined) throw new Error(notRead(why));
      yield* emptied(traceOf(result));
    } finally {
      isCancelled = true;
    }
  }
  return {
    pieces: pieces(),
    fraction: () => share,
    ...(recording.brokenOff && { brokenOff: () => recording.brokenOff?.() }),
  };
}

/** Imported traces as read-only files, so that they can be opened, saved elsewhere and compared. */
export class ImportedFiles implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Never fires: whoever wants to know looks at the recording. */
  readonly onDidChangeFile = this.changes.event;

  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  /** The recording's size and time: how long the trace is, nobody knows before it is read. */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { type, ctime, mtime, size } = await vscode.workspace.fs.stat(partsOf(uri).recording);
    return { type, ctime, mtime, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    const opened = await importedSource(uri, () => {}).open();
    for await (const piece of opened.pieces) pieces.push(piece);
    return joined(pieces);
  }

  readDirectory(): never {
    throw vscode.FileSystemError.FileNotADirectory();
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

/** Anybody may have written an address: it leads only where links may lead, too. */
function partsOf(uri: vscode.Uri): { recording: vscode.Uri; format: ChosenFormat } {
  try {
    const fields = uri.query.split('&').map((field) => {
      const end = field.indexOf('=');
      return [field.slice(0, end), decodeURIComponent(field.slice(end + 1))];
    });
    const valuesOf = (name: string) =>
      fields.filter(([key]) => key === name).map(([, value]) => value);
    const recording = vscode.Uri.parse(valuesOf('source').at(0) ?? '', true);
    const [id] = valuesOf('format');
    const importer = IMPORTERS.find((each) => each.id === id);
    const patterns = valuesOf('pattern');
    const isSound =
      (id === undefined || importer !== undefined) &&
      (patterns.length === 0 || patternProblem(patterns) === undefined);
    if (isSound && isWithinReach(recording)) {
      const settings = patterns.length === 0 ? {} : { patterns };
      return { recording, format: importer === undefined ? settings : { importer, ...settings } };
    }
  } catch {
    // No address, or an escape that is none: said below.
  }
  throw vscode.FileSystemError.FileNotFound(uri);
}

function notRead(why: string): string {
  return vscode.l10n.t(
    '{0} AllocTrace: Import Trace... asks which format to take.',
    visibleText(why, 400),
  );
}

/** Gives pieces and lets each go: the reader has its own copy. */
function* emptied(pieces: Uint8Array[]): Generator<Uint8Array, void, undefined> {
  pieces.reverse();
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) yield piece;
}

async function* later(pieces: Iterable<Uint8Array>) {
  yield* pieces;
}

function notYet(): Promise<boolean> {
  return scheduler.pause(LOOK_EVERY_MS).then(() => false);
}
