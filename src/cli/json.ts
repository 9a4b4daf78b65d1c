import type { Output } from './output';

/** Version of every JSON value that is printed. Grows when a field changes its meaning or goes. */
const SCHEMA = 1;

/** A list that is made while it is written: as one string it might not fit into memory. */
export class Rows {
  constructor(readonly items: Iterable<unknown>) {}
}

/** Writes one JSON object: a field a line, and of `Rows` an item a line. */
export async function writeJson(out: Output, fields: Readonly<Record<string, unknown>>) {
  await out.write(`{\n"schema": ${SCHEMA}`);
  for (const [name, value] of Object.entries(fields)) {
    await out.write(`,\n${JSON.stringify(name)}: `);
    if (value instanceof Rows) await writeRows(out, value);
    else await out.write(JSON.stringify(value));
  }
  await out.write('\n}\n');
}

async function writeRows(out: Output, { items }: Rows): Promise<void> {
  let before = '[\n';
  for (const item of items) {
    await out.write(before + JSON.stringify(item));
    before = ',\n';
  }
  await out.write(before === '[\n' ? '[]' : '\n]');
}
