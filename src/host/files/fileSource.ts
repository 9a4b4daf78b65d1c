import * as vscode from 'vscode';
import { packingOf } from '../../packed/packing';
import { unpacked } from '../../packed/unpacked';
import { withoutUnwritten } from '../../session/unwritten';
import type { OpenedSource, TraceSource } from '../../session/source';
import type { TraceText } from '../../session/traceText';
import { openFile, type OpenFile } from '../platform';
import { fileErrorText } from './fileErrorText';

/** Bytes taken from a disk at once: a few milliseconds of reading, never a memory of its own. */
const PIECE = 2 ** 20;

/** Bytes of a file's beginning and of its known end that tell whether it is still the same one. */
const COMPARED = 4096;

/** What a file was when its reading began; another size or time later means that it has changed. */
export interface FileStamp {
  readonly size: number;
  readonly mtime: number;
}

/**
 * The text of a trace in a file, unpacked where it is packed. Node hosts read it piece by piece;
 * where only `workspace.fs` is, the file as it lies on the disk is in memory while it is read.
 * @param grows whether to read on later; packed files are only read as a whole
 * @param onOpen told of the file as each reading finds it
 */
export function fileSource(
  uri: vscode.Uri,
  grows: boolean,
  onOpen: (stamp: FileStamp) => void,
): TraceSource {
  return {
    async open(): Promise<OpenedSource> {
      try {
        // Before the first byte: what is appended meanwhile is then seen as a change.
        const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
        if ((type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('It is no file.'));
        const file = await openParts(uri);
        onOpen({ size, mtime });
        const head = await unlessItFails(file, () => file.read(0, 16));
        const isPlain = packingOf(head) === undefined;
        return { ...reading(file, 0, isPlain, grows && isPlain), grows: grows && isPlain };
      } catch (error) {
        throw new Error(fileErrorText(error), { cause: error });
      }
    },
  };
}

/** The text in bytes that are all in memory, unpacked where they are packed. */
export function bytesSource(bytes: Uint8Array): TraceSource {
  const file = partsOf(bytes);
  const isPlain = packingOf(bytes.subarray(0, 16)) === undefined;
  return { open: () => Promise.resolve(reading(file, 0, isPlain, false)) };
}

/** What has come to a file. It is open until it is read, or closed. */
interface FileTail extends TraceSource {
  close(): Promise<void>;
}

/**
 * What has come to a file behind the text that was read of it, or undefined if it is not the same
 * file with more at its end: as far as its beginning and what stood last say.
 */
export async function fileTail(uri: vscode.Uri, text: TraceText): Promise<FileTail | undefined> {
  const file = await openParts(uri);
  const { length } = text;
  const from = Math.max(0, length - COMPARED);
  const isSame = await unlessItFails(
    file,
    async () =>
      file.size >= length &&
      isEqual(await file.read(0, COMPARED), text.slice(0, COMPARED), Math.min(length, COMPARED)) &&
      isEqual(await file.read(from, COMPARED), text.slice(from, length), length - from),
  );
  if (isSame) {
    return {
      open: () => Promise.resolve(reading(file, length, true, true)),
      close: () => file.close(),
    };
  }
  await file.close();
  return undefined;
}

/**
 * Whether a file begins as a packed one, whatever its name says. Files that can only be read as a
 * whole are taken by their names.
 */
export async function isPackedFile(uri: vscode.Uri): Promise<boolean> {
  if (openFile === undefined || uri.scheme !== 'file') return false;
  const file = await openFile(uri.fsPath);
  try {
    return packingOf(await file.read(0, 16)) !== undefined;
  } finally {
    await file.close();
  }
}

/** Does something with a file that stays open if that succeeds. */
async function unlessItFails<T>(file: OpenFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Whether the first `count` bytes are the same, and there. */
function isEqual(a: Uint8Array, b: Uint8Array, count: number): boolean {
  if (a.length < count || b.length < count) return false;
  for (let i = 0; i < count; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * @param start the first byte to read; only of a plain file another one than 0
 * @param grows whether what is not written yet may lie behind the last line
 */
function reading(file: OpenFile, start: number, isPlain: boolean, grows: boolean): OpenedSource {
  let taken = start;
  let why: string | undefined;
  async function* raw() {
    try {
      for (;;) {
        const bytes = await file.read(taken, PIECE);
        if (bytes.length === 0) return;
        taken += bytes.length;
        yield bytes;
      }
    } finally {
      await file.close();
    }
  }
  const written = () => (grows ? withoutUnwritten(raw()) : raw());
  async function* pieces() {
    let isEmpty = true;
    try {
      for await (const piece of start > 0 ? written() : unpacked(written())) {
        isEmpty &&= piece.length === 0;
        yield piece;
      }
    } catch (error) {
      if (isEmpty) throw new Error(fileErrorText(error), { cause: error });
      why = fileErrorText(error);
    }
  }
  return {
    ...(isPlain && { size: file.size }),
    pieces: pieces(),
    fraction: () => (file.size === 0 ? 1 : Math.min(taken / file.size, 1)),
    brokenOff: () => why,
  };
}

async function openParts(uri: vscode.Uri): Promise<OpenFile> {
  if (openFile !== undefined && uri.scheme === 'file') return openFile(uri.fsPath);
  return partsOf(await vscode.workspace.fs.readFile(uri));
}

function partsOf(bytes: Uint8Array): OpenFile {
  return {
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}
