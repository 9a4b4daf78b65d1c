/** A recorder: source that a person puts into a program, so that it prints a trace of itself. */
export interface Recorder {
  readonly id: string;
  /** What a list shows. */
  readonly label: string;
  /** Its file in `media/recorders`. */
  readonly file: string;
  /** The id that VS Code has for its language. */
  readonly language: string;
  /** The three lines that use it, as they stand in the program, its build or a terminal. */
  readonly use: readonly [string, string, string];
}

/** Every recorder, in the order in which a list shows them. A new one is a file and an entry. */
export const RECORDERS: readonly Recorder[] = [
  {
    id: 'preload',
    label: 'C preload library: any program on Linux, without building it anew',
    file: 'alloctrace_preload.c',
    language: 'c',
    use: [
      'cc -O2 -shared -fPIC -o alloctrace_preload.so alloctrace_preload.c -ldl -pthread',
      'export ALLOCTRACE_FILE=program.alloctrace',
      'LD_PRELOAD=$PWD/alloctrace_preload.so ./program',
    ],
  },
  {
    id: 'c',
    label: 'C and C++ header: bare metal, FreeRTOS, ESP-IDF, Zephyr, newlib, operator new',
    file: 'alloctrace.h',
    language: 'c',
    use: [
      '#define ALLOCTRACE_IMPLEMENTATION',
      '#include "alloctrace.h"',
      'alloctrace_begin(print, NULL); /* void print(void *context, const char *text, size_t length) */',
    ],
  },
  {
    id: 'rust',
    label: 'Rust global allocator, with std or without',
    file: 'alloctrace.rs',
    language: 'rust',
    use: [
      'mod alloctrace;',
      '#[global_allocator]',
      'static HEAP: alloctrace::Recorder<std::alloc::System> = alloctrace::Recorder::std(std::alloc::System, alloctrace::to_file!());',
    ],
  },
  {
    id: 'zig',
    label: 'Zig std.mem.Allocator around another one',
    file: 'alloctrace.zig',
    language: 'zig',
    use: [
      'const alloctrace = @import("alloctrace.zig");',
      'var recorder = alloctrace.Recorder.init(inner, print); // fn print(bytes: []const u8) void',
      'const allocator = recorder.allocator();',
    ],
  },
  {
    id: 'python',
    label: 'Python, all of its allocators',
    file: 'alloctrace.py',
    language: 'python',
    use: ['import alloctrace', 'with alloctrace.recording("program.alloctrace"):', '    work()'],
  },
  {
    id: 'javascript',
    label: 'JavaScript and WebAssembly: the malloc and free of a module',
    file: 'alloctrace.mjs',
    language: 'javascript',
    use: [
      "import { record } from './alloctrace.mjs';",
      "let trace = '';",
      'const heap = record(instance.exports, { print: (lines) => (trace += lines) });',
    ],
  },
];
