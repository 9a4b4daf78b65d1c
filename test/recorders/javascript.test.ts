import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { countsOf, FIXTURES, marksOf, MEDIA, readRecorded } from './recorded';

type Numbers = (...values: number[]) => number;
type Heap = Record<
  'malloc' | 'calloc' | 'realloc' | 'free' | 'aligned_alloc' | 'posix_memalign',
  Numbers
> & { memory: { buffer: ArrayBuffer } };

interface Options {
  print(lines: string): void;
  time?: boolean;
  thread?: number;
  heap?: number;
  midway?: boolean;
}

interface Recorder {
  label: string | undefined;
  wrap<T extends object>(target: T): T;
  allocated(address: number | bigint, size: number | bigint, more?: object): void;
  resized(old: number | bigint, address: number | bigint, size: number | bigint): void;
  freed(address: number | bigint): void;
  mark(text: string): void;
  readonly imports: Record<'allocated' | 'resized' | 'freed', Numbers>;
}

interface Module {
  readonly record: <T extends object>(target: T, options: Options) => T;
  Recorder: new (options: Options) => Recorder;
}

// The types of Node leave WebAssembly to those of browsers.
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array): Promise<{ instance: { exports: Heap } }>;
  };
};

const load = () =>
  import(pathToFileURL(path.resolve(MEDIA, 'alloctrace.mjs')).href) as Promise<Module>;

const hex = (address: number) => `0x${address.toString(16)}`;

/** What a recorder prints of what is done with it, without the lines before the first event. */
async function lines(use: (recorder: Recorder) => void, options: Partial<Options> = {}) {
  const { Recorder } = await load();
  let text = '';
  use(new Recorder({ print: (more) => (text += more), time: false, ...options }));
  readRecorded(Buffer.from(text));
  return text.split('\n').slice(3, -1);
}

