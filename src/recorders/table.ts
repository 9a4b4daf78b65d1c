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
];
