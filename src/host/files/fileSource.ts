import * as vscode from 'vscode';
import { packingOf } from '../../packed/packing';
import { unpacked } from '../../packed/unpacked';
import type { OpenedSource, TraceSource } from '../../session/source';
import { openFile, type OpenFile } from '../platform';
import { fileErrorText } from './fileErrorText';

/** Bytes taken from a disk at once: a few milliseconds of reading, never a memory of its own. */
const PIECE = 2 ** 20;

/** What a file was when its reading began; another size or time later means that it has changed. */
export interface FileStamp {
  readonly size: number;
  readonly mtime: number;
}

/**
 * The text of a trace in a file, unpacked where it is packed. Node hosts read it piece by piece;
 * where only `workspace.fs` is, the file as it lies on the disk is in memory while it is read.
 * @param onOpen told of the file as each reading finds it
 */
export function fileSource(uri: vscode.Uri, onOpen: (stamp: FileStamp) => void): TraceSource {
  return {
    async open(): Promise<OpenedSource> {
      try {
        // Before the first byte: what is appended meanwhile is then seen as a change.
        const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
        if ((type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('It is no file.'));
        const file = await openParts(uri);
        onOpen({ size, mtime });
        const head = await file.read(0, 16);
        return reading(file, packingOf(head) === undefined);
      } catch (error) {
        throw new Error(fileErrorText(error), { cause: error });
      }
    },
  };
}

function reading(file: OpenFile, isPlain: boolean): OpenedSource {
  let taken = 0;
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
  async function* pieces() {
    let isEmpty = true;
    try {
      for await (const piece of unpacked(raw())) {
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
  const bytes = await vscode.workspace.fs.readFile(uri);
  return {
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}
