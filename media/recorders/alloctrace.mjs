/**
 * A recorder for JavaScript and WebAssembly: wraps the allocation functions of a module, and prints
 * what is asked of them as an `.alloctrace`, for AllocTrace to replay. No dependencies; Node and
 * browsers.
 *
 *     import { record } from './alloctrace.mjs';
 *     let trace = '';
 *     const heap = record(instance.exports, { print: (lines) => (trace += lines) });
 *
 * Then use `heap` where you used `instance.exports`. It is a copy, because exports cannot be changed.
 * An object that can be, such as Emscripten's `Module`, is wrapped in place and is itself the answer.
 *
 * What to know:
 *
 * - These are wrapped where they are there, with and without an underscore in front: `malloc`, `calloc`,
 *   `realloc`, `reallocarray`, `free`, `memalign`, `aligned_alloc`, `posix_memalign`; and wasm-bindgen's
 *   `__wbindgen_malloc`, `__wbindgen_realloc`, `__wbindgen_free`.
 * - Calls that come from JavaScript are seen. What code inside the module allocates goes to its own
 *   functions, past these exports: compile `alloctrace.h` in, or have the module import the functions
 *   of `recorder.imports` and call them.
 * - Anything that gives out addresses can be recorded by hand: `recorder.allocated(address, size)`,
 *   `recorder.resized(old, address, size)`, `recorder.freed(address)`.
 * - A block is named by its address. Failed allocations are marks, and allocations
 *   named "failed" that are freed at once.
 */

const NAME = 'alloctrace.mjs 1';

/**
 * Records the allocation functions of `target`.
 *
 * @template {object} T
 * @param {T} target exports of a WebAssembly instance, or any object with such functions
 * @param {RecorderOptions} options
 * @returns {T} what to use from now on
 */
export function record(target, options) {
  return new Recorder(options).wrap(target);
}

/**
 * @typedef {object} RecorderOptions
 * @property {(lines: string) => void} print takes text of whole lines
 * @property {boolean} [time] whether events say when they were; they do unless this is false
 * @property {number} [thread] a number for this thread, where there are several
 * @property {WebAssembly.Memory} [memory] where `posix_memalign` puts addresses, unless `target.memory` is it
 * @property {number} [heap] size of the heap that the trace is replayed in, in bytes; at first as large
 *   as the module's memory is
 * @property {boolean} [midway] the program has allocated before: it may free what is not in the trace
 */

export class Recorder {
  #print;
  #memory;
  #withTime;
  #thread;
  #start;
  #heap;
  #beginning;
  #isInside = false;

  /** Text that every event gets as its label, such as what the program is about; undefined for none. */
  label = undefined;

  /** @param {RecorderOptions} options */
  constructor({ print, time = true, thread, memory, heap, midway = false }) {
    this.#print = print;
    this.#withTime = time;
    this.#thread = thread;
    this.#memory = memory;
    this.#heap = heap;
    this.#start = performance.now();
    this.#beginning = `alloctrace 1\nmeta recorder="${NAME}"${midway ? ' capture=midway' : ''}\n`;
  }

  /** See `record`. */
  wrap(target) {
    const memory = () => this.#memory ?? target.memory;
    this.#heap ??= powerOfTwo(memory()?.buffer?.byteLength ?? 0);
    const wrapped = {};
    for (const [name, wrap] of Object.entries(WRAPPERS)) {
      for (const key of [name, `_${name}`]) {
        const own = target[key];
        if (typeof own !== 'function') continue;
        const inner = (...values) => own.apply(target, values);
        wrapped[key] = this.#outermost(inner, wrap(this, memory));
      }
    }
    if (Object.keys(wrapped).length === 0) {
      throw new Error(
        'alloctrace: there is no malloc, free or other allocation function to record.',
      );
    }
    const isFixed = Object.keys(wrapped).some((key) => {
      const property = Object.getOwnPropertyDescriptor(target, key);
      return property === undefined ? !Object.isExtensible(target) : property.writable === false;
    });
    return isFixed ? { ...target, ...wrapped } : Object.assign(target, wrapped);
  }

  /** A call that one of the wrapped functions makes of another is its own affair. */
  #outermost(inner, around) {
    return (...values) => {
      if (this.#isInside) return inner(...values);
      this.#isInside = true;
      try {
        return around(inner, values);
      } finally {
        this.#isInside = false;
      }
    };
  }

  /** Functions that a module can import, to tell what it does itself: see `allocated` and the others. */
  get imports() {
    return {
      allocated: (address, size, align) => this.allocated(address, size, { align: number(align) }),
      resized: (old, address, size) => this.resized(old, address, size),
      freed: (address) => this.freed(address),
    };
  }

  /**
   * There is a block of `size` bytes at `address`; address 0 says that there was no room for it.
   * @param {number | bigint} address
   * @param {number | bigint} size
   * @param {{ align?: number, zeroed?: boolean }} more
   */
  allocated(address, size, { align, zeroed = false } = {}) {
    const block = id(address);
    const at = align ? ` align=${align}` : '';
    if (block === 'null') return this.#failed(size, at);
    this.#event(`${zeroed ? 'calloc' : 'alloc'} ${block} ${bytes(size)}${at}`, block);
  }

  /** The block at `old` has `size` bytes now and is at `address`; 0 says that it stayed as it was. */
  resized(old, address, size, { align } = {}) {
    const [before, after] = [id(old), id(address)];
    const at = align ? ` align=${align}` : '';
    if (after === 'null') return this.#failed(size, at);
    const names = before === after ? after : `${before} ${after}`;
    this.#event(`realloc ${names} ${bytes(size)}${at}`, after);
  }

  /** The block at `address` was given back; 0 is the null pointer. */
  freed(address) {
    this.#event(`free ${id(address)}`);
  }

