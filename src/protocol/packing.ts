import type { DownMessage } from './message';

/** Where a value lies in a message: the keys that lead to it. */
type Path = readonly string[];

/**
 * A message to a view as one text, with its arrays of numbers beside it.
 *
 * VS Code hands a message on four times, and each time goes through all of its objects one by one;
 * of a text it copies the bytes. A state has some thousand objects, which took longer on the way
 * than to be made and read.
 */
export interface PackedMessage {
  readonly type: 'packed';
  /** The message as JSON, with null in the place of each array. */
  readonly text: string;
  readonly arrays: readonly ArrayBufferView[];
  /** Where each of those belongs. */
  readonly paths: readonly Path[];
}

/** Packs a message. What JSON does not know, undefined for one, does not arrive. */
export function pack(message: DownMessage): PackedMessage {
  const arrays: ArrayBufferView[] = [];
  const paths: Path[] = [];
  const path: string[] = [];
  /** The value without its arrays: itself if there is none in it. */
  const lift = (value: object): object | null => {
    if (ArrayBuffer.isView(value)) {
      arrays.push(value);
      paths.push([...path]);
      return null;
    }
    let copy: Record<string, unknown> | undefined;
    for (const [key, part] of Object.entries(value) as [string, unknown][]) {
      if (typeof part !== 'object' || part === null) continue;
      path.push(key);
      const lifted = lift(part);
      path.pop();
      if (lifted === part) continue;
      copy ??= copyOf(value);
      copy[key] = lifted;
    }
    return copy ?? value;
  };
  return { type: 'packed', text: JSON.stringify(lift(message)), arrays, paths };
}

/** The message that was packed; anything else as it is. */
export function unpack(message: unknown): unknown {
  if (!isPacked(message)) return message;
  const unpacked: unknown = JSON.parse(message.text);
  message.paths.forEach((path, i) => {
    const last = path.at(-1);
    let holder = unpacked as Record<string, unknown>;
    for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
    if (last !== undefined) holder[last] = message.arrays[i];
  });
  return unpacked;
}

/** An object's own properties, or an array's items, in a new one. */
function copyOf(value: object): Record<string, unknown> {
  return (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string,
    unknown
  >;
}

function isPacked(message: unknown): message is PackedMessage {
  return typeof message === 'object' && message !== null && 'type' in message
    ? message.type === 'packed'
    : false;
}