describe('the recorder for JavaScript', () => {
  it('records the exports of a WebAssembly module', async () => {
    const { record } = await load();
    const bytes = readFileSync(path.join(FIXTURES, 'wasmHeap.wasm'));
    const { instance } = await wasm.instantiate(bytes);
    let text = '';
    const heap = record(instance.exports, { print: (more) => (text += more), thread: 7 });
    const a = heap.malloc(100);
    const b = heap.calloc(4, 5);
    const c = heap.realloc(a, 500);
    heap.free(b);
    heap.free(c);
    heap.free(0);
    const aligned = heap.aligned_alloc(256, 300);
    const slot = heap.malloc(4);
    assert.equal(heap.posix_memalign(slot, 64, 77), 0);
    const inSlot = new DataView(heap.memory.buffer).getUint32(slot, true);
    assert.equal(heap.malloc(0x7fff_ffff), 0);
    assert.equal(heap.calloc(0x1_0000, 0x1_0000), 0);
    const d = heap.realloc(0, 50);
    heap.free(heap.malloc(2 ** 21));
    const trace = readRecorded(Buffer.from(text));
    const shown = text.replaceAll(/ t=\d+/g, '').split('\n');
    const large = hex(Number(/(0x\w+) 2097152/.exec(text)?.[1]));
    assert.deepEqual(shown, [
      'alloctrace 1',
      'meta recorder="alloctrace.mjs 1"',
      'heap size=16777216',
      `alloc ${hex(a)} 100 tid=7 addr=${hex(a)}`,
      `calloc ${hex(b)} 20 tid=7 addr=${hex(b)}`,
      `realloc ${hex(a)} ${hex(c)} 500 tid=7 addr=${hex(c)}`,
      `free ${hex(b)} tid=7`,
      `free ${hex(c)} tid=7`,
      'free null tid=7',
      `alloc ${hex(aligned)} 300 align=256 tid=7 addr=${hex(aligned)}`,
      `alloc ${hex(slot)} 4 tid=7 addr=${hex(slot)}`,
      `alloc ${hex(inSlot)} 77 align=64 tid=7 addr=${hex(inSlot)}`,
      'mark "an allocation of 2147483647 bytes failed" tid=7',
      'alloc failed 2147483647 tid=7 addr=null',
      'free failed tid=7 addr=null',
      'mark "an allocation of 4294967296 bytes failed" tid=7',
      'alloc failed 4294967296 tid=7 addr=null',
      'free failed tid=7 addr=null',
      `realloc null ${hex(d)} 50 tid=7 addr=${hex(d)}`,
      `alloc ${large} 2097152 tid=7 addr=${large}`,
      `free ${large} tid=7`,
      '',
    ]);
    assert.equal(countsOf(trace).threads, 1);
    assert.equal(typeof trace.attributesOf(0).t, 'number');
  });

  it('wraps in place what can be changed, under both names, and nothing twice', async () => {
    const { record } = await load();
    let text = '';
    let next = 0x1000;
    const module = {
      _malloc: (size: number) => (next += size),
      _free: (_address: number) => undefined,
      _realloc: (_old: number, size: number) => module._malloc(size),
      other: 5,
    };
    const print = (more: string) => (text += more);
    assert.equal(record(module, { print, time: false, heap: 4096 }), module);
    module._free(module._realloc(module._malloc(8), 16));
    readRecorded(Buffer.from(text));
    assert.deepEqual(text.split('\n').slice(2, -1), [
      'heap size=4096',
      'alloc 0x1008 8 addr=0x1008',
      'realloc 0x1008 0x1018 16 addr=0x1018',
      'free 0x1018',
    ]);
    assert.throws(() => record({ other: 5 }, { print }), /no malloc, free/);
  });

  it('records what it is told: addresses above 2^31, of 64 bits, and labels', async () => {
    const told = await lines((recorder) => {
      recorder.allocated(-16, 8);
      recorder.imports.allocated(4096, 32, 0);
      recorder.label = 'a "quoted"\n\\ \ud800 label';
      recorder.resized(-16, -16, 24);
      recorder.allocated(0x7fff_0000_0000n, 5n, { align: 8, zeroed: true });
      recorder.label = undefined;
      recorder.freed(0x7fff_0000_0000n);
      recorder.allocated(2 ** 33 + 16, 8);
      recorder.freed(2 ** 33 + 16);
      recorder.allocated(0, 2 ** 31);
      recorder.allocated(0, 2 ** 32 + 8);
      recorder.allocated(0, 0);
      recorder.mark('"now"');
    });
    assert.deepEqual(told, [
      'alloc 0xfffffff0 8 addr=0xfffffff0',
      'alloc 0x1000 32 addr=0x1000',
      'realloc 0xfffffff0 24 addr=0xfffffff0 "a \\"quoted\\"\\u{a}\\\\ \ufffd label"',
      'calloc 0x7fff00000000 5 align=8 addr=0x7fff00000000 "a \\"quoted\\"\\u{a}\\\\ \ufffd label"',
      'free 0x7fff00000000',
      'alloc 0x200000010 8 addr=0x200000010',
      'free 0x200000010',
      'mark "an allocation of 2147483648 bytes failed"',
      'alloc failed 2147483648 addr=null',
      'free failed addr=null',
      'mark "an allocation of 4294967304 bytes failed"',
      'alloc failed 4294967304 addr=null',
      'free failed addr=null',
      'mark "\\"now\\""',
    ]);
  });

  it("records wasm-bindgen's functions, whose sizes and alignments come along", async () => {
    let address = 0x2000;
    const told = await lines((recorder) => {
      const target = Object.freeze({
        __wbindgen_malloc: (size: number, align: number) => (size === 0 ? align : address),
        __wbindgen_realloc: (_old: number, _before: number, _size: number, _align: number) =>
          (address += 64),
        __wbindgen_free: (_address: number, _size: number, _align: number) => undefined,
      });
      const module = recorder.wrap(target);
      assert.notEqual(module, target);
      const block = module.__wbindgen_realloc(module.__wbindgen_malloc(10, 1), 10, 40, 1);
      module.__wbindgen_free(block, 40, 1);
      for (const times of [1, 2]) {
        const empty = module.__wbindgen_malloc(0, times);
        module.__wbindgen_free(empty, 0, times);
        module.__wbindgen_malloc(0, 1);
      }
    });
    assert.deepEqual(told, [
      'alloc 0x2000 10 align=1 addr=0x2000',
      'realloc 0x2000 0x2040 40 align=1 addr=0x2040',
      'free 0x2040',
    ]);
  });

  it('frees what a realloc to nothing freed, and marks names of moments', async () => {
    const { record } = await load();
    let text = '';
    const target = { malloc: () => 16, realloc: () => 0 };
    const heap = record<Record<string, Numbers>>(target, { print: (more) => (text += more) });
    heap.realloc(heap.malloc(8), 0);
    heap.realloc(heap.malloc(8), 9);
    const trace = readRecorded(Buffer.from(text));
    assert.deepEqual(countsOf(trace), { alloc: 3, free: 2, mark: 1, threads: 1 });
    assert.deepEqual(marksOf(trace), ['an allocation of 9 bytes failed']);
  });
});
