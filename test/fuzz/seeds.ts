import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { FOLDER } from '../trace/importers/imported';

/** What inputs of a format are made of. */
export interface Seeds {
  /** Lines of recordings; of a format that is no text, its whole files. */
  readonly lines: readonly string[];
  /** Words of those lines. */
  readonly words: readonly string[];
  /** Lines that usually come first. */
  readonly heads: readonly string[];
}

/** Lines of a recording that are kept, and how long one may be. */
const MOST_LINES = 400;
const MOST_OF_A_LINE = 200;

/** Recordings by their format: the ends of file names of the fixtures. */
const FILES: Readonly<Record<string, RegExp>> = {
  mtrace: /\.mtrace(\.gz)?$/,
  'malloc-lab': /\.rep$/,
  valgrind: /valgrind.*\.log$|\.vg$/,
  ltrace: /\.ltrace/,
  heaptrack: /\.ht$|heaptrack/,
  'esp-idf': /esp/,
  freertos: /freertos/,
  zephyr: /zephyr/,
  'wee-alloc': /wee/,
  'json-lines': /json/,
  'glibc-trace': /glibc-trace/,
  'glibc-workload': /\.wl$/,
};

/** Lines that no fixture has, and that a format has all the same. */
const MORE: Readonly<Record<string, string>> = {
  mtrace: '= Start\n= End\n+ (nil) 0x10\n! 0x1000 0x9\n< 0x1000\n> 0x2000 0x20\n- 0x2000',
  'malloc-lab': '20000\n1\n2\n1\n0 a 0 8\n1 f 0\nr 0 99\nf -1\na 1 16',
  valgrind:
    '--1-- malloc(9)\n--1--  = 0x0\n--1-- realloc(0x0,10)malloc(10) = 0x4A420D0\n--1-- _ZdlPvm(0x4A42040)',
  ltrace:
    '5 malloc(8 <unfinished ...>\n5 <... malloc resumed> ) = 0x1000\n5 free(0x1000 <no return ...>\n12:00:00.5 [0x12] a->calloc(1, 5) = 0x2000\n5 realloc@libc.so.6(0, 27 <unfinished ...>\n5 malloc@libc.so.6(27) = 0x2000\n5 <... realloc resumed> ) = 0x2000\n+++ exited (status 0) +++',
  heaptrack:
    'v 10400 3\nv 10100 2\nv 1 1\nx 6 /bin/a\nm 1 x 1000 0 100\nm 1 -\nt 1010 0\nt 1 0\nc a\n+ 10 1 5000\n- 5000\ns 4 main\ns 5 /a.c\ni 10 1 1 2 7\na 10 1\n+ 0\n- 0\nA',
  'esp-idf': [
    '====== Heap Trace: 3 records (8 capacity) ======',
    '    12 bytes (@ 0x3ffb5800, Internal) allocated CPU 0 ccount 0xe877f00c caller 0x1:0x2',
    '0x1: heap_caps_malloc at /idf/heap_caps.c:84',
    '0x2: app_main at /my project/main.c:41 (discriminator 3)',
    'freed by 0x3:0x4',
    '     6 bytes (@ 0x3ffb5900) allocated CPU 1 ccount 0x00000001 freed',
    '====== Heap Trace Summary ======',
    'CORRUPT HEAP: Bad head at 0x3ffb5800. Expected 0xabba1234 got 0x0',
    '[0.002272225] HEAP: Allocated 8 bytes @ 0x3ffaff6c from task "main" on core 0 by:',
    '/home/me/main.c:85',
    '[0.002307300] HEAP: Freed bytes @ 0x3ffaff6c from interrupt on core 1 by: 0x1:0x2',
  ].join('\n'),
  freertos:
    'traceMALLOC: 0x20001234 [64]\nI (9308) heap: traceMALLOC: 0x20001300 [16]\ntraceFREE: 0x20001234 [64]\ntraceMALLOC: 0x00000000 [0]\nmalloc 20001000 64 [1.5]\nfree 20001000',
  zephyr:
    'heap_listener: alloc 0x20001300 64 heap=0x20000a40\n[00:00:01.500,250] <inf> app: heap_listener: alloc 0x20001300 32\nheap_listener: free 0x20001300 64\nheap_listener: resize 0x1 0x2 heap=0x0\nheap_listener: free (nil) 0',
  'wee-alloc': '[\nAlloc(16),\nAlloc(32),\nFree(0),\n// note\n]',
  'json-lines':
    '[{"type":"alloc","address":4096,"size":16,"tag":"x"},\n{"type":"free","address":"0x1000"}\n{"type":"mark"}\n]',
};

function unpacked(name: string): Uint8Array {
  const bytes = readFileSync(`${FOLDER}/${name}`);
  if (name.endsWith('.gz')) return gunzipSync(bytes);
  return name.endsWith('.zst') ? decompress(bytes) : bytes;
}

/** What inputs of a format are made of: lines of recordings that are there, and some more. */
export function seedsOf(format: string): Seeds {
  const files = readdirSync(FOLDER).filter((name) => FILES[format].test(name));
  const isText = !format.startsWith('glibc-');
  const texts = files.map((name) => Buffer.from(unpacked(name)).toString('latin1'));
  if (!isText) return { lines: texts, words: [], heads: [] };
  const recorded = texts.map((text) =>
    text.split('\n', MOST_LINES).filter((line) => line.length < MOST_OF_A_LINE && line !== ''),
  );
  const more = (MORE[format] ?? '').split('\n');
  const lines = [...recorded.flat(), ...more];
  const words = new Set(lines.slice(-200).flatMap((line) => line.split(/(\s+|[(),:=])/)));
  const heads = [...recorded.flatMap((each) => each.slice(0, 2)), more[0]];
  return { lines, words: [...words], heads };
}
