import { jsonPieces } from '../base/json';
import type { Output } from './output';

export { JsonItems } from '../base/json';

/** Writes one JSON object: a field a line, and of `JsonItems` an item a line. */
export async function writeJson(out: Output, fields: Readonly<Record<string, unknown>>) {
  await writePieces(out, jsonPieces(fields));
}

/** Writes a text that comes piece by piece. */
export async function writePieces(out: Output, pieces: Iterable<string>): Promise<void> {
  // In their order.
  // oxlint-disable-next-line no-await-in-loop
  for (const piece of pieces) await out.write(piece);
}