  /** Names a moment in the trace. */
  mark(text) {
    this.#event(`mark ${quoted(text)}`);
  }

  /** What comes before the first event. */
  #begin() {
    const beginning = this.#beginning;
    this.#beginning = '';
    return beginning && `${beginning}heap size=${this.#heap ?? SMALLEST_HEAP}\n`;
  }

  /** A mark, and an allocation that is freed at once, because the program will not. */
  #failed(size, at) {
    // Some allocators answer null where nothing is asked for.
    if (number(size) === 0) return;
    this.mark(`an allocation of ${bytes(size)} bytes failed`);
    // A trace holds no larger size.
    if (number(size) > Number.MAX_SAFE_INTEGER) return;
    this.#event(`alloc failed ${bytes(size)}${at}`, 'null');
    this.#event('free failed', 'null');
  }

  #event(line, address) {
    let text = line;
    if (this.#thread !== undefined) text += ` tid=${this.#thread}`;
    if (this.#withTime) {
      text += ` t=${Math.max(0, Math.round((performance.now() - this.#start) * 1e6))}`;
    }
    if (address !== undefined) text += ` addr=${address}`;
    if (this.label !== undefined && !line.startsWith('mark ')) text += ` ${quoted(this.label)}`;
    this.#print(`${this.#begin()}${text}\n`);
  }
}

const SMALLEST_HEAP = 2 ** 24;
const LARGEST_HEAP = 2 ** 30;

/** Not every size is a heap's: these are. */
function powerOfTwo(least) {
  let size = SMALLEST_HEAP;
  while (size < least && size < LARGEST_HEAP) size *= 2;
  return size;
}

/** How each function is recorded: it is called, and what it did is told. */
const WRAPPERS = {
  malloc: (recorder) => (inner, values) => {
    const address = inner(...values);
    recorder.allocated(address, values[0]);
    return address;
  },
  calloc: (recorder) => (inner, values) => {
    const address = inner(...values);
    recorder.allocated(address, product(values[0], values[1]), { zeroed: true });
    return address;
  },
  realloc: (recorder) => (inner, values) => {
    const address = inner(...values);
    reallocated(recorder, values[0], address, values[1]);
    return address;
  },
  reallocarray: (recorder) => (inner, values) => {
    const address = inner(...values);
    reallocated(recorder, values[0], address, product(values[1], values[2]));
    return address;
  },
  free: (recorder) => (inner, values) => {
    // First, so that a free that traps is in the trace.
    recorder.freed(values[0]);
    return inner(...values);
  },
  memalign: aligned,
  aligned_alloc: aligned,
  posix_memalign: (recorder, memory) => (inner, values) => {
    const result = inner(...values);
    const [slot, align, size] = values;
    const address = result === 0 ? pointerAt(memory(), slot) : 0;
    recorder.allocated(address, size, { align: number(align) });
    return result;
  },
  // Rust's, as wasm-bindgen exports them: the sizes come along, and a failure does not return.
  __wbindgen_malloc: (recorder) => (inner, values) => {
    const address = inner(...values);
    // One of no bytes is no block: the address is only a number that is aligned, the same each time.
    if (number(values[0]) !== 0) {
      recorder.allocated(address, values[0], { align: number(values[1]) });
    }
    return address;
  },
  __wbindgen_realloc: (recorder) => (inner, values) => {
    const address = inner(...values);
    recorder.resized(values[0], address, values[2], { align: number(values[3]) });
    return address;
  },
  __wbindgen_free: (recorder) => (inner, values) => {
    // Nor was it allocated.
    if (number(values[1]) !== 0) recorder.freed(values[0]);
    return inner(...values);
  },
};

function aligned(recorder) {
  return (inner, values) => {
    const address = inner(...values);
    recorder.allocated(address, values[1], { align: number(values[0]) });
    return address;
  };
}

function reallocated(recorder, old, address, size) {
  // Some answer null because they freed the block, as C once had it.
  if (number(size) === 0 && number(address) === 0 && number(old) !== 0) recorder.freed(old);
  else recorder.resized(old, address, size);
}

/**
 * An address or a size as it is meant. Those of 32 bits come as signed numbers; those of 64 bits as big
 * integers, or from Emscripten as numbers.
 */
function unsigned(value = 0) {
  if (typeof value === 'bigint') return BigInt.asUintN(64, value);
  return value < 0 ? value >>> 0 : Math.trunc(value) || 0;
}

/** An address as an id. */
function id(address) {
  const value = unsigned(address);
  return number(value) === 0 ? 'null' : `0x${value.toString(16)}`;
}

/** A size as it is written. */
function bytes(size) {
  return String(unsigned(size));
}

function number(value) {
  return Number(unsigned(value));
}

function product(count, size) {
  return BigInt(unsigned(count)) * BigInt(unsigned(size));
}

function pointerAt(memory, slot) {
  if (memory === undefined) {
    throw new Error("alloctrace: posix_memalign needs the module's memory: give it as an option.");
  }
  const view = new DataView(memory.buffer);
  return typeof slot === 'bigint'
    ? view.getBigUint64(Number(slot), true)
    : view.getUint32(unsigned(slot), true);
}

/** A text as a string of the format. */
function quoted(text) {
  const escaped = String(text).replace(
    // Control characters are what is looked for.
    // oxlint-disable-next-line no-control-regex
    /["\\\u0000-\u001f\u007f]/g,
    (character) =>
      character === '"' || character === '\\'
        ? `\\${character}`
        : `\\u{${character.codePointAt(0).toString(16)}}`,
  );
  return `"${escaped.replaceAll(/\p{Surrogate}/gu, '\uFFFD')}"`;
}
