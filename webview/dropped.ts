import { LARGEST_DROP, MOST_DROPPED, type Dropped } from '../src/protocol/dropping';

/** What VS Code calls the addresses of its own files, and what others call them. */
const ADDRESS_TYPES = ['application/vnd.code.uri-list', 'text/uri-list'];

/** Longer addresses are no files; what the host takes at most. */
const LONGEST_ADDRESS = 4096;
const LONGEST_NAME = 1024;

/** The part of a file from outside that is read here. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The part of a `DataTransfer` that is looked at. */
export interface Transfer {
  readonly types: readonly string[];
  getData(type: string): string;
  readonly files: ArrayLike<DroppedFile>;
}

/** Whether something is dragged that may be a file. What it is can be read only when it is dropped. */
export function mayHoldFile(types: readonly string[]): boolean {
  return types.includes('Files') || ADDRESS_TYPES.some((type) => types.includes(type));
}

/**
 * What was dropped, file by file: the first few, and how many more there were. Must be called while
 * the event is handled, as later there is nothing to read; a file is read when it is asked for.
 */
export function droppedOf(transfer: Transfer): AsyncIterable<Dropped> {
  const uris = addressesIn(transfer);
  if (uris.length > 0) return upToMost(uris, (uri) => ({ kind: 'address', uri }));
  return upToMost(Array.from(transfer.files), read);
}

async function* upToMost<T>(
  all: readonly T[],
  droppedFrom: (each: T) => Dropped | Promise<Dropped>,
): AsyncGenerator<Dropped, void, undefined> {
  for (const each of all.slice(0, MOST_DROPPED)) yield droppedFrom(each);
  const count = all.length - MOST_DROPPED;
  if (count > 0) yield { kind: 'more', count };
}

/** The addresses of the first type that has any. */
function addressesIn(transfer: Transfer): string[] {
  for (const type of ADDRESS_TYPES) {
    const lines = transfer.getData(type).split(/\r?\n/);
    // Lines that begin with # are comments.
    const uris = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const sound = uris.filter((uri) => uri.length <= LONGEST_ADDRESS);
    if (sound.length > 0) return sound;
  }
  return [];
}

async function read(file: DroppedFile): Promise<Dropped> {
  const { size } = file;
  const name = file.name.slice(0, LONGEST_NAME);
  let bytes: Uint8Array | null = null;
  try {
    if (size <= LARGEST_DROP) bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder, or a file that is gone: the host says so.
  }
  return { kind: 'file', name, size, bytes };
}
