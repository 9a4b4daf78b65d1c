/** Version of every JSON value that leaves us. Grows when a field changes its meaning or goes. */
const SCHEMA = 1;

/** A list that is made while it is written: as one string it might not fit into memory. */
export class JsonItems {
  constructor(readonly items: Iterable<unknown>) {}
}

/** One JSON object, piece by piece: a field a line, and of `JsonItems` an item a line. */
export function* jsonPieces(fields: Readonly<Record<string, unknown>>): Generator<string> {
  yield `{\n"schema": ${SCHEMA}`;
  for (const [name, value] of Object.entries(fields)) {
    yield `,\n${JSON.stringify(name)}: `;
    if (value instanceof JsonItems) yield* itemPieces(value);
    else yield JSON.stringify(value);
  }
  yield '\n}\n';
}

function* itemPieces({ items }: JsonItems): Generator<string> {
  let before = '[\n';
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ',\n';
  }
  yield before === '[\n' ? '[]' : '\n]';
}
