import type * as vscode from 'vscode';
import type { TraceSource } from '../../session/source';
import { documentAt, nameOf } from '../documents';
import { documentSource } from '../files/documentSource';
import { bytesSource, fileSource, type FileStamp } from '../files/fileSource';

/** Something that another tool recorded, wherever it is. */
export interface Recording {
  /** What it is called. Anything may be in it. */
  readonly name: string;
  readonly source: TraceSource;
  /** The file or document, if it is one. */
  readonly uri?: vscode.Uri;
  /** Whether that is read from its file, and can be again. */
  readonly isFile: boolean;
  /** What the file was when it was read last. */
  readonly stamp?: () => FileStamp | undefined;
}

/** What is in a file, or in its document where that holds edits. */
export function recordingAt(uri: vscode.Uri): Recording {
  const document = documentAt(uri.toString());
  if (document !== undefined && (document.isDirty || document.isUntitled)) {
    return recordingIn(document);
  }
  let stamp: FileStamp | undefined;
  const source = fileSource(uri, false, (found) => (stamp = found));
  return { name: nameOf(uri), source, uri, isFile: true, stamp: () => stamp };
}

/** The text of a document. */
export function recordingIn(document: vscode.TextDocument): Recording {
  const { uri } = document;
  return { name: nameOf(uri), source: documentSource(document), uri, isFile: false };
}

/** Bytes that somebody has dropped. */
export function recordingOf(name: string, bytes: Uint8Array): Recording {
  return { name, source: bytesSource(bytes), isFile: false };
}
