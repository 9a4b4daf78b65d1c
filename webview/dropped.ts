import { LARGEST_DROP, type Dropped } from '../src/protocol/dropping';

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
 * The first file of what was dropped; undefined if there is none. Must be called while the event is
 * handled: later there is nothing to read.
 */
export function droppedOf(transfer: Transfer): Promise<Dropped> | undefined {
  const uri = addressIn(transfer);
  if (uri !== undefined) return Promise.resolve({ kind: 'address', uri });
  return transfer.files.length > 0 ? read(transfer.files[0]) : undefined;
}

function addressIn(transfer: Transfer): string | undefined {
  for (const type of ADDRESS_TYPES) {
    const lines = transfer.getData(type).split(/\r?\n/);
    // Lines that begin with # are comments.
    const uri = lines.find((line) => line !== '' && !line.startsWith('#'));
    if (uri !== undefined && uri.length <= LONGEST_ADDRESS) return uri;
  }
  return undefined;
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
