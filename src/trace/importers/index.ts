import { espIdf } from './espIdf';
import { freeRtos } from './freeRtos';
import { glibcTrace } from './glibcTrace';
import { glibcWorkload } from './glibcWorkload';
import { heaptrack } from './heaptrack';
import type { Importer } from './importer';
import { jsonLines } from './jsonLines';
import { ltrace } from './ltrace';
import { mallocLab } from './mallocLab';
import { mtrace } from './mtrace';
import { valgrind } from './valgrind';
import { weeAlloc } from './weeAlloc';
import { zephyr } from './zephyr';

/** Every foreign format, in the order in which people are told of them. */
export const IMPORTERS: readonly Importer[] = [
  mtrace,
  mallocLab,
  valgrind,
  ltrace,
  heaptrack,
  espIdf,
  freeRtos,
  zephyr,
  glibcTrace,
  glibcWorkload,
  weeAlloc,
  jsonLines,
];
